import { EsError, illegalArgument } from '../../plan/es-error';
import { extendedStats, statsOf } from '../shape-metric';
import { type Answer, childrenOf, type Definitions, metricValue, parsePath, typeOf, valueInBucket } from './buckets-path';

type Options = Record<string, unknown>;
interface Found {
  value: number;
  key: string;
}

const keyText = (bucket: Answer, fallback: string) => String(bucket.key_as_string ?? bucket.key ?? fallback);

/** Every number that a path names, below a multi-bucket aggregation; gaps are skipped. */
function collect(answers: Answer, path: string, gapPolicy: unknown): Found[] {
  const [first, ...rest] = parsePath(path.includes('>') ? path : path.replace('.', '>'));
  const answer = first && (answers[first.name] as Answer | undefined);
  if (!first || !answer) throw illegalArgument(`No aggregation found for path [${path}]`);
  if (rest.length === 0) return [{ value: metricValue(answer, first.metric, first.name), key: '' }];
  const inner = path.slice(path.search(/[>.]/) + 1);
  const { buckets } = answer as { buckets?: Answer[] | Record<string, Answer> };
  const entries: [string, Answer][] = Array.isArray(buckets)
    ? buckets.map((bucket) => ['', bucket])
    : buckets
      ? Object.entries(buckets)
      : [['', answer]];
  return entries
    .map(([name, bucket]) => ({ value: valueOrGap(bucket, inner, gapPolicy), key: keyText(bucket, name) }))
    .filter(({ value }) => !Number.isNaN(value));
}

export function valueOrGap(bucket: Answer, path: string, gapPolicy: unknown): number {
  const value = path !== '_count' && bucket.doc_count === 0 ? Number.NaN : valueInBucket(bucket, path);
  return Number.isNaN(value) && gapPolicy === 'insert_zeros' ? 0 : value;
}

function extremum(found: Found[], better: (a: number, b: number) => boolean): Answer {
  let best: number | undefined;
  let keys: string[] = [];
  for (const { value, key } of found) {
    if (best === undefined || better(value, best)) [best, keys] = [value, [key]];
    else if (value === best) keys.push(key);
  }
  return { value: best ?? null, keys };
}

const numbersOf = (found: Found[]) => found.map(({ value }) => value);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function percentiles(values: number[], options: Options): Answer {
  const wanted = (options.percents as number[] | undefined) ?? [1, 5, 25, 50, 75, 95, 99];
  const sorted = [...values].sort((a, b) => a - b);
  const at = (percent: number) => (sorted.length === 0 ? null : (sorted[Math.round(((sorted.length - 1) * percent) / 100)] ?? null));
  const label = (percent: number) => (Number.isInteger(percent) ? percent.toFixed(1) : String(percent));
  if (options.keyed === false) return { values: wanted.map((key) => ({ key, value: at(key) })) };
  return { values: Object.fromEntries(wanted.map((percent) => [label(percent), at(percent)])) };
}

/** Sibling pipeline aggregations: numbers of all buckets of a neighbour, made one answer. */
export const siblingPipelines: Record<string, (found: Found[], options: Options) => Answer> = {
  avg_bucket: (found) => ({ value: found.length === 0 ? null : sum(numbersOf(found)) / found.length }),
  sum_bucket: (found) => ({ value: sum(numbersOf(found)) }),
  min_bucket: (found) => extremum(found, (a, b) => a < b),
  max_bucket: (found) => extremum(found, (a, b) => a > b),
  stats_bucket: (found) => statsOf(numbersOf(found)),
  extended_stats_bucket: (found, options) => extendedStats(numbersOf(found), Number(options.sigma ?? 2)),
  percentiles_bucket: (found, options) => percentiles(numbersOf(found), options),
};

export function runSibling(type: string, options: Options, answers: Answer): Answer {
  const path = String(Array.isArray(options.buckets_path) ? options.buckets_path[0] : options.buckets_path);
  return siblingPipelines[type]?.(collect(answers, path, options.gap_policy), options) ?? {};
}

const multiBuckets = new Set([
  'terms',
  'multi_terms',
  'histogram',
  'date_histogram',
  'range',
  'date_range',
  'filters',
  'composite',
  'rare_terms',
]);

/** Below the first aggregation a path goes through single buckets and ends at a number. */
function checkInnerPath(path: string, siblings: Definitions) {
  const steps = parsePath(path);
  let at: Definitions = siblings;
  for (const [index, { name, key, metric }] of steps.entries()) {
    const definition = at[name];
    if (!definition) return;
    const type = typeOf(definition);
    if (index > 0 && key === undefined && metric === undefined && multiBuckets.has(type))
      throw new EsError(
        'aggregation_execution_exception',
        `buckets_path must reference either a number value or a single value numeric metric aggregation, got: [${index === steps.length - 1 ? 'LongTerms' : 'Object[]'}] at aggregation [${name}]`,
        400,
      );
    at = childrenOf(definition);
  }
}

/** Checks, before anything runs, that a sibling's path leads through a multi-bucket aggregation to a number. */
export function checkSiblingPath(type: string, name: string, options: Options, siblings: Definitions) {
  if (options.buckets_path === undefined) throw illegalArgument(`Required [buckets_path] missing on pipeline aggregation [${name}]`);
  const path = String(Array.isArray(options.buckets_path) ? options.buckets_path[0] : options.buckets_path);
  const [first] = parsePath(path);
  if (!first || !siblings[first.name])
    throw illegalArgument(
      `Validation Failed: 1: No aggregation found for path [${path}]; [${type}] aggregation [${name}] needs a sibling of that name`,
    );
  checkInnerPath(path, siblings);
}
