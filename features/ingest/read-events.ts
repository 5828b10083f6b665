import { AppError } from '../../lib/errors/app-error';
import { readText } from '../../lib/http/read-text';
import { t } from '../../lib/i18n/t';
import { beginsTest } from './begins';
import { joinLines } from './propose/join-lines';
import { eventsInputSchema } from './schema';

const most = 20_000;

export interface ReadEvents {
  events: string[];
  last: boolean;
  /** Lines at the end that were left for the next request: their event may go on. */
  heldLines: number;
}

/** An event of several lines is over when the next one begins: who says that more may follow (`oriel-open-end`) sends it again with that. */
function holdLast(events: string[]): { events: string[]; heldLines: number } {
  const last = events.at(-1);
  return { events: events.slice(0, -1), heldLines: last === undefined ? 0 : last.split('\n').length };
}

/** The events of a request: JSON with `events`, or lines of text, put together where the source has events of several lines. */
export async function readEvents(request: Request, begins: string | null): Promise<ReadEvents> {
  const text = await readText(request);
  if (request.headers.get('content-type')?.includes('json')) {
    try {
      return { ...eventsInputSchema.parse(JSON.parse(text)), heldLines: 0 };
    } catch (error) {
      if (error instanceof SyntaxError)
        throw new AppError('bad-request', t('The body is not JSON. Send lines as text/plain.'), { cause: error });
      throw error;
    }
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const events = begins === null ? lines : joinLines(lines, beginsTest(begins));
  if (events.length === 0) throw new AppError('bad-request', t('There are no lines in the body.'));
  if (events.length > most) throw new AppError('too-large', t('At most {most} lines at once. Send them in parts.', { most }));
  const open = begins !== null && request.headers.get('oriel-open-end') === '1';
  return { ...(open ? holdLast(events) : { events, heldLines: 0 }), last: false };
}
