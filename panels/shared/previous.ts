import { type AggregationResult, bucketsOf, type Json, type JsonObject } from '../../lib/elastic/wire-types';
import type { PanelRequest, QueryContext } from '../panel-type';
import { isAdditive, type Measure, readMeasure } from './measure';

const roomier = (size: number) => Math.min(1_000, Math.max(40, size * 4));

/** Terms take more values: what leads now need not have led then. */
function widened(body: Json): Json {
  if (Array.isArray(body)) return body.map(widened);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) =>
      key === 'terms' && value !== null && typeof value === 'object' && 'size' in value
        ? [key, { ...value, size: roomier(Number(value.size)) }]
        : [key, widened(value as Json)],
    ),
  );
}

/** The same questions, and once more about the time that is compared with, under `previous` in place of `main`. */
export function withPrevious(requests: PanelRequest[], context: QueryContext): PanelRequest[] {
  const [main] = requests;
  if (!context.compare || !main || !context.dataView?.timeField) return requests;
  return [...requests, { ...main, key: 'previous', range: context.previous, body: widened(main.body) as JsonObject }];
}

export type BucketBefore = (key: unknown) => AggregationResult | null | undefined;

/**
 * What a value of a terms aggregation had in the time before, of that time's aggregation: its bucket; null (no document) where all values
 * are known and it is not among them; undefined where it is not known.
 */
export function bucketBefore(aggregation: AggregationResult | null | undefined): BucketBefore {
  const byKey = new Map(bucketsOf(aggregation ?? undefined).map((bucket) => [bucket.key as unknown, bucket]));
  const whole = aggregation === null || Number(aggregation?.sum_other_doc_count ?? Number.NaN) === 0;
  return (key) => byKey.get(key) ?? (whole ? null : undefined);
}

/** The measure of a value in the time before: nothing said where it is not known. */
export function amountBefore(measure: Measure, bucket: AggregationResult | null | undefined): { before?: number } {
  if (bucket === undefined) return {};
  const amount = bucket === null ? (isAdditive(measure) ? 0 : null) : readMeasure(measure, 'm0', bucket);
  return amount === null ? {} : { before: amount };
}
