import type { JsonObject, SearchResponse } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { cluster } from './client';
import { Coalescer } from './coalesce';
import { inFlight, readRetries, searchTimeoutMs } from './limits';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

const coalescer = new Coalescer<SearchResponse>();

/** Adds the scope's own filter to a query. */
export function withScope(scope: DataScope, query: unknown): JsonObject {
  const asked = (query ?? { match_all: {} }) as JsonObject;
  return scope.filter ? { bool: { filter: [scope.filter, asked] } } : asked;
}

/** A body inside the scope: its filter on the query, and a time limit. */
export const scopedBody = (scope: DataScope, body: JsonObject): JsonObject => ({
  ...body,
  query: withScope(scope, body.query),
  timeout: `${searchTimeoutMs}ms`,
});

export interface SearchOptions {
  signal?: AbortSignal;
}

/** One search inside the scope: limits, timeout, cancellation down to the cluster, one flight for identical requests. */
export async function search(scope: DataScope, index: string, body: JsonObject, { signal }: SearchOptions = {}): Promise<SearchResponse> {
  const checked = checkIndices(scope, index);
  const scoped = scopedBody(scope, body);
  const key = JSON.stringify([checked, scoped]);
  try {
    return await coalescer.run(key, signal, (shared) => inFlight.run(shared, () => send(checked, scoped, shared)));
  } catch (error) {
    if (signal?.aborted) throw new AppError('cancelled', t('The search was cancelled.'), { cause: error });
    throw mapError(error);
  }
}

async function send(index: string, body: JsonObject, signal: AbortSignal): Promise<SearchResponse> {
  const { client } = await cluster();
  return client.transport.request<SearchResponse>(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_search`,
      querystring: { ignore_unavailable: false, allow_no_indices: true },
      body,
    },
    { signal, requestTimeout: searchTimeoutMs + 2_000, maxRetries: readRetries },
  );
}
