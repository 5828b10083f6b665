import type { MetricSpec } from '../plan/aggregation';
import type { Field } from '../plan/field';
import { asNumber, column, extreme } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';

interface Values {
  each: Fragment;
  list: boolean;
}

/** The numbers of one row as a DOUBLE, or all values of all rows of the group as one list. */
function numbers(field: Field): Values {
  if (field.list)
    return {
      each: sql`flatten(list(list_transform(${column(field)}, lambda v: CAST(${asNumber(field, raw('v'))} AS DOUBLE))))`,
      list: true,
    };
  return { each: sql`CAST(${asNumber(field, column(field))} AS DOUBLE)`, list: false };
}

const countOf = ({ each, list }: Values): Fragment => (list ? sql`len(${each})` : sql`count(${each})`);

/** Sums are compensated (Kahan), as Elasticsearch's are: the order of documents does not show in the last digits. */
const apply = (fn: string, values: Values): Fragment => {
  const { each, list } = values;
  if (fn === 'avg') return sql`${apply('sum', values)} / nullif(${countOf(values)}, 0)`;
  const own = fn === 'sum' ? 'fsum' : fn;
  return list ? sql`list_aggregate(${each}, '${raw(own)}')` : sql`${raw(own)}(${each})`;
};

function cardinality(field: Field): Fragment {
  const own = column(field);
  return field.list ? sql`len(list_distinct(flatten(list(${own}))))` : sql`count(DISTINCT ${own})`;
}

/** A keyword counts once a document however often it is named there, a number every time: as their doc values keep them. */
function valueCount(field: Field): Fragment {
  if (field.list && field.columnType === 'VARCHAR') return sql`sum(len(list_distinct(${column(field)})))`;
  return field.list ? sql`sum(len(${column(field)}))` : sql`count(${column(field)})`;
}

/**
 * The value at place floor(q · n) of the sorted values, as t-digest 3.3 answers where every value is its own centroid.
 * DuckDB's own place is ceil(q · n) − 1: the difference shows where q · n is whole, hence the hair's breadth.
 */
function quantiles(field: Field, fractions: number[]): Fragment {
  const values = numbers(field);
  const list = raw(`[${fractions.map((fraction) => Math.min(1, Math.max(0, fraction + 1e-12))).join(', ')}]::DOUBLE[]`);
  return values.list ? sql`list_aggregate(${values.each}, 'quantile_disc', ${list})` : sql`quantile_disc(${values.each}, ${list})`;
}

/** The smallest value, then the value at each percent: place floor(q · n + 0.5), counted from one, as HdrHistogram counts. */
function hdrValues(field: Field, percents: number[]): Fragment {
  const values = numbers(field);
  const sorted = values.list ? sql`list_sort(${values.each})` : sql`list_sort(list(${values.each}) FILTER (${values.each} IS NOT NULL))`;
  const places = percents.map((percent) => `all_values[greatest(1, CAST(floor(${percent} / 100.0 * len(all_values) + 0.5) AS BIGINT))]`);
  return sql`list_transform([${sorted}], lambda all_values: ${raw(`[all_values[1], ${places.join(', ')}]`)})[1]`;
}

function geo(field: Field, part: 'lat' | 'lon', fn: string): Fragment {
  if (field.list) return sql`list_aggregate(flatten(list(list_transform(${column(field)}, lambda v: v.${raw(part)}))), '${raw(fn)}')`;
  return sql`${raw(fn)}(${column(field)}.${raw(part)})`;
}

/** Welford's way, through DuckDB's own population variance: sums of squares lose digits. */
function extendedStats(field: Field): Fragment[] {
  const values = numbers(field);
  const squares = values.list
    ? sql`list_aggregate(list_transform(${values.each}, lambda v: v * v), 'sum')`
    : sql`sum(power(${values.each}, 2))`;
  return [countOf(values), ...['min', 'max', 'avg', 'sum'].map((fn) => apply(fn, values)), squares, apply('var_pop', values)];
}

