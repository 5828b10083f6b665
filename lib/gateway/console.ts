import type { Json, JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { cluster } from './client';
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
    throw new AppError('forbidden', 'Your access is limited to a part of the documents; only _search and _count can keep to it.');
  const parsed = (body.trim() ? JSON.parse(body) : {}) as JsonObject;
  return JSON.stringify({ ...parsed, query: withScope(scope, parsed.query) });
}

/** Passes one request to the cluster, where the caller's scope allows it. The cluster's own errors come back as they are. */
export async function passConsoleRequest(scope: DataScope, request: ConsoleRequest, signal?: AbortSignal): Promise<ConsoleAnswer> {
  const { method, path } = checkConsoleRequest(scope, request);
  const text = scopedBody(scope, path, request.body);
  const isLines = /\/(_bulk|_msearch)$/.test(path);
  const body: { body?: Json; bulkBody?: string } = text.trim()
    ? isLines
      ? { bulkBody: `${text.trimEnd()}\n` }
      : { body: JSON.parse(text) as Json }
    : {};
  try {
    const { client } = await cluster();
    const answer = await client.transport.request(
      { method, path: encode(path), querystring: Object.fromEntries(request.query), ...body } as never,
      {
        signal,
        meta: true,
        ignore: [400, 401, 403, 404, 405, 409, 413, 429],
        requestTimeout: searchTimeoutMs,
        ...(isLines ? { headers: { 'content-type': 'application/x-ndjson' } } : {}),
      },
    );
    return { status: answer.statusCode ?? 200, body: answer.body };
  } catch (error) {
    throw mapError(error);
  }
}
