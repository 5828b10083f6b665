import { addMonthsUtc, offsetMs, startOfUnit, zonedToUtc } from '../../lib/elastic/time-zone';
import { formatDate } from '../dsl/date-formats';
import { type BucketSpec, type CalendarBuckets, maxBuckets } from '../plan/aggregation';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';

/** A group as SQL answered it: keys of its own level, documents, the shaped metrics and inner aggregations. */
export interface Group {
  keys: unknown[];
  count: number;
  /** Documents of the parent that could have fallen into any bucket of this level. */
  parentTotal: number;
  inner: Record<string, unknown>;
}

type Bucket = Record<string, unknown>;

function termBucketKey({ field, format }: { field: Field; format?: string }, key: unknown): Bucket {
  if (field.columnType === 'BOOLEAN') return { key: Number(key), key_as_string: Number(key) === 1 ? 'true' : 'false' };
  if (field.columnType === 'TIMESTAMP') return { key: Number(key), key_as_string: formatDate(Number(key), format ?? field.format) };
  return { key };
}

function multiTermKey(field: Field, key: unknown): unknown {
  if (field.columnType === 'BOOLEAN') return Number(key) === 1;
  return field.columnType === 'TIMESTAMP' ? formatDate(Number(key), field.format) : key;
}

function termsShape(spec: Extract<BucketSpec, { type: 'terms' }>, groups: Group[]): Bucket {
  if (spec.maxDocCount !== undefined)
    return { buckets: groups.map((group) => ({ ...termBucketKey(spec, group.keys[0]), doc_count: group.count, ...group.inner })) };
  const listed = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    doc_count_error_upper_bound: 0,
    sum_other_doc_count: Math.max(0, (groups[0]?.parentTotal ?? 0) - listed),
    buckets: groups.map((group) => ({ ...termBucketKey(spec, group.keys[0]), doc_count: group.count, ...group.inner })),
  };
}

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

