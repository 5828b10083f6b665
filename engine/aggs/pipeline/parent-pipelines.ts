import { illegalArgument } from '../../plan/es-error';
import { type Answer, valueInBucket } from './buckets-path';
import { parseExpression, scriptOf, type Variables } from './expression';
import { movingFunction } from './moving-functions';
import { valueOrGap } from './sibling-pipelines';
import { cumulativeCardinality, movingPercentiles } from './value-pipelines';

type Options = Record<string, unknown>;
type ParentPipeline = (buckets: Answer[], name: string, options: Options) => Answer[];

const pathOf = (options: Options) => String(Array.isArray(options.buckets_path) ? options.buckets_path[0] : options.buckets_path);

const valuesOf = (buckets: Answer[], options: Options) => buckets.map((bucket) => valueOrGap(bucket, pathOf(options), options.gap_policy));

const attach = (bucket: Answer, name: string, value: number | undefined, more: Answer = {}) => {
  if (value !== undefined && !Number.isNaN(value)) bucket[name] = { value, ...more };
};

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function derivative(buckets: Answer[], name: string, options: Options) {
  const values = valuesOf(buckets, options);
  const unit = /^(\d+)([a-z]+)$/.exec(String(options.unit ?? ''));
  const stepMs = unit ? Number(unit[1]) * (unitMs[unit[2] ?? ''] ?? Number.NaN) : undefined;
  let last: { value: number; key: number } | undefined;
  buckets.forEach((bucket, index) => {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) return;
    if (last) {
      const change = value - last.value;
      const normalised = stepMs ? { normalized_value: change / ((Number(bucket.key) - last.key) / stepMs) } : {};
      attach(bucket, name, change, normalised);
    }
    last = { value, key: Number(bucket.key) };
  });
  return buckets;
}

function cumulativeSum(buckets: Answer[], name: string, options: Options) {
  let total = 0;
  for (const [index, value] of valuesOf(buckets, { ...options, gap_policy: 'insert_zeros' }).entries()) {
    total += value;
    attach(buckets[index] as Answer, name, total);
  }
  return buckets;
}

function serialDiff(buckets: Answer[], name: string, options: Options) {
  const lag = Number(options.lag ?? 1);
  if (!(lag >= 1)) throw illegalArgument('Lag must be a positive, non-zero integer');
  const values = valuesOf(buckets, options);
  for (const [index, value] of values.entries()) attach(buckets[index] as Answer, name, value - (values[index - lag] ?? Number.NaN));
  return buckets;
}

export function checkWindow(options: Options) {
  if (!(Number(options.window) >= 1)) throw illegalArgument('[window] must be a positive, non-zero integer.');
}

function movingFn(buckets: Answer[], name: string, options: Options) {
  const fn = movingFunction(scriptOf(options.script).source);
  const [window, shift] = [Number(options.window), Number(options.shift ?? 0)];
  const values = valuesOf(buckets, options);
  buckets.forEach((bucket, index) => {
    const from = Math.max(0, index - window + shift);
    const value = fn(values.slice(from, Math.max(0, index + shift)).filter((item) => !Number.isNaN(item)));
    bucket[name] = { value: Number.isNaN(value) ? null : value };
  });
  return buckets;
}

const normalisers: Record<string, (values: number[]) => (value: number) => number> = {
  rescale_0_1: (values) => (value) => (value - Math.min(...values)) / (Math.max(...values) - Math.min(...values)),
  rescale_0_100: (values) => (value) => (100 * (value - Math.min(...values))) / (Math.max(...values) - Math.min(...values)),
  percent_of_sum: (values) => (value) => value / values.reduce((sum, item) => sum + item, 0),
  mean: (values) => {
    const mean = values.reduce((sum, item) => sum + item, 0) / values.length;
    return (value) => (value - mean) / (Math.max(...values) - Math.min(...values));
  },
  'z-score': (values) => {
    const mean = values.reduce((sum, item) => sum + item, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, item) => sum + (item - mean) ** 2, 0) / values.length);
    return (value) => (value - mean) / deviation;
  },
  softmax: (values) => {
    const total = values.reduce((sum, item) => sum + Math.exp(item), 0);
    return (value) => Math.exp(value) / total;
  },
};

function normalize(buckets: Answer[], name: string, options: Options) {
  const toNormal = normalisers[String(options.method)];
  if (!toNormal) throw illegalArgument(`invalid method [${String(options.method)}]`);
  const values = valuesOf(buckets, options);
  const apply = toNormal(values.filter((value) => !Number.isNaN(value)));
  for (const [index, value] of values.entries()) attach(buckets[index] as Answer, name, apply(value));
  return buckets;
}

/** The numbers that `buckets_path` names in one bucket; undefined where one is missing and gaps are skipped. */
function variablesIn(bucket: Answer, options: Options): Variables | undefined {
  const given = options.buckets_path;
  const paths = typeof given === 'string' ? { _value: given } : ((given ?? {}) as Record<string, string>);
  const variables: Variables = {};
  for (const [name, path] of Object.entries(paths)) {
    const value = valueOrGap(bucket, path, options.gap_policy);
    if (Number.isNaN(value)) return undefined;
    variables[name] = value;
  }
  return variables;
}

function bucketScript(buckets: Answer[], name: string, options: Options) {
  const { source, params } = scriptOf(options.script);
  const expression = parseExpression(source);
  for (const bucket of buckets) {
    const variables = variablesIn(bucket, options);
    if (variables) attach(bucket, name, expression({ ...params, ...variables }));
  }
  return buckets;
}

function bucketSelector(buckets: Answer[], _: string, options: Options) {
  const { source, params } = scriptOf(options.script);
  const expression = parseExpression(source);
  return buckets.filter((bucket) => {
    const variables = variablesIn(bucket, options);
    return variables !== undefined && Boolean(expression({ ...params, ...variables }));
  });
}

function bucketSort(buckets: Answer[], _: string, options: Options) {
  const sort = (Array.isArray(options.sort) ? options.sort : options.sort === undefined ? [] : [options.sort]).map((entry) => {
    const [path = '', order] = typeof entry === 'string' ? [entry, 'asc'] : (Object.entries(entry as Options)[0] ?? []);
    const direction = typeof order === 'object' && order !== null ? (order as { order?: string }).order : order;
    return { path, sign: direction === 'desc' ? -1 : 1 };
  });
  const keyed = buckets.map((bucket) => ({ bucket, values: sort.map(({ path }) => valueInBucket(bucket, path)) }));
  const kept = options.gap_policy === 'insert_zeros' ? keyed : keyed.filter(({ values }) => !values.some(Number.isNaN));
  kept.sort((a, b) => {
    for (const [index, { sign }] of sort.entries()) {
      const difference = sign * ((a.values[index] || 0) - (b.values[index] || 0));
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const from = Number(options.from ?? 0);
  const size = options.size === undefined ? Number.POSITIVE_INFINITY : Number(options.size);
  return kept.slice(from, from + size).map(({ bucket }) => bucket);
}

/** Parent pipeline aggregations: they write into their parent's buckets, or choose and order them. */
export const parentPipelines: Record<string, ParentPipeline> = {
  derivative,
  cumulative_sum: cumulativeSum,
  cumulative_cardinality: cumulativeCardinality,
  moving_percentiles: movingPercentiles,
  serial_diff: serialDiff,
  moving_fn: movingFn,
  normalize,
  bucket_script: bucketScript,
  bucket_selector: bucketSelector,
  bucket_sort: bucketSort,
};
