import { z } from 'zod';
import { type AggregationResult, bucketsOf, type JsonObject } from '../../lib/elastic/wire-types';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { buildQuery } from '../../lib/query/build-query';
import { readable } from '../../lib/query/readable';
import { resolveTimeRange } from '../../lib/query/time-range';
import type { DataView } from '../data-views/schema';
import { contextShape, type FieldStatistics } from './schema';

export const fieldStatisticsInputSchema = z.object({ ...contextShape, field: z.string().min(1).max(300), type: z.string().max(40) });
export type FieldStatisticsInput = z.infer<typeof fieldStatisticsInputSchema>;

const numeric = /^(long|integer|short|byte|double|float|half_float|scaled_float|unsigned_long)$/;
const noTerms = new Set([
  'text',
  'match_only_text',
  'geo_point',
  'geo_shape',
  'date',
  'date_nanos',
  'binary',
  'nested',
  'object',
  'conflict',
]);
const mostTop = 8;
const bins = 24;
const percents = [5, 25, 50, 75, 95];

const isNumeric = (type: string) => numeric.test(type);
const isTime = (type: string) => type === 'date' || type === 'date_nanos';
const orNull = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

function aggregationsOf({ field, type }: FieldStatisticsInput): JsonObject {
  return {
    present: { filter: { exists: { field } } },
    ...(noTerms.has(type) ? {} : { distinct: { cardinality: { field } }, top: { terms: { field, size: mostTop } } }),
    ...(isNumeric(type) ? { stats: { stats: { field } }, spread: { percentiles: { field, percents } } } : {}),
    ...(isTime(type) ? { least: { min: { field } }, most: { max: { field } } } : {}),
  };
}

/** The course of the values between the 1st and the last: equal bins, or days and hours for times. */
async function distributionOf(
  scope: DataScope,
  pattern: string,
  query: JsonObject,
  { field, type }: FieldStatisticsInput,
  low: number,
  high: number,
  signal?: AbortSignal,
) {
  if (high <= low) return undefined;
  const step = (high - low) / bins;
  const histogram: JsonObject = isTime(type)
    ? { date_histogram: { field, fixed_interval: `${Math.max(1, Math.ceil(step))}ms`, min_doc_count: 0 } }
    : { histogram: { field, interval: step, offset: low % step, min_doc_count: 0 } };
  const answer = await search(scope, pattern, { size: 0, track_total_hits: false, query, aggs: { bins: histogram } }, { signal });
  return bucketsOf(answer.aggregations?.bins)
    .slice(0, bins * 2)
    .map((bucket) => ({ from: Number(bucket.key), count: Number(bucket.doc_count) }));
}

/** How a field's values lie in the current search: how many have it, how many differ, the frequent ones, the spread, examples. */
export async function describeField(
  scope: DataScope,
  dataView: DataView,
  input: FieldStatisticsInput,
  signal?: AbortSignal,
): Promise<FieldStatistics> {
  const { field, type } = input;
  const query = readable(() => {
    const range = resolveTimeRange(input.timeRange, input.nowMs, input.timeZone);
    return buildQuery({ timeField: dataView.timeField, range, filters: input.filters, kql: [input.kql], timeZone: input.timeZone });
  });
  const examples = noTerms.has(type) && !isTime(type);
  const answer = await search(
    scope,
    dataView.pattern,
    {
      size: 0,
      track_total_hits: true,
      query,
      aggs: aggregationsOf(input),
    },
    { signal },
  );
  const { aggregations = {} } = answer;
  const sample = examples ? await examplesOf(scope, dataView.pattern, query, field, signal) : [];
  const [low, high] = isTime(type)
    ? [orNull(aggregations.least?.value), orNull(aggregations.most?.value)]
    : [orNull(aggregations.stats?.min), orNull(aggregations.stats?.max)];
  const distribution =
    low !== null && high !== null ? await distributionOf(scope, dataView.pattern, query, input, low, high, signal) : undefined;
  return {
    documents: answer.hits.total?.value ?? 0,
    present: Number(aggregations.present?.doc_count ?? 0),
    distinct: orNull(aggregations.distinct?.value),
    top: bucketsOf(aggregations.top).map((bucket) => ({
      value: bucket.key_as_string === 'true' || bucket.key_as_string === 'false' ? bucket.key_as_string === 'true' : bucket.key,
      label: String(bucket.key_as_string ?? bucket.key),
      count: bucket.doc_count,
    })),
    ...(low !== null && high !== null ? { low, high } : {}),
    ...(isNumeric(type) ? { mean: orNull(aggregations.stats?.avg), percentiles: percentilesOf(aggregations.spread) } : {}),
    ...(distribution ? { distribution } : {}),
    examples: sample,
  };
}

function percentilesOf(spread: AggregationResult | undefined): { percent: number; value: number | null }[] {
  const values = Object.values((spread?.values ?? {}) as Record<string, number | null>);
  return percents.map((percent, at) => ({ percent, value: orNull(values[at]) }));
}

/** A few different values of a field that cannot be counted by value. */
async function examplesOf(scope: DataScope, pattern: string, query: JsonObject, field: string, signal?: AbortSignal): Promise<string[]> {
  const body = {
    size: 40,
    track_total_hits: false,
    query: { bool: { filter: [query, { exists: { field } }] } },
    _source: false,
    fields: [field],
  };
  const answer = await search(scope, pattern, body, { signal });
  const values = answer.hits.hits
    .flatMap((hit) => hit.fields?.[field] ?? [])
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return [...new Set(values)].slice(0, 5);
}
