import { z } from 'zod';
import type { AggregationResult, JsonObject } from '../../lib/elastic/wire-types';
import type { ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { kqlToDsl } from '../../lib/query/kql/to-dsl';
import { evaluateFormula } from './formula/evaluate';
import { type Formula, parseFormula } from './formula/parse';
import { FormulaError } from './formula/syntax';

export const aggregations = ['count', 'avg', 'sum', 'min', 'max', 'median', 'percentile', 'cardinality', 'share', 'formula'] as const;

/** What is wrong with a formula; undefined where nothing is. */
export function formulaProblem(formula: string): FormulaError | undefined {
  try {
    parseFormula(formula);
    return undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

/** What is counted or computed per bucket. `share` is the percentage of documents that satisfy `kql`. */
export const measureSchema = z
  .object({
    aggregation: z.enum(aggregations),
    field: z.string().max(300).optional(),
    percentile: z.number().min(0).max(100).optional(),
    formula: z.string().max(1_000).optional(),
    kql: z.string().max(2_000).optional(),
    label: z.string().max(100).optional(),
    format: z.enum(['number', 'bytes', 'duration-ms', 'percent', 'money', 'id']).optional(),
    unit: z.string().max(20).optional(),
    color: z.number().int().min(1).max(10).optional(),
  })
  .refine(({ aggregation, field }) => ['count', 'share', 'formula'].includes(aggregation) || Boolean(field), {
    message: 'This measure needs a field',
  })
  .superRefine(({ aggregation, formula = '' }, context) => {
    const wrong = aggregation === 'formula' ? formulaProblem(formula) : undefined;
    if (wrong)
      context.addIssue({
        code: 'custom',
        message: t('{problem} (at {place})', { problem: wrong.message, place: wrong.at + 1 }),
        path: ['formula'],
      });
  })
  .refine((measure) => measure.aggregation !== 'share' || Boolean(measure.kql), { message: 'A share needs a condition' });
export type Measure = z.infer<typeof measureSchema>;

const percentOf = (measure: Measure) => (measure.aggregation === 'median' ? 50 : (measure.percentile ?? 95));

function valueAggregation(measure: Measure): JsonObject | undefined {
  const field = measure.field ?? '';
  if (measure.aggregation === 'count' || measure.aggregation === 'share' || measure.aggregation === 'formula') return undefined;
  if (measure.aggregation === 'median' || measure.aggregation === 'percentile')
    return { percentiles: { field, percents: [percentOf(measure)] } };
  return { [measure.aggregation]: { field } };
}

const parsed = new WeakMap<Measure, Formula>();

/** The measure's formula, read once for all the buckets that ask. */
function formulaOf(measure: Measure): Formula {
  const formula = parsed.get(measure) ?? parseFormula(measure.formula ?? '');
  parsed.set(measure, formula);
  return formula;
}

/** Aggregations of one measure under the names `<key>` or, with a condition, `<key>` > `value`. */
export function measureAggregations(measure: Measure, key: string): JsonObject {
  if (measure.aggregation === 'formula')
    return Object.assign({}, ...formulaOf(measure).leaves.map((leaf, at) => measureAggregations(leaf, `${key}_${at}`)));
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
  if (measure.aggregation === 'formula')
    return evaluateFormula(
      formulaOf(measure),
      formulaOf(measure).leaves.map((leaf, at) => readMeasure(leaf, `${key}_${at}`, bucket)),
    );
  if (measure.aggregation === 'share') return bucket.doc_count > 0 ? (100 * bucket[key].doc_count) / bucket.doc_count : null;
  if (measure.aggregation === 'count') return measure.kql ? (bucket[key]?.doc_count ?? 0) : bucket.doc_count;
  return read(measure.kql ? bucket[key]?.value : bucket[key]);
}

/** Order of a terms aggregation by this measure, largest first. */
export function orderBy(measure: Measure, key: string): JsonObject {
  if (measure.kql || measure.aggregation === 'count' || measure.aggregation === 'formula') return { _count: 'desc' };
  if (measure.aggregation === 'median' || measure.aggregation === 'percentile') return { [`${key}.${percentOf(measure)}`]: 'desc' };
  return { [key]: 'desc' };
}

const nameOf: Record<'avg' | 'sum' | 'min' | 'max' | 'median' | 'cardinality', (field: string) => string> = {
  avg: (field) => t('Average of {field}', { field }),
  sum: (field) => t('Sum of {field}', { field }),
  min: (field) => t('Minimum of {field}', { field }),
  max: (field) => t('Maximum of {field}', { field }),
  median: (field) => t('Median of {field}', { field }),
  cardinality: (field) => t('Distinct of {field}', { field }),
};

export function nameMeasure(measure: Measure): string {
  const { label, aggregation, field = '', kql, formula } = measure;
  if (label) return label;
  switch (aggregation) {
    case 'percentile':
      return t('p{percent} of {field}', { percent: percentOf(measure), field });
    case 'formula':
      return formula ?? t('Formula');
    case 'share':
      return t('Share of {kql}', { kql: kql ?? '' });
    case 'count':
      return kql ?? t('Count');
    default:
      return nameOf[aggregation](field);
  }
}

export interface ValueStyle {
  format: ValueFormat;
  unit?: string;
}

/** How the measure's values are written: its own format, the field's, or a plain number. */
export function styleOf(measure: Measure, formats: Record<string, { format?: string; unit?: string }> = {}): ValueStyle {
  if (measure.format) return { format: measure.format, unit: measure.unit };
  if (measure.aggregation === 'share') return { format: 'percent' };
  if (['count', 'cardinality', 'formula'].includes(measure.aggregation)) return { format: 'number', unit: measure.unit };
  const field = formats[measure.field ?? ''];
  return { format: (field?.format as ValueFormat | undefined) ?? 'number', unit: measure.unit ?? field?.unit };
}

/** Sums and counts may be added up; averages and percentiles may not. */
export const isAdditive = (measure: Measure) => measure.aggregation === 'count' || measure.aggregation === 'sum';
