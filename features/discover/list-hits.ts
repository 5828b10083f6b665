import { chooseInterval } from '../../lib/elastic/intervals';
import { bucketsOf, type JsonObject } from '../../lib/elastic/wire-types';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { closePointInTime, openPointInTime, searchPointInTime } from '../../lib/gateway/point-in-time';
import { search } from '../../lib/gateway/search';
import { buildQuery } from '../../lib/query/build-query';
import { readable } from '../../lib/query/readable';
import { resolveTimeRange } from '../../lib/query/time-range';
import type { DataView } from '../data-views/schema';
import { hitsOf } from './hits-of';
import type { HistogramAnswer, HistogramInput, HitsInput, HitsPage } from './schema';

function queryOf(input: HitsInput | HistogramInput, dataView: DataView) {
  return readable(() => {
    const range = resolveTimeRange(input.timeRange, input.nowMs, input.timeZone);
    return {
      range,
      query: buildQuery({ timeField: dataView.timeField, range, filters: input.filters, kql: [input.kql], timeZone: input.timeZone }),
    };
  });
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

/**
 * One page of documents. The first is a plain search that counts, because most lists are looked at and never scrolled. The second
 * opens a point in time, and all that follow go on in it by `search_after`: no document is skipped or shown twice while others come in.
 * Between the first two a document that arrives late may shift the others: the caller drops what it has already.
 */
export async function listHits(scope: DataScope, dataView: DataView, input: HitsInput, signal?: AbortSignal): Promise<HitsPage> {
  const { query } = queryOf(input, dataView);
  const sortField = input.sort?.field ?? dataView.timeField;
  const sort: JsonObject[] = sortField ? [{ [sortField]: { order: input.sort?.direction ?? 'desc', missing: '_last' } }] : [];
  const { pattern } = dataView;
  const { next, size } = input;
  if (!next) {
    const body = { size, query, ...(sort.length > 0 ? { sort } : {}), track_total_hits: true };
    const answer = await search(scope, pattern, body, { signal });
    const hits = hitsOf(answer);
    return {
      hits,
      total: answer.hits.total?.value ?? null,
      tookMs: answer.took,
      latestMs: hits.length === 0 ? await latestMs(scope, dataView, input, signal) : null,
      ...(hits.length === size ? { next: { skip: size } } : {}),
    };
  }
  const handle = 'handle' in next ? next.handle : await openPointInTime(scope, pattern, { signal });
  const place: JsonObject = 'handle' in next ? { search_after: next.after } : { from: next.skip };
  const answer = await searchPointInTime(scope, pattern, handle, { size, query, sort, track_total_hits: false, ...place }, { signal });
  const hits = hitsOf(answer);
  const after = answer.hits.hits.at(-1)?.sort;
  const more = hits.length === size && after !== undefined;
  if (!more) await closePointInTime(scope, pattern, handle);
  return { hits, total: null, tookMs: answer.took, latestMs: null, ...(more ? { next: { handle, after } } : {}) };
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
