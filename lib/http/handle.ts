import { ZodError } from 'zod';
import { AppError, toProblem } from '../errors/app-error';
import { t } from '../i18n/t';
import { log } from '../log';

export function problemResponse(error: unknown): Response {
  const known = error instanceof ZodError ? new AppError('bad-request', describeZod(error), { cause: error }) : error;
  const problem = toProblem(known);
  if (problem.status >= 500)
    log('error', problem.detail, { code: problem.code, cause: known instanceof AppError ? (known.options.cause ?? known) : known });
  return new Response(JSON.stringify(problem), {
    status: problem.status === 499 ? 400 : problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

/** The first thing wrong with an input, as a sentence. */
export function describeZod(error: ZodError): string {
  const [issue] = error.issues;
  if (!issue) return t('The request is not valid.');
  const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  return `${where}${t(issue.message)}.`;
}

/** Wraps a route handler: every failure leaves as RFC 9457 problem+json. */
export function handle<A extends unknown[]>(
  run: (request: Request, ...rest: A) => Promise<Response>,
): (request: Request, ...rest: A) => Promise<Response> {
  return async (request, ...rest) => {
    try {
      return await run(request, ...rest);
    } catch (error) {
      return problemResponse(error);
    }
  };
}

/** Answers JSON that no cache may keep. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}

const maxJsonBytes = 4 * 1024 * 1024;

/** The request body as JSON. Throws AppError for bodies that are none or too large. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > maxJsonBytes) throw new AppError('too-large', t('The request is larger than 4 MB.'));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-request', t('The request body is not JSON.'), { cause });
  }
}
