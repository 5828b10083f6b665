import { z } from 'zod';
import type { AggregationResult, JsonObject } from '../../lib/elastic/wire-types';
import type { ValueFormat } from '../../lib/format/number';
import { kqlToDsl } from '../../lib/query/kql/to-dsl';

export const aggregations = ['count', 'avg', 'sum', 'min', 'max', 'median', 'percentile', 'cardinality', 'share'] as const;

/** What is counted or computed per bucket. `share` is the percentage of documents that satisfy `kql`. */
export const measureSchema = z
  .object({
    aggregation: z.enum(aggregations),
    field: z.string().max(300).optional(),
    percentile: z.number().min(0).max(100).optional(),
    kql: z.string().max(2_000).optional(),
    label: z.string().max(100).optional(),
    format: z.enum(['number', 'bytes', 'duration-ms', 'percent', 'money', 'id']).optional(),
    unit: z.string().max(20).optional(),
    color: z.number().int().min(1).max(10).optional(),
  })
  .refine((measure) => measure.aggregation === 'count' || measure.aggregation === 'share' || Boolean(measure.field), {
    message: 'This measure needs a field',
  })
  .refine((measure) => measure.aggregation !== 'share' || Boolean(measure.kql), { message: 'A share needs a condition' });
export type Measure = z.infer<typeof measureSchema>;

const percentOf = (measure: Measure) => (measure.aggregation === 'median' ? 50 : (measure.percentile ?? 95));

function valueAggregation(measure: Measure): JsonObject | undefined {
  const field = measure.field ?? '';
  if (measure.aggregation === 'count' || measure.aggregation === 'share') return undefined;
  if (measure.aggregation === 'median' || measure.aggregation === 'percentile')
    return { percentiles: { field, percents: [percentOf(measure)] } };
  return { [measure.aggregation]: { field } };
}

/** Aggregations of one measure under the names `<key>` or, with a condition, `<key>` > `value`. */
export function measureAggregations(measure: Measure, key: string): JsonObject {
  const value = valueAggregation(measure);
  if (measure.kql) return { [key]: { filter: kqlToDsl(measure.kql), ...(value ? { aggs: { value } } : {}) } };
  return value ? { [key]: value } : {};
}

export function measuresAggregations(measures: Measure[]): JsonObject {
  return Object.assign({}, ...measures.map((measure, index) => measureAggregations(measure, `m${index}`)));
}

function read(result: AggregationResult | undefined): number | null {
  if (!result) return null;
  if ('values' in result) {
    const values = result.values as Record<string, number | null> | { value: number | null }[];
    const first = Array.isArray(values) ? values[0]?.value : Object.values(values)[0];
    return typeof first === 'number' && Number.isFinite(first) ? first : null;
  }
  return typeof result.value === 'number' && Number.isFinite(result.value) ? result.value : null;
}

/** The measure's value in a bucket. Null where nothing was measured; counts are 0 there. */
export function readMeasure(measure: Measure, key: string, bucket: AggregationResult): number | null {
  if (measure.aggregation === 'share') return bucket.doc_count > 0 ? (100 * bucket[key].doc_count) / bucket.doc_count : null;
  if (measure.aggregation === 'count') return measure.kql ? (bucket[key]?.doc_count ?? 0) : bucket.doc_count;
  return read(measure.kql ? bucket[key]?.value : bucket[key]);
}

/** Order of a terms aggregation by this measure, largest first. */
export function orderBy(measure: Measure, key: string): JsonObject {
  if (measure.kql || measure.aggregation === 'count') return { _count: 'desc' };
  if (measure.aggregation === 'median' || measure.aggregation === 'percentile') return { [`${key}.${percentOf(measure)}`]: 'desc' };
  return { [key]: 'desc' };
}

const names: Record<Measure['aggregation'], string> = {
  count: 'Count',
  avg: 'Average',
  sum: 'Sum',
  min: 'Minimum',
  max: 'Maximum',
  median: 'Median',
  percentile: 'Percentile',
  cardinality: 'Distinct',
  share: 'Share',
};

export function nameMeasure(measure: Measure): string {
  if (measure.label) return measure.label;
  if (measure.aggregation === 'percentile') return `p${percentOf(measure)} of ${measure.field}`;
  if (measure.aggregation === 'share') return `Share of ${measure.kql}`;
  return measure.aggregation === 'count' ? (measure.kql ?? 'Count') : `${names[measure.aggregation]} of ${measure.field}`;
}

export interface ValueStyle {
  format: ValueFormat;
  unit?: string;
}

/** How the measure's values are written: its own format, the field's, or a plain number. */
export function styleOf(measure: Measure, formats: Record<string, { format?: string; unit?: string }> = {}): ValueStyle {
  if (measure.format) return { format: measure.format, unit: measure.unit };
  if (measure.aggregation === 'share') return { format: 'percent' };
  if (measure.aggregation === 'count' || measure.aggregation === 'cardinality') return { format: 'number', unit: measure.unit };
  const field = formats[measure.field ?? ''];
  return { format: (field?.format as ValueFormat | undefined) ?? 'number', unit: measure.unit ?? field?.unit };
}

/** Sums and counts may be added up; averages and percentiles may not. */
export const isAdditive = (measure: Measure) => measure.aggregation === 'count' || measure.aggregation === 'sum';
