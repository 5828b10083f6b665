import { DateMathError } from '../../lib/elastic/date-math';
import { chooseInterval } from '../../lib/elastic/intervals';
import { bucketsOf, type JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { buildQuery } from '../../lib/query/build-query';
import { KqlSyntaxError } from '../../lib/query/kql/syntax-error';
import { resolveTimeRange } from '../../lib/query/time-range';
import type { DataView } from '../data-views/schema';
import type { HistogramAnswer, HistogramInput, HitsInput, HitsPage } from './schema';

function queryOf(input: HitsInput | HistogramInput, dataView: DataView) {
  try {
    const range = resolveTimeRange(input.timeRange, input.nowMs, input.timeZone);
    return {
      range,
      query: buildQuery({ timeField: dataView.timeField, range, filters: input.filters, kql: [input.kql], timeZone: input.timeZone }),
    };
  } catch (error) {
    if (error instanceof KqlSyntaxError)
      throw new AppError('kql-syntax', `The KQL cannot be read: ${error.message}`, { details: { at: error.at } });
    if (error instanceof DateMathError) throw new AppError('bad-request', `The time cannot be read. ${error.message}`);
    throw error;
  }
}

async function latestMs(scope: DataScope, dataView: DataView, input: HitsInput, signal?: AbortSignal): Promise<number | null> {
  if (!dataView.timeField) return null;
  const query = buildQuery({ filters: input.filters, kql: [input.kql] });
  const answer = await search(
    scope,
    dataView.pattern,
    { size: 0, track_total_hits: false, query, aggs: { latest: { max: { field: dataView.timeField } } } },
    { signal },
  );
  return (answer.aggregations?.latest?.value as number | null | undefined) ?? null;
}

/** One page of documents, continued by `after` (the last hit's sort values). The first page counts. */
export async function listHits(scope: DataScope, dataView: DataView, input: HitsInput, signal?: AbortSignal): Promise<HitsPage> {
  const { query } = queryOf(input, dataView);
  const sortField = input.sort?.field ?? dataView.timeField;
  const direction = input.sort?.direction ?? 'desc';
  const sort: JsonObject[] = [
    ...(sortField ? [{ [sortField]: { order: direction, missing: '_last' } }] : []),
    { _doc: { order: direction } },
  ];
  const first = input.after === undefined;
  const answer = await search(
    scope,
    dataView.pattern,
    { size: input.size, query, sort, track_total_hits: first, ...(input.after ? { search_after: input.after } : {}) },
    { signal },
  );
  const hits = answer.hits.hits.map((hit) => ({
    id: hit._id,
    index: hit._index,
    source: (hit._source ?? {}) as Record<string, unknown>,
    sort: (hit.sort ?? []) as (string | number | null)[],
  }));
  return {
    hits,
    total: answer.hits.total?.value ?? null,
    tookMs: answer.took,
    latestMs: first && hits.length === 0 ? await latestMs(scope, dataView, input, signal) : null,
  };
}

/** Documents over time, as bars that fit the width. */
export async function countOverTime(
  scope: DataScope,
  dataView: DataView,
  input: HistogramInput,
  signal?: AbortSignal,
): Promise<HistogramAnswer> {
  const { range, query } = queryOf(input, dataView);
  const interval = chooseInterval(range.toMs - range.fromMs, Math.max(20, Math.floor(input.width / 12)));
  const histogram: JsonObject = {
    field: dataView.timeField ?? '@timestamp',
    [interval.kind === 'fixed' ? 'fixed_interval' : 'calendar_interval']: interval.text,
    time_zone: input.timeZone,
    min_doc_count: 0,
    extended_bounds: { min: range.fromMs, max: range.toMs - 1 },
  };
  const answer = await search(
    scope,
    dataView.pattern,
    { size: 0, track_total_hits: false, query, aggs: { time: { date_histogram: histogram } } },
    { signal },
  );
  const buckets = bucketsOf(answer.aggregations?.time);
  return {
    interval: interval.text,
    stepMs: interval.approximateMs,
    buckets: buckets.map((bucket) => ({ timeMs: bucket.key, count: bucket.doc_count })),
    range,
  };
}
