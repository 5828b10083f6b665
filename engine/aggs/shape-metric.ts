import type { MetricNode, MetricSpec } from '../plan/aggregation';
import { isDate } from '../plan/field';

type Answer = Record<string, unknown>;

const number = (value: unknown): number | null => {
  if (value === null || value === undefined) return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
};

const whenDate = (spec: MetricSpec, value: number | null) =>
  'field' in spec && spec.field && isDate(spec.field) && value !== null ? { value_as_string: new Date(value).toISOString() } : {};

function stats(values: unknown[]): Answer {
  const [count, min, max, avg, sum] = values.map(number);
  return { count: count ?? 0, min: min ?? null, max: max ?? null, avg: avg ?? null, sum: sum ?? 0 };
}

function extended(values: unknown[], sigma: number): Answer {
  const base = stats(values);
  const [squares = null, variance = null] = values.slice(5).map(number);
  const n = Number(base.count);
  const sampling = n > 1 && variance !== null ? (variance * n) / (n - 1) : null;
  const root = (value: number | null) => (value === null ? null : Math.sqrt(value));
  const [deviation, sampled] = [root(variance), root(sampling)];
  const bound = (spread: number | null, sign: number) => (spread === null ? null : Number(base.avg) + sign * sigma * spread);
  return {
    ...base,
    sum_of_squares: squares,
    variance,
    variance_population: variance,
    variance_sampling: sampling,
    std_deviation: deviation,
    std_deviation_population: deviation,
    std_deviation_sampling: sampled,
    std_deviation_bounds: {
      upper: bound(deviation, 1),
      lower: bound(deviation, -1),
      upper_population: bound(deviation, 1),
      lower_population: bound(deviation, -1),
      upper_sampling: bound(sampled, 1),
      lower_sampling: bound(sampled, -1),
    },
  };
}

/** The `stats` answer over plain numbers. */
export function statsOf(values: number[]): Answer {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.length === 0 ? stats([]) : stats([values.length, Math.min(...values), Math.max(...values), total / values.length, total]);
}

/** The `extended_stats` answer over plain numbers. */
export function extendedStats(values: number[], sigma: number): Answer {
  const base = statsOf(values);
  if (values.length === 0) return extended([], sigma);
  const mean = Number(base.avg);
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return extended([base.count, base.min, base.max, base.avg, base.sum, squares, variance], sigma);
}

function keyedValues(points: number[], values: (number | null)[], keyed: boolean): Answer {
  const label = (point: number) => (Number.isInteger(point) ? point.toFixed(1) : String(point));
  if (!keyed) return { values: points.map((key, index) => ({ key, value: values[index] ?? null })) };
  return { values: Object.fromEntries(points.map((key, index) => [label(key), values[index] ?? null])) };
}

/**
 * The upper end of the HdrHistogram bucket that holds `value`, for `digits` significant digits and a histogram that was
 * ranged from its smallest value. http://hdrhistogram.org/
 */
function hdrBucket(value: number | null, smallest: number, digits: number): number | null {
  if (value === null || !(value > 0) || !(smallest > 0)) return value;
  const half = 2 ** Math.ceil(Math.log2(10 ** digits));
  const unit = 2 ** Math.floor(Math.log2(smallest)) / half;
  const whole = Math.floor(value / unit);
  const width = 2 ** Math.max(0, Math.floor(Math.log2(whole / half)));
  return (Math.floor(whole / width) * width + width - 1) * unit;
}

function percentiles(spec: Extract<MetricSpec, { type: 'percentiles' }>, value: unknown): Answer {
  const list = ((value as unknown[] | null) ?? []).map(number);
  const { hdrDigits } = spec;
  if (hdrDigits === undefined) return keyedValues(spec.percents, list, spec.keyed);
  const [smallest, ...found] = list;
  return keyedValues(
    spec.percents,
    found.map((own) => hdrBucket(own, smallest ?? 0, hdrDigits)),
    spec.keyed,
  );
}

function boxplot([min, max, quartiles]: unknown[]): Answer {
  const [q1 = null, q2 = null, q3 = null] = ((quartiles as unknown[] | null) ?? []).map(number);
  const [low, high] = [number(min), number(max)];
  const reach = q1 === null || q3 === null ? 0 : 1.5 * (q3 - q1);
  return {
    min: low,
    max: high,
    q1,
    q2,
    q3,
    lower: low === null || q1 === null ? null : Math.max(low, q1 - reach),
    upper: high === null || q3 === null ? null : Math.min(high, q3 + reach),
  };
}

