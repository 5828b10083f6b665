import type { Json, JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { cluster } from './client';
import type { CheckedBody } from './console-addresses';
import { indexOfHandle, sealAnswer, unsealClosedPit, unsealPit, unsealScroll } from './console-cursors';
import { type ConsoleRequest, checkConsoleRequest } from './console-rules';
import { searchTimeoutMs } from './limits';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { withScope } from './search';

export interface ConsoleAnswer {
  status: number;
  body: unknown;
}

const encode = (path: string) =>
  path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');

/** A scope with a filter keeps it in every search; requests that could not carry it are refused. */
function scopedBody(scope: DataScope, path: string, body: string): string {
  if (!scope.filter) return body;
  if (!/\/(_search|_count)$/.test(path))
    throw new AppError('forbidden', t('Your access is limited to a part of the documents; only _search and _count can keep to it.'));
  const parsed = (body.trim() ? JSON.parse(body) : {}) as JsonObject;
  return JSON.stringify({ ...parsed, query: withScope(scope, parsed.query) });
}

/** A request whose handles of scrolls and points in time are the cluster's own ids again, and the indices that they were opened over. */
function openHandles(
  scope: DataScope,
  request: ConsoleRequest,
  holds: CheckedBody,
  index: string,
  isOpenSearch: boolean,
): { query: URLSearchParams; over: string; body: string } {
  const query = new URLSearchParams(request.query);
  if (!['scroll', 'pit-search', 'pit'].includes(holds))
    return { query, over: request.query.has('scroll') || request.query.has('keep_alive') ? index : '', body: request.body };
  const parsed = (request.body.trim() ? JSON.parse(request.body) : {}) as JsonObject;
  if (holds === 'pit') return { query, over: '', body: JSON.stringify(unsealClosedPit(scope, parsed, isOpenSearch)) };
  if (holds === 'pit-search')
    return {
      query,
      over: indexOfHandle(scope, (parsed.pit as JsonObject).id),
      body: JSON.stringify({ ...parsed, pit: unsealPit(scope, parsed.pit) }),
    };
  const over = indexOfHandle(scope, parsed.scroll_id ?? query.get('scroll_id'));
  return { query, over, body: JSON.stringify(unsealScroll(scope, parsed, query)) };
}

/** Passes one request to the cluster, where the caller's scope allows it. The cluster's own errors come back as they are. */
export async function passConsoleRequest(scope: DataScope, request: ConsoleRequest, signal?: AbortSignal): Promise<ConsoleAnswer> {
  const { method, path, index, holds } = checkConsoleRequest(scope, request);
  const { client, distribution } = await cluster();
  const { query, over, body: opened } = openHandles(scope, request, holds, index, distribution === 'opensearch');
  const text = scopedBody(scope, path, opened);
  const isLines = /\/(_bulk|_msearch)$/.test(path);
  const body: { body?: Json; bulkBody?: string } = text.trim()
    ? isLines
      ? { bulkBody: `${text.trimEnd()}\n` }
      : { body: JSON.parse(text) as Json }
    : {};
  try {
    const answer = await client.transport.request(
      { method, path: encode(path), querystring: Object.fromEntries(query), ...body } as never,
      {
        signal,
        meta: true,
        ignore: [400, 401, 403, 404, 405, 409, 413, 429],
        requestTimeout: searchTimeoutMs,
        ...(isLines ? { headers: { 'content-type': 'application/x-ndjson' } } : {}),
      },
    );
    return { status: answer.statusCode ?? 200, body: over === '' ? answer.body : sealAnswer(scope, over, path, answer.body) };
  } catch (error) {
    throw mapError(error);
  }
}