function dateHistogramShape(
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

function histogramShape(spec: Extract<BucketSpec, { type: 'histogram' }>, unsorted: Group[], empty: () => Record<string, unknown>): Bucket {
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

function fixedShape(
  names: { key: string; extra: Bucket }[],
  groups: Group[],
  keyed: boolean,
  empty: () => Record<string, unknown>,
): Bucket {
  const byIndex = new Map(groups.map((group) => [Number(group.keys[0]), group]));
  const shaped = names.map(({ key, extra }, index) => ({
    key,
    extra,
    doc_count: byIndex.get(index)?.count ?? 0,
    inner: byIndex.get(index)?.inner ?? empty(),
  }));
  if (keyed)
    return { buckets: Object.fromEntries(shaped.map(({ key, extra, doc_count, inner }) => [key, { ...extra, doc_count, ...inner }])) };
  return {
    buckets: shaped.map(({ key, extra, doc_count, inner }) => ({ ...(extra.anonymous ? {} : { key, ...extra }), doc_count, ...inner })),
  };
}

function rangeExtra({ from, to }: { from?: number; to?: number }, date: boolean): Bucket {
  const bound = (name: string, value: number | undefined) =>
    value === undefined ? {} : { [name]: value, ...(date ? { [`${name}_as_string`]: new Date(value).toISOString() } : {}) };
  return { ...bound('from', from), ...bound('to', to) };
}

const definedOf = ({ from, to }: { from?: number; to?: number }) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

const geohashLetters = '0123456789bcdefghjkmnpqrstuvwxyz';

/** A cell's column and row (x · 2^30 + y) as its geohash: bits of longitude and latitude in turn, five to a letter. */
function geohashKey(key: unknown, precision: number): string {
  const [x, y] = [Math.floor(Number(key) / 1_073_741_824), Number(key) % 1_073_741_824];
  const [lonBits, latBits] = [Math.ceil((precision * 5) / 2), Math.floor((precision * 5) / 2)];
  let [text, letter] = ['', 0];
  for (let bit = 0; bit < precision * 5; bit++) {
    const half = Math.floor(bit / 2);
    const own = bit % 2 === 0 ? Math.floor(x / 2 ** (lonBits - 1 - half)) % 2 : Math.floor(y / 2 ** (latBits - 1 - half)) % 2;
    letter = letter * 2 + own;
    if (bit % 5 === 4) [text, letter] = [text + (geohashLetters[letter] ?? ''), 0];
  }
  return text;
}

const tileKey = (key: unknown, precision: number) => {
  const value = Number(key);
  return `${precision}/${Math.floor(value / 536_870_912)}/${value % 536_870_912}`;
};

function compositeKey(spec: BucketSpec, key: unknown): unknown {
  if (spec.type === 'date-histogram') return spec.buckets.timeZone === 'UTC' ? Number(key) : zonedToUtc(Number(key), spec.buckets.timeZone);
  if (spec.type === 'geotile') return tileKey(key, spec.precision);
  if (spec.type === 'terms' && spec.field.columnType === 'BOOLEAN') return Number(key) === 1;
  return key;
}

/** One bucket aggregation's answer from its groups (in SQL's order). `empty` makes the inside of a bucket without documents. */
export function shapeBuckets(spec: BucketSpec, groups: Group[], empty: () => Record<string, unknown>): Bucket {
  switch (spec.type) {
    case 'terms':
      return termsShape(spec, groups);
    case 'multi-terms':
      return {
        doc_count_error_upper_bound: 0,
        sum_other_doc_count: Math.max(0, (groups[0]?.parentTotal ?? 0) - groups.reduce((sum, group) => sum + group.count, 0)),
        buckets: groups.map((group) => {
          const key = group.keys.map((part, at) => multiTermKey(spec.fields[at] as Field, part));
          return { key, key_as_string: key.join('|'), doc_count: group.count, ...group.inner };
        }),
      };
    case 'date-histogram':
      return dateHistogramShape(spec, groups, empty);
    case 'histogram':
      return histogramShape(spec, groups, empty);
    case 'filter':
      return { doc_count: groups[0]?.count ?? 0, ...(groups[0]?.inner ?? empty()) };
    case 'filters':
      return fixedShape(
        [
          ...spec.filters.map(({ key }) => ({ key, extra: spec.keyed ? {} : { anonymous: true } })),
          ...(spec.other === undefined ? [] : [{ key: spec.other, extra: spec.keyed ? {} : { anonymous: true } }]),
        ],
        groups,
        spec.keyed,
        empty,
      );
    case 'range':
      return fixedShape(
        spec.ranges.map((range) => ({ key: range.key, extra: rangeExtra(range, spec.date) })),
        groups,
        spec.keyed,
        empty,
      );
    case 'significant':
    case 'auto-date':
    case 'variable-width':
    case 'top-hits':
    case 'top-metrics':
      return { buckets: [] };
    case 'nested':
    case 'reverse-nested':
    case 'global':
      return { doc_count: groups[0]?.count ?? 0, ...(groups[0]?.inner ?? empty()) };
    case 'adjacency':
      return {
        buckets: groups
          .map((group) => ({ key: String(group.keys[0]), doc_count: group.count, ...group.inner }))
          .sort((a, b) => (a.key < b.key ? -1 : 1)),
      };
    case 'distance':
      return fixedShape(
        spec.ranges.map((range) => ({ key: range.key, extra: { ...rangeExtra({ from: 0, ...definedOf(range) }, false) } })),
        groups,
        spec.keyed,
        empty,
      );
    case 'geohash':
      return {
        buckets: groups.map((group) => ({ key: geohashKey(group.keys[0], spec.precision), doc_count: group.count, ...group.inner })),
      };
    case 'geotile':
      return { buckets: groups.map((group) => ({ key: tileKey(group.keys[0], spec.precision), doc_count: group.count, ...group.inner })) };
    case 'composite': {
      const buckets = groups.map((group) => ({
        key: Object.fromEntries(spec.sources.map((source, index) => [source.name, compositeKey(source.spec, group.keys[index])])),
        doc_count: group.count,
        ...group.inner,
      }));
      return { ...(buckets.length > 0 ? { after_key: buckets.at(-1)?.key } : {}), buckets };
    }
  }
}

/** An aggregation over a field that no index maps. */
export function shapeUnmapped(as: string): Bucket {
  if (as === 'single') return { doc_count: 0 };
  if (as === 'significant') return { doc_count: 0, bg_count: 0, buckets: [] };
  return as === 'sterms' || as === 'multi_terms'
    ? { doc_count_error_upper_bound: 0, sum_other_doc_count: 0, buckets: [] }
    : { buckets: [] };
}
