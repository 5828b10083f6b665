import type { MetricNode, MetricSpec } from '../plan/aggregation';
import { isDate } from '../plan/field';

const number = (value: unknown): number | null => {
  if (value === null || value === undefined) return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
};

const whenDate = (spec: MetricSpec, value: number | null) =>
  'field' in spec && isDate(spec.field) && value !== null ? { value_as_string: new Date(value).toISOString() } : {};

function stats(values: unknown[], extended: boolean): Record<string, unknown> {
  const [count = 0, min, max, avg, sum, squares] = values.map(number);
  const base = { count: count ?? 0, min: min ?? null, max: max ?? null, avg: avg ?? null, sum: sum ?? 0 };
  if (!extended) return base;
  const n = count ?? 0;
  const variance = n > 0 ? Math.max(0, (squares ?? 0) / n - (avg ?? 0) ** 2) : null;
  const sampling = n > 1 && variance !== null ? (variance * n) / (n - 1) : null;
  const deviation = variance === null ? null : Math.sqrt(variance);
  const bound = (sigma: number | null) => (sigma === null ? null : { upper: (avg ?? 0) + 2 * sigma, lower: (avg ?? 0) - 2 * sigma });
  return {
    ...base,
    sum_of_squares: squares ?? null,
    variance,
    variance_population: variance,
    variance_sampling: sampling,
    std_deviation: deviation,
    std_deviation_population: deviation,
    std_deviation_sampling: sampling === null ? null : Math.sqrt(sampling),
    std_deviation_bounds: bound(deviation),
  };
}

function keyedValues(points: number[], values: (number | null)[], keyed: boolean) {
  const label = (point: number) => (Number.isInteger(point) ? point.toFixed(1) : String(point));
  if (!keyed) return { values: points.map((key, index) => ({ key, value: values[index] ?? null })) };
  return { values: Object.fromEntries(points.map((key, index) => [label(key), values[index] ?? null])) };
}

function shapeOne(spec: MetricSpec, values: unknown[]): Record<string, unknown> {
  switch (spec.type) {
    case 'stats':
    case 'extended_stats':
      return stats(values, spec.type === 'extended_stats');
    case 'percentiles':
      return keyedValues(spec.percents, ((values[0] as unknown[] | null) ?? []).map(number), spec.keyed);
    case 'percentile_ranks':
      return keyedValues(spec.values, values.map(number), spec.keyed);
    case 'geo_bounds': {
      const [top, left, bottom, right] = values.map(number);
      return top === null || top === undefined
        ? {}
        : { bounds: { top_left: { lat: top, lon: left }, bottom_right: { lat: bottom, lon: right } } };
    }
    case 'geo_centroid': {
      const [lat, lon, count] = values.map(number);
      return { ...(lat === null || lat === undefined ? {} : { location: { lat, lon } }), count: count ?? 0 };
    }
    case 'unmapped':
      return unmappedMetric(spec.as);
    case 'cardinality':
    case 'value_count':
    case 'sum':
      return { value: number(values[0]) ?? 0, ...whenDate(spec, number(values[0])) };
    default:
      return { value: number(values[0]), ...whenDate(spec, number(values[0])) };
  }
}

function unmappedMetric(type: string): Record<string, unknown> {
  if (type === 'stats' || type === 'extended_stats') return stats([0, null, null, null, 0], type === 'extended_stats');
  if (type === 'percentiles' || type === 'percentile_ranks') return { values: {} };
  if (type === 'geo_bounds') return {};
  if (type === 'geo_centroid') return { count: 0 };
  return { value: ['cardinality', 'value_count', 'sum'].includes(type) ? 0 : null };
}

/** Metrics of one row: columns `m<metric>_<part>` as sql/metric-sql.ts named them. */
export function shapeMetrics(metrics: MetricNode[], row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    metrics.map((metric, index) => {
      const values: unknown[] = [];
      for (let part = 0; `m${index}_${part}` in row; part++) values.push(row[`m${index}_${part}`]);
      return [metric.name, shapeOne(metric.spec, values)];
    }),
  );
}

/** What a bucket without documents answers. */
export function emptyMetrics(metrics: MetricNode[]): Record<string, unknown> {
  return Object.fromEntries(
    metrics.map(({ name, spec }) => [
      name,
      spec.type === 'percentiles'
        ? keyedValues(spec.percents, [], spec.keyed)
        : spec.type === 'percentile_ranks'
          ? keyedValues(spec.values, [], spec.keyed)
          : shapeOne(spec, spec.type === 'stats' || spec.type === 'extended_stats' ? [0, null, null, null, 0] : [null, null, 0]),
    ]),
  );
}
