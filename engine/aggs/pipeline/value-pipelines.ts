import { illegalArgument } from '../../plan/es-error';
import type { Answer } from './buckets-path';

type Options = Record<string, unknown>;

/** Adds up how many values were new in each bucket. */
export function cumulativeCardinality(buckets: Answer[], name: string): Answer[] {
  let total = 0;
  for (const bucket of buckets) {
    total += Number((bucket[name] as { value?: number } | undefined)?.value ?? 0);
    bucket[name] = { value: total };
  }
  return buckets;
}

interface Values {
  key: number;
  value: number | null;
}

/** The percents that the aggregation named by `buckets_path` answers, and whether by name. */
function percentsOf(answer: Answer | undefined): { percents: number[]; keyed: boolean } {
  const values = (answer?.values ?? {}) as Values[] | Record<string, number>;
  if (Array.isArray(values)) return { percents: values.map(({ key }) => key), keyed: false };
  return { percents: Object.keys(values).map(Number), keyed: true };
}

/** The value at place floor(q · n), as `percentiles` answers where every value is its own centroid. */
function percentile(sorted: Float64Array, percent: number): number | null {
  const place = Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length + 1e-9));
  return sorted[place] ?? null;
}

/** Percentiles over the values of a window of buckets: the `window` before each, moved by `shift`. */
export function movingPercentiles(buckets: Answer[], name: string, options: Options): Answer[] {
  const [window, shift] = [Number(options.window), Number(options.shift ?? 0)];
  if (!(window >= 1)) throw illegalArgument('[window] must be a positive, non-zero integer.');
  const numbers = buckets.map((bucket) => ((bucket[name] as { numbers?: number[] } | undefined)?.numbers ?? []) as number[]);
  buckets.forEach((bucket, index) => {
    const { percents, keyed } = percentsOf(bucket[String(options.buckets_path)] as Answer | undefined);
    const inside = numbers.slice(Math.max(0, index - window + shift), Math.max(0, index + shift)).flat();
    const sorted = Float64Array.from(inside).sort();
    const values = percents.map((key) => ({ key, value: percentile(sorted, key) }));
    const label = (key: number) => (Number.isInteger(key) ? key.toFixed(1) : String(key));
    bucket[name] = { values: keyed ? Object.fromEntries(values.map(({ key, value }) => [label(key), value])) : values };
  });
  return buckets;
}
