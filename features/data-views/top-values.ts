import { z } from 'zod';
import { bucketsOf } from '../../lib/elastic/wire-types';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { buildQuery } from '../../lib/query/build-query';
import { filtersSchema, timeRangeSchema } from '../../lib/query/context-schemas';

import { resolveTimeRange } from '../../lib/query/time-range';
import type { DataView, TopValues } from './schema';

export const topValuesInputSchema = z.object({
  dataView: z.string(),
  field: z.string().min(1).max(300),
  timeRange: timeRangeSchema,
  timeZone: z.string().max(64).default('UTC'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  size: z.number().int().min(1).max(50).default(8),
  /** Only values that begin so; for completion. */
  prefix: z.string().max(200).optional(),
});
export type TopValuesInput = z.infer<typeof topValuesInputSchema>;

const escapeRegex = (text: string) => text.replace(/[.?+*|{}[\]()"\\#@&<>~^$]/g, '\\$&');

/** The most frequent values of a field in the current context. */
export async function listTopValues(scope: DataScope, dataView: DataView, input: TopValuesInput, signal?: AbortSignal): Promise<TopValues> {
  const range = resolveTimeRange(input.timeRange, Date.now(), input.timeZone);
  const query = buildQuery({ timeField: dataView.timeField, range, filters: input.filters, kql: [input.kql], timeZone: input.timeZone });
  const terms = { field: input.field, size: input.size, ...(input.prefix ? { include: `${escapeRegex(input.prefix)}.*` } : {}) };
  const answer = await search(
    scope,
    dataView.pattern,
    { size: 0, track_total_hits: true, query, aggs: { top: { terms }, present: { filter: { exists: { field: input.field } } } } },
    { signal },
  );
  const buckets = bucketsOf(answer.aggregations?.top);
  return {
    values: buckets.map((bucket) => ({ value: bucket.key, label: String(bucket.key_as_string ?? bucket.key), count: bucket.doc_count })),
    total: Number(answer.aggregations?.present?.doc_count ?? 0),
    documents: answer.hits.total?.value ?? 0,
  };
}
