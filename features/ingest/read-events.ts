import { AppError } from '../../lib/errors/app-error';
import { readText } from '../../lib/http/read-text';
import { beginsTest } from './begins';
import { joinLines } from './propose/join-lines';
import { eventsInputSchema } from './schema';

const most = 20_000;

/** The events of a request: JSON with `events`, or lines of text, put together where the source has events of several lines. */
export async function readEvents(request: Request, begins: string | null): Promise<{ events: string[]; last: boolean }> {
  const text = await readText(request);
  if (request.headers.get('content-type')?.includes('json')) {
    try {
      return eventsInputSchema.parse(JSON.parse(text));
    } catch (error) {
      if (error instanceof SyntaxError)
        throw new AppError('bad-request', 'The body is not JSON. Send lines as text/plain.', { cause: error });
      throw error;
    }
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const events = begins === null ? lines : joinLines(lines, beginsTest(begins));
  if (events.length === 0) throw new AppError('bad-request', 'There are no lines in the body.');
  if (events.length > most) throw new AppError('too-large', `At most ${most} lines at once. Send them in parts.`);
  return { events, last: false };
}
