import { type Field, isWhole } from '../plan/field';
import { type Answer, childrenOf, type Definitions, typeOf } from './pipeline/buckets-path';

type FieldOf = (path: string) => Field | undefined;

function termsType(field: Field | undefined, family: string): string {
  if (!field) return family === 'terms' ? 'sterms' : `s${family}`;
  if (field.columnType === 'VARCHAR') return `s${family}`;
  if (field.columnType === 'DOUBLE') return `d${family}`;
  return isWhole(field) && field.type === 'unsigned_long' ? `ul${family}` : `l${family}`;
}

const fixed: Record<string, string> = {
  avg_bucket: 'simple_value',
  sum_bucket: 'simple_value',
  min_bucket: 'bucket_metric_value',
  max_bucket: 'bucket_metric_value',
  cumulative_sum: 'simple_value',
  derivative: 'derivative',
  serial_diff: 'simple_value',
  moving_fn: 'simple_value',
  bucket_script: 'simple_value',
  significant_text: 'sigsterms',
};

/** The type that `typed_keys` puts before an aggregation's name. */
function wireType(type: string, options: Record<string, unknown>, fieldOf: FieldOf): string {
  const field = typeof options.field === 'string' ? fieldOf(options.field) : undefined;
  if (type === 'terms') return termsType(field, 'terms');
  if (type === 'rare_terms') return `${termsType(field, 'rareterms')}`;
  if (type === 'significant_terms') return field && field.columnType !== 'VARCHAR' ? 'siglterms' : 'sigsterms';
  if (type === 'percentiles' || type === 'percentile_ranks') return `${options.hdr === undefined ? 'tdigest' : 'hdr'}_${type}`;
  return fixed[type] ?? type;
}

/** Adds each aggregation's `meta`, and its type to its name where `typed_keys` asks for it. */
export function decorate(definitions: Definitions, answers: Answer, typed: boolean, fieldOf: FieldOf): Answer {
  const known = new Set(Object.keys(definitions));
  const decorated: Answer = {};
  for (const [key, value] of Object.entries(answers)) if (!known.has(key)) decorated[key] = value;
  for (const [name, definition] of Object.entries(definitions)) {
    const answer = answers[name] as Answer | undefined;
    if (answer === undefined) continue;
    const type = typeOf(definition);
    const options = (definition[type] ?? {}) as Record<string, unknown>;
    const inner = withinBuckets(childrenOf(definition), answer, typed, fieldOf);
    const whole = definition.meta === undefined ? inner : { meta: definition.meta, ...inner };
    decorated[typed ? `${wireType(type, options, fieldOf)}#${name}` : name] = whole;
  }
  return decorated;
}

function withinBuckets(children: Definitions, answer: Answer, typed: boolean, fieldOf: FieldOf): Answer {
  if (Object.keys(children).length === 0) return answer;
  const { buckets } = answer as { buckets?: Answer[] | Record<string, Answer> };
  if (buckets === undefined) return decorate(children, answer, typed, fieldOf);
  const each = (bucket: Answer) => decorate(children, bucket, typed, fieldOf);
  return {
    ...answer,
    buckets: Array.isArray(buckets)
      ? buckets.map(each)
      : Object.fromEntries(Object.entries(buckets).map(([key, value]) => [key, each(value)])),
  };
}
