import type { MetricNode, MetricSpec } from '../plan/aggregation';
import type { Field } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import { column } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { metricSql } from './metric-sql';
import { predicateSql } from './predicate-sql';

/** What is shown of every bucket beside how many documents it has. */
export interface Shown {
  metrics: MetricNode[];
  /** Which of its documents are counted, as columns `f0`, `f1`, …. */
  counted?: Predicate[];
}

/** How that is read: an expression for each number, over the rows of one bucket. */
export interface Measures {
  count: Fragment;
  counted: Fragment[];
  /** By metric, in the order of `metricSql`. */
  metrics: Fragment[][];
}

/** Measures over documents. */
export const fromDocuments = ({ metrics, counted = [] }: Shown): Measures => ({
  count: raw('count(*)'),
  counted: counted.map((predicate) => sql`count(*) FILTER (WHERE ${predicateSql(predicate)})`),
  metrics: metrics.map(({ spec }) => metricSql(spec)),
});

/** The columns of measures: `c`, `f0`, …, `m0_0`, …. */
export const measureColumns = ({ count, counted, metrics }: Measures): Fragment =>
  join(
    [
      sql`${count} AS c`,
      ...counted.map((expression, at) => sql`${expression} AS ${raw(`f${at}`)}`),
      ...metrics.flatMap((parts, at) => parts.map((expression, part) => sql`${expression} AS ${raw(`m${at}_${part}`)}`)),
    ],
    ', ',
  );

/** A metric over some documents such that the same over all of them can be told from several: what is kept, and how it is put together. */
interface Mergeable {
  parts: Fragment[];
  merged: (parts: Fragment[]) => Fragment[];
}

const whole = (part: Fragment): Fragment => sql`CAST(coalesce(sum(${part}), 0) AS BIGINT)`;
const same =
  (fn: string) =>
  ([part = raw('')]: Fragment[]): Fragment[] => [sql`${raw(fn)}(${part})`];

function mergeable(spec: MetricSpec): Mergeable | undefined {
  const parts = (...types: ('sum' | 'value_count' | 'min' | 'max')[]) =>
    'field' in spec && spec.field ? types.flatMap((type) => metricSql({ type, field: spec.field as Field })) : [];
  switch (spec.type) {
    case 'value_count':
      return { parts: metricSql(spec), merged: ([part = raw('')]) => [whole(part)] };
    case 'sum':
      return { parts: metricSql(spec), merged: same('fsum') };
    case 'rate':
      return spec.field && spec.mode === 'sum'
        ? { parts: metricSql(spec), merged: same('fsum') }
        : { parts: metricSql(spec), merged: ([part = raw('')]) => [whole(part)] };
    case 'min':
    case 'max':
      return { parts: metricSql(spec), merged: same(spec.type) };
    case 'geo_bounds':
      return {
        parts: metricSql(spec),
        merged: (own) => own.map((part, at) => sql`${raw(['max', 'min', 'min', 'max'][at] ?? 'max')}(${part})`),
      };
    case 'avg':
      return { parts: parts('sum', 'value_count'), merged: ([sum = raw(''), n = raw('')]) => [sql`fsum(${sum}) / nullif(${whole(n)}, 0)`] };
    case 'stats':
      return {
        parts: parts('value_count', 'min', 'max', 'sum'),
        merged: ([n = raw(''), low = raw(''), high = raw(''), sum = raw('')]) => [
          whole(n),
          sql`min(${low})`,
          sql`max(${high})`,
          sql`fsum(${sum}) / nullif(${whole(n)}, 0)`,
          sql`fsum(${sum})`,
        ],
      };
    case 'unmapped':
      return { parts: [], merged: () => [] };
    default:
      return undefined;
  }
}

/** The fields whose different values are counted. */
const distinctsOf = ({ metrics }: Shown): Field[] => metrics.flatMap(({ spec }) => (spec.type === 'cardinality' ? [spec.field] : []));

/** True where measures over many documents can be told from those over their parts. */
export function areMergeable(shown: Shown): boolean {
  const { metrics } = shown;
  const listed = metrics.some(({ spec }) => 'field' in spec && spec.field?.list);
  const every = metrics.every(({ spec }) => spec.type === 'cardinality' || mergeable(spec) !== undefined);
  return !listed && every && distinctsOf(shown).length <= 1;
}

/**
 * Parts of measures: their columns, and what they are grouped by beside the keys. Where different values are counted, parts have a row for
 * each of them, as `v`. Only where `areMergeable`.
 */
export function partColumns(shown: Shown): { columns: Fragment; groups: Fragment[] } {
  const groups = distinctsOf(shown).map(column);
  const metrics = shown.metrics.flatMap(({ spec }, at) =>
    (mergeable(spec)?.parts ?? []).map((part, index) => sql`${part} AS ${raw(`p${at}_${index}`)}`),
  );
  const counts = measureColumns(fromDocuments({ ...shown, metrics: [] }));
  return { columns: join([...groups.map((value) => sql`${value} AS v`), counts, ...metrics], ', '), groups };
}

/** Measures over parts. */
export const fromParts = ({ metrics, counted = [] }: Shown): Measures => ({
  count: whole(raw('c')),
  counted: counted.map((_, at) => whole(raw(`f${at}`))),
  metrics: metrics.map(({ spec }, at) => {
    if (spec.type === 'cardinality') return [raw('count(DISTINCT v)')];
    const own = mergeable(spec);
    return own?.merged(own.parts.map((_, index) => raw(`p${at}_${index}`))) ?? [];
  }),
});