function stringStats(field: Field): Fragment[] {
  const texts = field.list ? sql`flatten(list(${column(field)}))` : sql`list(${column(field)}) FILTER (${column(field)} IS NOT NULL)`;
  const lengths = sql`list_transform(${texts}, lambda v: length(v))`;
  return [
    sql`len(${texts})`,
    sql`list_aggregate(${lengths}, 'min')`,
    sql`list_aggregate(${lengths}, 'max')`,
    sql`list_aggregate(${lengths}, 'avg')`,
    sql`list_aggregate(flatten(list_transform(${texts}, lambda v: string_split(v, ''))), 'entropy')`,
  ];
}

/** Per field: count, mean, variance, skewness, kurtosis; then covariance and correlation of each pair. Documents need all fields. */
function matrixStats(fields: Field[]): Fragment[] {
  const value = (field: Field) => (field.list ? sql`list_avg(${column(field)})` : sql`CAST(${column(field)} AS DOUBLE)`);
  const complete = join(
    fields.map((field) => sql`${value(field)} IS NOT NULL`),
    ' AND ',
  );
  const over = (expression: Fragment) => sql`${expression} FILTER (${complete})`;
  const single = fields.flatMap((field) =>
    ['count', 'avg', 'var_samp', 'skewness', 'kurtosis_pop'].map((fn) => over(sql`${raw(fn)}(${value(field)})`)),
  );
  const pairs = fields.flatMap((one) =>
    fields.flatMap((other) => ['covar_samp', 'corr'].map((fn) => over(sql`${raw(fn)}(${value(one)}, ${value(other)})`))),
  );
  return [...single, ...pairs];
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
      return extendedStats(spec.field).slice(0, 5);
    case 'extended_stats':
      return extendedStats(spec.field);
    case 'avg':
    case 'sum':
    case 'min':
    case 'max':
      return [apply(spec.type, numbers(spec.field))];
    case 'median_absolute_deviation':
      return [apply('mad', numbers(spec.field))];
    case 'weighted_avg': {
      const value = numbers(spec.value).list ? sql`list_avg(${column(spec.value)})` : numbers(spec.value).each;
      const weight = numbers(spec.weight).list ? sql`list_avg(${column(spec.weight)})` : numbers(spec.weight).each;
      return [sql`sum(${value} * ${weight}) / sum(${weight}) FILTER (${value} IS NOT NULL)`];
    }
    case 'boxplot':
      return [apply('min', numbers(spec.field)), apply('max', numbers(spec.field)), quantiles(spec.field, [0.25, 0.5, 0.75])];
    case 'string_stats':
      return stringStats(spec.field);
    case 'matrix_stats':
      return matrixStats(spec.fields);
    case 'percentiles':
      if (spec.hdrDigits !== undefined) return [hdrValues(spec.field, spec.percents)];
      return [
        quantiles(
          spec.field,
          spec.percents.map((percent) => percent / 100),
        ),
      ];
    case 'percentile_ranks': {
      const own = numbers(spec.field);
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
    case 'geo_line':
      return geoLine(spec);
    case 'rate':
      if (!spec.field) return [raw('count(*)')];
      return spec.mode === 'sum' ? [apply('sum', numbers(spec.field))] : [valueCount(spec.field)];
  }
}

/** The points in order, one more than are asked for. */
function geoLine({ point, sort, direction, size }: Extract<MetricSpec, { type: 'geo_line' }>): Fragment[] {
  const at = extremePoint(point);
  const by = sql`CAST(${asNumber(sort, extreme(sort, direction === 'asc' ? 'min' : 'max'))} AS DOUBLE)`;
  const entry = sql`{'lat': ${at}.lat, 'lon': ${at}.lon, 'by': ${by}}`;
  return [
    sql`list(${entry} ORDER BY ${by} ${raw(direction.toUpperCase())}) FILTER (${at} IS NOT NULL AND ${by} IS NOT NULL)[1:${raw(String(size + 1))}]`,
  ];
}

const extremePoint = (field: Field) => (field.list ? sql`${column(field)}[1]` : column(field));

/** Index of the expression of `metricSql` that holds a property: `stats.max`, `percentiles.95`. Undefined where it has none. */
export function propertyIndex(spec: MetricSpec, property: string | undefined): number | undefined {
  if (spec.type === 'stats' || spec.type === 'extended_stats') {
    const names = ['count', 'min', 'max', 'avg', 'sum', 'sum_of_squares', 'variance'];
    const found = names.indexOf(property ?? 'avg');
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
