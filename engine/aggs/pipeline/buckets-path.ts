import { EsError, illegalArgument } from '../../plan/es-error';

export type Answer = Record<string, unknown>;
/** The `aggs` of a request, as it came. */
export type Definitions = Record<string, Record<string, unknown>>;

export const childrenOf = (definition: Record<string, unknown>): Definitions =>
  (definition.aggs ?? definition.aggregations ?? {}) as Definitions;

export const typeOf = (definition: Record<string, unknown>): string =>
  Object.keys(definition).find((key) => !['aggs', 'aggregations', 'meta'].includes(key)) ?? '';

/** The buckets of an answer, whatever form they have; a single-bucket answer is its own. */
export function bucketsIn(answer: Answer): Answer[] {
  const { buckets } = answer as { buckets?: Answer[] | Record<string, Answer> };
  return buckets === undefined ? [answer] : Array.isArray(buckets) ? buckets : Object.values(buckets);
}

interface Step {
  name: string;
  metric?: string;
  key?: string;
}

/** `histogram>terms['a']>stats.max` as steps. */
export function parsePath(path: string): Step[] {
  return path.split('>').map((part) => {
    const match = /^(.*?)(?:\['?(.*?)'?\])?(?:\.(.+))?$/.exec(part.trim());
    const [, name = part, key, metric] = match ?? [];
    return { name, ...(key === undefined ? {} : { key }), ...(metric === undefined ? {} : { metric }) };
  });
}

const read = (value: unknown): number => (value === null || value === undefined ? Number.NaN : Number(value));

/** One number of a metric's answer. Throws where the answer holds several and none was named. */
export function metricValue(answer: Answer | undefined, property: string | undefined, at: string): number {
  if (!answer) return Number.NaN;
  const values = answer.values as Record<string, unknown> | { key: number; value: number }[] | undefined;
  if (values !== undefined) {
    if (property === undefined)
      throw new EsError(
        'aggregation_execution_exception',
        `buckets_path must reference either a number value or a single value numeric metric aggregation, but [${at}] contains multiple values. Please specify which to use.`,
        400,
      );
    const wanted = Number(property);
    if (Array.isArray(values)) return read(values.find(({ key }) => key === wanted)?.value);
    return read(Object.entries(values).find(([key]) => Number(key) === wanted)?.[1]);
  }
  return read(answer[property ?? 'value']);
}

/** What the last step of a path reads of an aggregation's answer. */
function lastValue(answer: Answer, { name, metric, key }: Step): number {
  if (metric === '_count') return Number(answer.doc_count);
  if (metric === '_bucket_count') return bucketsIn(answer).length;
  return metricValue(answer, metric ?? key, name);
}

/** What a path inside one bucket names: `_count`, `_key`, or a metric below single buckets. */
export function valueInBucket(bucket: Answer, path: string): number {
  if (path === '_count') return Number(bucket.doc_count);
  if (path === '_key') return read(bucket.key);
  const steps = parsePath(path);
  let at: Answer | undefined = bucket;
  for (const [index, step] of steps.entries()) {
    if (step.name === '_count') return Number(at?.doc_count ?? Number.NaN);
    if (step.name === '_bucket_count') return bucketsIn(at ?? {}).length;
    const next = at?.[step.name] as Answer | undefined;
    if (next === undefined) throw noSuch(step.name, path);
    if (index === steps.length - 1) return lastValue(next, step);
    at = step.key === undefined ? next : bucketByKey(next, step.key);
  }
  return Number.NaN;
}

const noSuch = (name: string, path: string) => illegalArgument(`No aggregation found for path [${path}]: [${name}] is missing`);

function bucketByKey(answer: Answer, key: string): Answer | undefined {
  const { buckets } = answer as { buckets?: Answer[] | Record<string, Answer> };
  if (buckets && !Array.isArray(buckets)) return buckets[key];
  return buckets?.find((bucket) => String(bucket.key_as_string ?? bucket.key) === key || String(bucket.key) === key);
}
