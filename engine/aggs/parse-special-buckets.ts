import { isTimeZone } from '../../lib/elastic/time-zone';
import { parseDistance, requirePoint } from '../dsl/geo';
import { illegalArgument, parsingError } from '../plan/es-error';
import { isDate, isNumeric } from '../plan/field';
import { aggField } from './agg-context';
import { type Body, type BucketParser, choices, pointGrid, positive } from './parse-buckets';

const rareTerms: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const maxDocCount = Number(body.max_doc_count ?? 1);
  if (!(maxDocCount >= 1 && maxDocCount <= 100)) throw illegalArgument(`[max_doc_count] must be between 1 and 100: [${name}]`);
  if (!field) return { type: 'unmapped', as: 'rare_terms' };
  return {
    type: 'terms',
    field,
    size: 65_536,
    order: [
      { by: 'count', direction: 'asc' },
      { by: 'key', direction: 'asc' },
    ],
    minDocCount: 1,
    maxDocCount,
    ...choices(body, field, name, context),
  };
};

const significant =
  (text: boolean): BucketParser =>
  (body, name, context) => {
    const field = text ? context.lookup.get(String(body.field ?? '')) : (aggField(body, name, context) ?? undefined);
    if (!field) return { type: 'unmapped', as: 'significant' };
    return {
      type: 'significant',
      field,
      size: positive(body.size, 'size', 10),
      minDocCount: Number(body.min_doc_count ?? 3),
      ...(body.background_filter ? { background: context.parseQuery(body.background_filter) } : {}),
      ...choices(body, field, name, context),
    };
  };

const adjacency: BucketParser = (body, name, context) => {
  const filters = Object.entries((body.filters ?? {}) as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  if (filters.length === 0 || filters.length > 100) throw illegalArgument(`[filters] needs between 1 and 100 filters: [${name}]`);
  return {
    type: 'adjacency',
    filters: filters.map(([key, query]) => ({ key, predicate: context.parseQuery(query) })),
    separator: String(body.separator ?? '&'),
  };
};

const geoDistance: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const { lat, lon } = requirePoint(body.origin, 'origin');
  const metersPerUnit = parseDistance(`1${String(body.unit ?? 'm')}`);
  const show = (value: number | undefined) => (value === undefined ? '*' : Number.isInteger(value) ? value.toFixed(1) : String(value));
  const ranges = ((body.ranges as Body[] | undefined) ?? []).map((entry) => {
    const [from, to] = [entry.from, entry.to].map((bound) => (bound === undefined || bound === null ? undefined : Number(bound)));
    return { key: String(entry.key ?? `${show(from)}-${show(to)}`), from, to };
  });
  if (ranges.length === 0) throw illegalArgument(`No [ranges] specified for the [${name}] aggregation`);
  if (!field) return { type: 'unmapped', as: 'geo_distance' };
  return { type: 'distance', field, lat, lon, metersPerUnit, ranges, keyed: body.keyed === true };
};

const sampler =
  (diversified: boolean): BucketParser =>
  (body, name, context) => {
    const size = positive(body.shard_size, 'shard_size', 100);
    const field = diversified ? aggField(body, name, context) : undefined;
    return { type: 'sampler', size, ...(field ? { field, perValue: positive(body.max_docs_per_value, 'max_docs_per_value', 1) } : {}) };
  };

const nested: BucketParser = (body, name, context) => {
  const chain = context.lookup.nestedChain(String(body.path ?? ''));
  if (typeof body.path !== 'string') throw parsingError(`Missing [path] field for nested aggregation [${name}]`);
  return chain ? { type: 'nested', chain } : { type: 'unmapped', as: 'single' };
};

const autoDate: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const timeZone = String(body.time_zone ?? 'UTC');
  if (!isTimeZone(timeZone)) throw illegalArgument(`Unknown time-zone ID: ${timeZone}`);
  if (!field) return { type: 'unmapped', as: 'auto_date_histogram' };
  if (!isDate(field))
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [auto_date_histogram]`);
  return {
    type: 'auto-date',
    field,
    buckets: positive(body.buckets, 'buckets', 10),
    timeZone,
    ...(typeof body.minimum_interval === 'string' ? { minimumInterval: body.minimum_interval } : {}),
  };
};

const variableWidth: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  if (!field) return { type: 'unmapped', as: 'variable_width_histogram' };
  if (!isNumeric(field) && !isDate(field))
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [variable_width_histogram]`);
  return { type: 'variable-width', field, buckets: positive(body.buckets, 'buckets', 10) };
};

const topMetrics: BucketParser = (body, name, context) => {
  const wanted = Array.isArray(body.metrics) ? body.metrics : [body.metrics];
  const fields = wanted.map((metric) => aggField((metric ?? {}) as Body, name, context));
  const mapped = fields.filter((field) => field !== undefined);
  const sort = context.parseSort(body.sort);
  if (sort.length !== 1) throw illegalArgument(`[top_metrics] needs exactly one sort: [${name}]`);
  return { type: 'top-metrics', fields: mapped, sort, size: positive(body.size, 'size', 1) };
};

export const specialBucketParsers: Record<string, BucketParser> = {
  rare_terms: rareTerms,
  significant_terms: significant(false),
  significant_text: significant(true),
  adjacency_matrix: adjacency,
  geo_distance: geoDistance,
  geohash_grid: pointGrid({ type: 'geohash', words: 'geohash aggregation precision', precisions: [1, 12, 5] }),
  nested,
  reverse_nested: () => ({ type: 'reverse-nested' }),
  global: () => ({ type: 'global' }),
  geohex_grid: pointGrid({ type: 'geohex', words: 'geohex_grid precision', precisions: [0, 15, 6] }),
  sampler: sampler(false),
  diversified_sampler: sampler(true),
  auto_date_histogram: autoDate,
  variable_width_histogram: variableWidth,
  top_hits: (body) => ({ type: 'top-hits', body }),
  top_metrics: topMetrics,
};
