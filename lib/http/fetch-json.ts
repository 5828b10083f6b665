import type { Problem } from '../errors/app-error';
import { t } from '../i18n/t';

/** A failed request as the browser sees it: the server's sentence and its code. */
export class RequestError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'RequestError';
  }
}

const offline = (): Problem => ({
  type: 'about:blank',
  title: 'offline',
  status: 0,
  code: 'cluster-unreachable',
  detail: t('Oriel did not answer. Check that it runs and that you are online.'),
});

export async function toRequestError(response: Response): Promise<RequestError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem =
    body && typeof body === 'object' && 'detail' in body
      ? (body as Problem)
      : { ...offline(), status: response.status, detail: t('The server answered {status}.', { status: response.status }) };
  return new RequestError(problem);
}

/** JSON, or the bytes of a file, in; JSON out. Throws RequestError with the server's sentence. */
export async function fetchJson<T>(url: string, options: { method?: string; body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  let response: Response;
  const { body } = options;
  const isFile = body instanceof Blob;
  try {
    response = await fetch(url, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: body === undefined || isFile ? {} : { 'content-type': 'application/json' },
      body: body === undefined || isFile ? body : JSON.stringify(body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new RequestError(offline());
  }
  if (!response.ok) throw await toRequestError(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
