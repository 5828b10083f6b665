import { type AggregationResult, bucketsOf, type JsonObject } from '../../lib/elastic/wire-types';
import { formatCompact } from '../../lib/format/number';
import type { IndexField } from '../../lib/gateway/fields';
import { t } from '../../lib/i18n/t';
import type { Trait } from './schema';

const termTypes = new Set(['keyword', 'constant_keyword', 'wildcard', 'boolean', 'ip', 'flattened', 'version']);
const wholeTypes = new Set(['long', 'integer', 'short', 'byte', 'unsigned_long']);
const numberTypes = new Set([...wholeTypes, 'double', 'float', 'half_float', 'scaled_float']);

/** Values of a field that are looked at. */
export const mostValues = 40;
const mostFields = 60;
const percents = [10, 25, 50, 75, 90, 99];

export interface Compared {
  /** Fields whose values are compared one by one. */
  terms: string[];
  /** Fields whose numbers are compared in bins. */
  numbers: string[];
}

/** The fields that can explain something: values and numbers, not texts, times and places. `.keyword` doubles of a field are left out. */
export function comparedFields(fields: IndexField[]): Compared {
  const usable = fields.filter(({ aggregatable, path }) => aggregatable && !path.startsWith('_'));
  const paths = new Set(usable.map(({ path }) => path));
  const single = usable.filter(({ path }) => !(path.endsWith('.keyword') && paths.has(path.slice(0, -'.keyword'.length))));
  return {
    terms: single
      .filter(({ type }) => termTypes.has(type) || wholeTypes.has(type))
      .map(({ path }) => path)
      .slice(0, mostFields),
    numbers: single
      .filter(({ type }) => numberTypes.has(type))
      .map(({ path }) => path)
      .slice(0, mostFields),
  };
}

export const termsAggregations = (fields: string[]): JsonObject =>
  Object.fromEntries(fields.map((field, at) => [`t${at}`, { terms: { field, size: mostValues } }]));

/** The same fields, with the counts of values that another group named. */
export const namedAggregations = (fields: string[], values: Map<string, (string | number)[]>): JsonObject =>
  Object.fromEntries(
    fields.flatMap((field, at) => {
      const include = values.get(field) ?? [];
      return include.length === 0 ? [] : [[`n${at}`, { terms: { field, size: include.length, include } }]];
    }),
  );

export const percentileAggregations = (fields: string[]): JsonObject =>
  Object.fromEntries(fields.map((field, at) => [`p${at}`, { percentiles: { field, percents } }]));

type Edges = Map<string, number[]>;

/** The bins of each number, by the baseline's percentiles. A field of one value has none. */
export function edgesOf(fields: string[], aggregations: Record<string, AggregationResult>): Edges {
  const edges: Edges = new Map();
  fields.forEach((field, at) => {
    const values = Object.values((aggregations[`p${at}`]?.values ?? {}) as Record<string, number | null>);
    const distinct = [...new Set(values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value)))];
    if (distinct.length > 1)
      edges.set(
        field,
        distinct.sort((left, right) => left - right),
      );
  });
  return edges;
}

const binsOf = (edges: number[]) =>
  [...edges, undefined].map((edge, at) => ({
    ...(at > 0 ? { from: edges[at - 1] as number } : {}),
    ...(edge === undefined ? {} : { to: edge }),
  }));

export const binAggregations = (edges: Edges): JsonObject =>
  Object.fromEntries([...edges].map(([field, list], at) => [`r${at}`, { range: { field, ranges: binsOf(list) } }]));

export interface Counted {
  trait: Trait;
  count: number;
}

const keyOf = (bucket: AggregationResult): string | number =>
  bucket.key_as_string === 'true' || bucket.key_as_string === 'false' ? bucket.key_as_string : bucket.key;

/** Counts of values by field, and whether these are all that the field has. */
export function readTerms(
  fields: string[],
  aggregations: Record<string, AggregationResult>,
): Map<string, { values: Map<string | number, number>; whole: boolean }> {
  return new Map(
    fields.map((field, at) => {
      const values = new Map<string | number, number>();
      for (const name of [`t${at}`, `n${at}`])
        for (const bucket of bucketsOf(aggregations[name])) values.set(keyOf(bucket), bucket.doc_count);
      return [field, { values, whole: Number(aggregations[`t${at}`]?.sum_other_doc_count ?? 0) === 0 }];
    }),
  );
}

function binLabel({ gte, lt }: { gte?: number; lt?: number }): string {
  if (gte === undefined) return t('below {compact}', { compact: formatCompact(lt ?? 0) });
  return lt === undefined
    ? t('{compact} and more', { compact: formatCompact(gte) })
    : t('{from} to {to}', { from: formatCompact(gte), to: formatCompact(lt) });
}

export function readBins(edges: Edges, aggregations: Record<string, AggregationResult>): Counted[] {
  return [...edges].flatMap(([field, list], at) =>
    binsOf(list).map(({ from, to }, bin): Counted => {
      const range = { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) };
      const bucket = bucketsOf(aggregations[`r${at}`])[bin];
      return { trait: { field, range, label: binLabel(range) }, count: bucket?.doc_count ?? 0 };
    }),
  );
}

/** A trait as Query DSL. */
export const traitToDsl = ({ field, value, range }: Trait): JsonObject =>
  range ? { range: { [field]: range as JsonObject } } : { term: { [field]: value ?? '' } };
