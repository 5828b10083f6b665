import type { MetricSpec } from '../plan/aggregation';
import type { Field } from '../plan/field';
import { asNumber, column } from './field-sql';
import { type Fragment, raw, sql } from './fragment';

type FieldMetric = Extract<MetricSpec, { field: Field }>;

/** The numbers of one row as a DOUBLE, or all values of all rows of the group as one list. */
function numbers(spec: FieldMetric): { each: Fragment; list: boolean } {
  const { field } = spec;
  const missing = 'missing' in spec ? spec.missing : undefined;
  if (field.list)
    return {
      each: sql`flatten(list(list_transform(${column(field)}, lambda v: CAST(${asNumber(field, raw('v'))} AS DOUBLE))))`,
      list: true,
    };
  const value = sql`CAST(${asNumber(field, column(field))} AS DOUBLE)`;
  return { each: missing === undefined ? value : sql`COALESCE(${value}, ${missing})`, list: false };
}

const apply = (fn: string, { each, list }: { each: Fragment; list: boolean }): Fragment =>
  list ? sql`list_aggregate(${each}, '${raw(fn)}')` : sql`${raw(fn)}(${each})`;

function cardinality(field: Field): Fragment {
  const own = column(field);
  return field.list ? sql`len(list_distinct(flatten(list(${own}))))` : sql`count(DISTINCT ${own})`;
}

function valueCount(field: Field): Fragment {
  return field.list ? sql`sum(len(${column(field)}))` : sql`count(${column(field)})`;
}

function quantiles(spec: FieldMetric, fractions: number[]): Fragment {
  const values = numbers(spec);
  const list = raw(`[${fractions.map((fraction) => Math.min(1, Math.max(0, fraction))).join(', ')}]::DOUBLE[]`);
  return values.list ? sql`list_aggregate(${values.each}, 'quantile_cont', ${list})` : sql`quantile_cont(${values.each}, ${list})`;
}

function geo(field: Field, part: 'lat' | 'lon', fn: string): Fragment {
  if (field.list) return sql`list_aggregate(flatten(list(list_transform(${column(field)}, lambda v: v.${raw(part)}))), '${raw(fn)}')`;
  return sql`${raw(fn)}(${column(field)}.${raw(part)})`;
}

/** The SQL expressions of one metric, in the order that its reader in aggs/shape-metric.ts expects. */
export function metricSql(spec: MetricSpec): Fragment[] {
  switch (spec.type) {
    case 'unmapped':
      return [];
    case 'value_count':
      return [valueCount(spec.field)];
    case 'cardinality':
      return [cardinality(spec.field)];
    case 'stats':
    case 'extended_stats': {
      const values = numbers(spec);
      const count = values.list ? sql`len(${values.each})` : sql`count(${values.each})`;
      const squares = values.list
        ? sql`list_aggregate(list_transform(${values.each}, lambda v: v * v), 'sum')`
        : sql`sum(power(${values.each}, 2))`;
      return [
        count,
        apply('min', values),
        apply('max', values),
        apply('avg', values),
        apply('sum', values),
        ...(spec.type === 'extended_stats' ? [squares] : []),
      ];
    }
    case 'avg':
    case 'sum':
    case 'min':
    case 'max':
      return [apply(spec.type, numbers(spec))];
    case 'median_absolute_deviation':
      return [apply('mad', numbers(spec))];
    case 'percentiles':
      return [
        quantiles(
          spec,
          spec.percents.map((percent) => percent / 100),
        ),
      ];
    case 'percentile_ranks': {
      const own = numbers(spec);
      return spec.values.map((value) =>
        own.list
          ? sql`100.0 * len(list_filter(${own.each}, lambda v: v <= ${value})) / len(${own.each})`
          : sql`100.0 * count(*) FILTER (${own.each} <= ${value}) / count(${own.each})`,
      );
    }
    case 'geo_bounds':
      return [geo(spec.field, 'lat', 'max'), geo(spec.field, 'lon', 'min'), geo(spec.field, 'lat', 'min'), geo(spec.field, 'lon', 'max')];
    case 'geo_centroid':
      return [
        geo(spec.field, 'lat', 'avg'),
        geo(spec.field, 'lon', 'avg'),
        spec.field.list ? valueCount(spec.field) : sql`count(${column(spec.field)})`,
      ];
  }
}

/** Index of the expression of `metricSql` that holds a property: `stats.max`, `percentiles.95`. Undefined where it has none. */
export function propertyIndex(spec: MetricSpec, property: string | undefined): number | undefined {
  if (spec.type === 'stats' || spec.type === 'extended_stats') {
    const found = ['count', 'min', 'max', 'avg', 'sum'].indexOf(property ?? 'avg');
    return found < 0 ? undefined : found;
  }
  return spec.type === 'unmapped' ? undefined : 0;
}

/** Reads one percentile out of the list that `metricSql` answers. */
export function percentileColumn(spec: MetricSpec, own: Fragment, property: string | undefined): Fragment {
  if (spec.type !== 'percentiles') return own;
  const wanted = property === undefined ? 0 : spec.percents.indexOf(Number(property));
  return sql`${own}[${raw(String(Math.max(0, wanted) + 1))}]`;
}

export const metricColumns = (metrics: { spec: MetricSpec }[]): Fragment[] =>
  metrics.flatMap((metric, index) => metricSql(metric.spec).map((expression, part) => sql`${expression} AS ${raw(`m${index}_${part}`)}`));
