import type { AggregationResult, JsonObject } from '../../lib/elastic/wire-types';
import type { XyConfig } from './schema';

const noFieldNeeded = ['count', 'share', 'formula', 'cardinality'];

/** Whether a line goes through every value instead of one measure of many. Needs numbers over time, unsplit. */
export const showsEvery = ({ every, x, mark, split, course, measures, source }: XyConfig): boolean =>
  every &&
  source.type === 'search' &&
  x.type === 'time' &&
  mark === 'line' &&
  course === 'as-is' &&
  !split &&
  measures.every(({ aggregation, field, kql }) => !noFieldNeeded.includes(aggregation) && field !== undefined && !kql?.trim());

/** The least and the greatest value of each measure's field, beside the measure itself. */
export function extremes(config: XyConfig): JsonObject {
  if (!showsEvery(config)) return {};
  return Object.assign(
    {},
    ...config.measures.map(({ field = '' }, at) => ({ [`least${at}`]: { min: { field } }, [`most${at}`]: { max: { field } } })),
  );
}

const numberOf = (result: AggregationResult | undefined): number | null => {
  const value = result?.value;
  return typeof value === 'number' ? value : null;
};

export interface EveryValue {
  x: number[];
  /** Of each measure. */
  values: (number | null)[][];
  /** Which bucket each place came from. */
  bucketAt: number[];
}

/**
 * The picture that a line through all values would give, of two values a pixel: a stretch of time as wide as a pixel becomes the stroke between
 * its least and its greatest value, whichever lies nearer to where the line comes from first. Empty stretches are left out, so that the line
 * joins the values beside them. This is M4 without the first and last value of each pixel
 * (Jugel, Jerzak, Hackenbroich, Markl: M4, VLDB 2014; the joins between pixels may differ by less than one).
 */
export function everyValue(buckets: AggregationResult[], measures: number, stepMs: number): EveryValue {
  const filled = buckets.map((bucket, at) => ({ bucket, at })).filter(({ bucket }) => Number(bucket.doc_count) > 0);
  const values = Array.from({ length: measures }, (_, measure) => {
    let last: number | null = null;
    return filled.flatMap(({ bucket }) => {
      const [least, most] = [numberOf(bucket[`least${measure}`]), numberOf(bucket[`most${measure}`])];
      const rises: boolean = least === null || most === null || last === null || Math.abs(least - last) <= Math.abs(most - last);
      const pair: (number | null)[] = rises ? [least, most] : [most, least];
      last = pair[1] ?? last;
      return pair;
    });
  });
  return {
    x: filled.flatMap(({ bucket }) => [Number(bucket.key), Number(bucket.key) + stepMs / 2]),
    values,
    bucketAt: filled.flatMap(({ at }) => [at, at]),
  };
}
