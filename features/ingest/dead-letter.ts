import { bucketsOf, type JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { bulkIndex, refreshIndex } from '../../lib/gateway/bulk';
import { cluster } from '../../lib/gateway/client';
import { putIndexTemplate } from '../../lib/gateway/ingest';
import { search } from '../../lib/gateway/search';
import { jobScope } from '../access/job-scope';
import { deadLetterIndex } from './schema';

const scope = () => jobScope('dead-letter', [deadLetterIndex]);

/** What failed is found by source, time and words; the fields it got as far as are kept as they are and not searched. */
const template: JsonObject = {
  mappings: {
    dynamic: false,
    properties: {
      '@timestamp': { type: 'date' },
      message: { type: 'text' },
      error: { properties: { message: { type: 'text' } } },
      oriel: { properties: { source: { type: 'keyword' } } },
    },
  },
};

/** Called before the first line can fail. */
export const prepareDeadLetters = (): Promise<void> => putIndexTemplate(scope(), deadLetterIndex, [deadLetterIndex], template);

/** The index of what failed does not exist before something has. */
async function orNone<T>(run: () => Promise<T>, none: T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing-index') return none;
    throw error;
  }
}

/** How many lines of each source failed. */
export function countDead(): Promise<Map<string, number>> {
  return orNone(async () => {
    const answer = await search(scope(), deadLetterIndex, {
      size: 0,
      track_total_hits: false,
      aggs: { sources: { terms: { field: 'oriel.source', size: 500 } } },
    });
    return new Map(bucketsOf(answer.aggregations?.sources).map((bucket) => [String(bucket.key), bucket.doc_count]));
  }, new Map());
}

/** Keeps events that the index itself refused: their pipeline went well, their fields did not fit. */
export async function keepRefused(source: string, events: { event: string; reason: string }[]): Promise<void> {
  if (events.length === 0) return;
  const at = new Date().toISOString();
  const documents = events.map(
    ({ event, reason }): JsonObject => ({ '@timestamp': at, message: event, error: { message: reason }, oriel: { source } }),
  );
  await bulkIndex(scope(), deadLetterIndex, documents);
}

export interface DeadLetter {
  id: string;
  event: string;
  reason: string;
  at: string;
}

interface Stored {
  '@timestamp'?: string;
  message?: unknown;
  error?: { message?: unknown };
}

/** Up to a thousand events of a source that failed, oldest first, or the newest ones. */
export function listDead(source: string, { newest }: { newest?: number } = {}): Promise<DeadLetter[]> {
  return orNone(async () => {
    await refreshIndex(scope(), deadLetterIndex);
    const answer = await search(scope(), deadLetterIndex, {
      size: newest ?? 1_000,
      query: { term: { 'oriel.source': source } },
      sort: [{ '@timestamp': newest ? 'desc' : 'asc' }],
    });
    return answer.hits.hits.map((hit) => {
      const { message, error, '@timestamp': at } = (hit._source ?? {}) as Stored;
      return { id: hit._id, event: String(message ?? ''), reason: String(error?.message ?? ''), at: String(at ?? '') };
    });
  }, []);
}

/** Forgets events that have been sent again. */
export async function forgetDead(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const { client } = await cluster();
  await client.transport.request(
    {
      method: 'POST',
      path: `/${deadLetterIndex}/_bulk`,
      querystring: { refresh: true },
      bulkBody: ids.map((id) => `${JSON.stringify({ delete: { _id: id } })}\n`).join(''),
    },
    { headers: { 'content-type': 'application/x-ndjson' } },
  );
}
