import { addMonthsUtc, offsetMs, startOfUnit, zonedToUtc } from '../../lib/elastic/time-zone';
import { type BucketSpec, type CalendarBuckets, maxBuckets } from '../plan/aggregation';
import { EsError } from '../plan/es-error';

/** A group as SQL answered it: keys of its own level, documents, the shaped metrics and inner aggregations. */
export interface Group {
  keys: unknown[];
  count: number;
  /** Documents of the parent that could have fallen into any bucket of this level. */
  parentTotal: number;
  inner: Record<string, unknown>;
}

export type Bucket = Record<string, unknown>;

/** The next bucket's start, on the wall clock. */
function nextKey(key: number, { kind, stepMs, unit, offsetMs: offset }: CalendarBuckets): number {
  if (kind === 'fixed') return key + stepMs;
  const start = key - offset;
  if (unit === 'M' || unit === 'q' || unit === 'y') return addMonthsUtc(start, unit === 'M' ? 1 : unit === 'q' ? 3 : 12, 'UTC') + offset;
  return start + stepMs + offset;
}

function localKey(ms: number, buckets: CalendarBuckets): number {
  const local = ms + offsetMs(ms, buckets.timeZone) - buckets.offsetMs;
  if (buckets.kind === 'fixed') return Math.floor(local / buckets.stepMs) * buckets.stepMs + buckets.offsetMs;
  if (buckets.unit === 'q') {
    const date = new Date(local);
    return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1) + buckets.offsetMs;
  }
  return startOfUnit(local, buckets.unit ?? 'd', 'UTC') + buckets.offsetMs;
}

const toInstant = (key: number, { timeZone }: CalendarBuckets) => (timeZone === 'UTC' ? key : zonedToUtc(key, timeZone));

/** The instant at which the bucket of an instant begins. */
export const bucketStartMs = (ms: number, buckets: CalendarBuckets): number => toInstant(localKey(ms, buckets), buckets);

/** The instant at which the bucket after that of an instant begins. */
export const nextBucketMs = (ms: number, buckets: CalendarBuckets): number => toInstant(nextKey(localKey(ms, buckets), buckets), buckets);

export function tooManyBuckets(): EsError {
  return new EsError(
    'too_many_buckets_exception',
    `Trying to create too many buckets. Must be less than or equal to: [${maxBuckets}]. Choose a longer interval or a shorter time.`,
    400,
    { max_buckets: maxBuckets },
  );
}

function fillGaps(groups: Group[], from: number, to: number, next: (key: number) => number, empty: () => Record<string, unknown>): Group[] {
  const byKey = new Map(groups.map((group) => [Number(group.keys[0]), group]));
  const filled: Group[] = [];
  for (let key = from; key <= to; key = next(key)) {
    filled.push(byKey.get(key) ?? { keys: [key], count: 0, parentTotal: 0, inner: empty() });
    if (filled.length > maxBuckets) throw tooManyBuckets();
  }
  return filled;
}

const keysOf = (groups: Group[]) => groups.map((group) => Number(group.keys[0]));

function sortBuckets(groups: Group[], spec: { order: { by: string; metric?: string; direction: string }[] }): Group[] {
  const [order] = spec.order;
  const sign = order?.direction === 'desc' ? -1 : 1;
  return groups.sort(
    (a, b) =>
      (order?.by === 'count' ? sign * (a.count - b.count) : 0) ||
      (order?.by === 'key' ? sign : 1) * (Number(a.keys[0]) - Number(b.keys[0])),
  );
}

export function dateHistogramShape(
  spec: Extract<BucketSpec, { type: 'date-histogram' }>,
  unsorted: Group[],
  empty: () => Record<string, unknown>,
): Bucket {
  let groups = sortBuckets(unsorted, { order: [{ by: 'key', direction: 'asc' }] });
  const { buckets, extendedBounds, hardBounds } = spec;
  if (hardBounds)
    groups = groups.filter(
      (group) =>
        Number(group.keys[0]) >= (hardBounds.min === undefined ? -Infinity : localKey(hardBounds.min, buckets)) &&
        Number(group.keys[0]) <= (hardBounds.max === undefined ? Infinity : localKey(hardBounds.max, buckets)),
    );
  if (spec.minDocCount === 0) {
    const keys = keysOf(groups);
    const low = Math.min(...keys, ...(extendedBounds?.min === undefined ? [] : [localKey(extendedBounds.min, buckets)]));
    const high = Math.max(...keys, ...(extendedBounds?.max === undefined ? [] : [localKey(extendedBounds.max, buckets)]));
    if (Number.isFinite(low) && Number.isFinite(high)) groups = fillGaps(groups, low, high, (key) => nextKey(key, buckets), empty);
  }
  const shaped = sortBuckets(groups, spec).map((group) => {
    const local = Number(group.keys[0]);
    const key = buckets.timeZone === 'UTC' ? local : zonedToUtc(local, buckets.timeZone);
    return { key_as_string: isoIn(key, buckets.timeZone), key, doc_count: group.count, ...group.inner };
  });
  return { buckets: spec.keyed ? Object.fromEntries(shaped.map((bucket) => [bucket.key_as_string, bucket])) : shaped };
}

function isoIn(ms: number, timeZone: string): string {
  const offset = offsetMs(ms, timeZone);
  const iso = new Date(ms + offset).toISOString();
  if (timeZone === 'UTC') return iso;
  const minutes = Math.abs(offset) / 60_000;
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${iso.slice(0, -1)}${offset < 0 ? '-' : '+'}${part(minutes / 60)}:${part(minutes % 60)}`;
}

export function histogramShape(
  spec: Extract<BucketSpec, { type: 'histogram' }>,
  unsorted: Group[],
  empty: () => Record<string, unknown>,
): Bucket {
  let groups = sortBuckets(unsorted, { order: [{ by: 'key', direction: 'asc' }] });
  if (spec.minDocCount === 0) {
    const floor = (value: number) => Math.floor((value - spec.offset) / spec.interval);
    const keys = [
      ...keysOf(groups),
      ...(spec.extendedBounds?.min === undefined ? [] : [spec.extendedBounds.min]),
      ...(spec.extendedBounds?.max === undefined ? [] : [spec.extendedBounds.max]),
    ].map(floor);
    if (keys.length > 0) {
      const byStep = groups.map((group) => ({ ...group, keys: [floor(Number(group.keys[0]) + spec.interval / 1e6)] }));
      groups = fillGaps(byStep, Math.min(...keys), Math.max(...keys), (key) => key + 1, empty).map((group) => ({
        ...group,
        keys: [Number(group.keys[0]) * spec.interval + spec.offset],
      }));
    }
  }
  const shaped = sortBuckets(groups, spec).map((group) => ({ key: Number(group.keys[0]), doc_count: group.count, ...group.inner }));
  return { buckets: spec.keyed ? Object.fromEntries(shaped.map((bucket) => [bucket.key.toFixed(1), bucket])) : shaped };
}
