import type { JsonObject, SearchResponse } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { cluster } from './client';
import { inFlight, readRetries } from './limits';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';
import { seal, unseal } from './sealed-handle';
import { type SearchOptions, scopedBody } from './search';

const keepAlive = '1m';

function idOf(scope: DataScope, index: string, handle: string): string {
  const held = unseal(scope, handle);
  if (held.index !== index) throw new AppError('forbidden', t('This list of documents was opened over other indices. Search again.'));
  return held.id;
}

/** The last sort key inside a point in time: which of equal documents comes first, over all shards. */
async function tiebreak(): Promise<JsonObject> {
  const { distribution, version } = await cluster();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return distribution === 'opensearch' && (major < 3 || (major === 3 && minor < 3)) ? { _doc: 'asc' } : { _shard_doc: 'asc' };
}

/** Freezes an index expression for a minute after its last use. Answers a handle for `searchPointInTime`. */
export async function openPointInTime(scope: DataScope, index: string, { signal }: SearchOptions = {}): Promise<string> {
  const checked = checkIndices(scope, index);
  try {
    const { client } = await cluster();
    const opened = await client.transport.request<{ id?: string; pit_id?: string }>(
      { method: 'POST', path: `/${encodeURIComponent(checked)}/_pit`, querystring: { keep_alive: keepAlive } },
      { signal },
    );
    return seal({ subject: scope.subject, index: checked, id: opened.id ?? opened.pit_id ?? '' });
  } catch (error) {
    throw mapError(error);
  }
}

/** One search inside a point in time. `sort` gets a last key that makes it total, so that `search_after` skips and repeats nothing. */
export async function searchPointInTime(
  scope: DataScope,
  index: string,
  handle: string,
  body: JsonObject & { sort: JsonObject[] },
  { signal }: SearchOptions = {},
): Promise<SearchResponse> {
  const id = idOf(scope, checkIndices(scope, index), handle);
  const sort = [...body.sort, await tiebreak()];
  try {
    const { client } = await cluster();
    return await inFlight.run(signal, () =>
      client.transport.request<SearchResponse>(
        { method: 'POST', path: '/_search', body: { ...scopedBody(scope, body), sort, pit: { id, keep_alive: keepAlive } } },
        { signal, maxRetries: readRetries },
      ),
    );
  } catch (error) {
    if (signal?.aborted) throw new AppError('cancelled', t('The search was cancelled.'), { cause: error });
    throw mapError(error);
  }
}

/** Lets a point in time go before its minute is over. That it is gone already is no error. */
export async function closePointInTime(scope: DataScope, index: string, handle: string): Promise<void> {
  const id = idOf(scope, checkIndices(scope, index), handle);
  const { client, distribution } = await cluster();
  const body = distribution === 'opensearch' ? { pit_id: [id] } : { id };
  await client.transport.request({ method: 'DELETE', path: '/_pit', body }).catch(() => undefined);
}