function stringStats(values: unknown[]): Answer {
  const [count, min, max, avg, entropy] = values.map(number);
  return { count: count ?? 0, min_length: min ?? null, max_length: max ?? null, avg_length: avg ?? null, entropy: entropy ?? 0 };
}

function matrixStats(spec: Extract<MetricSpec, { type: 'matrix_stats' }>, values: unknown[]): Answer {
  const read = values.map(number);
  const names = spec.fields.map(({ path }) => path);
  const count = read[0] ?? 0;
  if (count === 0) return { doc_count: 0 };
  const pair = (one: number, other: number, part: number) => read[names.length * 5 + (one * names.length + other) * 2 + part] ?? null;
  const fields = names.map((name, at) => {
    const [own = 0, mean, variance, skewness, kurtosis] = read.slice(at * 5, at * 5 + 5);
    const row = (part: number, diagonal?: number) =>
      Object.fromEntries(names.map((other, place) => [other, place === at && diagonal !== undefined ? diagonal : pair(at, place, part)]));
    return { name, count: own, mean, variance, skewness, kurtosis: (kurtosis ?? 0) + 3, covariance: row(0), correlation: row(1, 1) };
  });
  return { doc_count: count, fields };
}

function geoBounds(values: unknown[]): Answer {
  const [top, left, bottom, right] = values.map(number);
  return top === null || top === undefined
    ? {}
    : { bounds: { top_left: { lat: top, lon: left }, bottom_right: { lat: bottom, lon: right } } };
}

/** A GeoJSON line. */
function geoLine(spec: Extract<MetricSpec, { type: 'geo_line' }>, value: unknown): Answer {
  const all = (value as { lat: number; lon: number; by: number }[] | null | undefined) ?? [];
  const points = all.slice(0, spec.size);
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: points.map(({ lat, lon }) => [lon, lat]) },
    properties: { complete: all.length <= spec.size, ...(spec.withSort ? { sort_values: points.map(({ by }) => by) } : {}) },
  };
}

function shapeOne(spec: MetricSpec, values: unknown[]): Answer {
  switch (spec.type) {
    case 'stats':
      return stats(values);
    case 'extended_stats':
      return extended(values, spec.sigma);
    case 'percentiles':
      return percentiles(spec, values[0]);
    case 'percentile_ranks':
      return keyedValues(spec.values, values.map(number), spec.keyed);
    case 'boxplot':
      return boxplot(values);
    case 'string_stats':
      return stringStats(values);
    case 'matrix_stats':
      return matrixStats(spec, values);
    case 'geo_bounds':
      return geoBounds(values);
    case 'geo_centroid': {
      const [lat, lon, count] = values.map(number);
      return { ...(lat === null || lat === undefined ? {} : { location: { lat, lon } }), count: count ?? 0 };
    }
    case 'geo_line':
      return geoLine(spec, values[0]);
    case 'unmapped':
      return unmappedMetric(spec.as);
    case 'cardinality':
    case 'value_count':
    case 'sum':
    case 'rate':
      return { value: number(values[0]) ?? 0, ...whenDate(spec, number(values[0])) };
    default:
      return { value: number(values[0]), ...whenDate(spec, number(values[0])) };
  }
}

function unmappedMetric(type: string): Answer {
  if (type === 'stats') return stats([]);
  if (type === 'extended_stats') return extended([], 2);
  if (type === 'percentiles' || type === 'percentile_ranks') return { values: {} };
  if (type === 'geo_bounds') return {};
  if (type === 'geo_centroid') return { count: 0 };
  if (type === 'boxplot') return boxplot([]);
  if (type === 'string_stats') return stringStats([]);
  if (type === 'matrix_stats') return { doc_count: 0 };
  if (type === 'geo_line') return { type: 'Feature', geometry: { type: 'LineString', coordinates: [] }, properties: { complete: true } };
  return { value: ['cardinality', 'value_count', 'sum'].includes(type) ? 0 : null };
}

/** Metrics of one row: columns `m<metric>_<part>` as sql/metric-sql.ts named them. */
export function shapeMetrics(metrics: MetricNode[], row: Record<string, unknown>): Answer {
  return Object.fromEntries(
    metrics.map((metric, index) => {
      const values: unknown[] = [];
      for (let part = 0; `m${index}_${part}` in row; part++) values.push(row[`m${index}_${part}`]);
      return [metric.name, shapeOne(metric.spec, values)];
    }),
  );
}

/** What a bucket without documents answers. */
export function emptyMetrics(metrics: MetricNode[]): Answer {
  return Object.fromEntries(
    metrics.map(({ name, spec }) => [
      name,
      spec.type === 'percentile_ranks' ? keyedValues(spec.values, [], spec.keyed) : shapeOne(spec, []),
    ]),
  );
}
