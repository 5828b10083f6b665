import { ipKey, netmask } from '../../lib/elastic/ip';
import { zonedToUtc } from '../../lib/elastic/time-zone';
import { formatDate } from '../dsl/date-formats';
import type { BucketSpec } from '../plan/aggregation';
import type { Field } from '../plan/field';
import { type Bucket, dateHistogramShape, type Group, histogramShape } from './shape-histograms';

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

const definedOf = <T>({ from, to }: { from?: T; to?: T }) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

function ipPrefixShape(spec: Extract<BucketSpec, { type: 'ip-prefix' }>, groups: Group[]): Bucket {
  const inOrder = groups
    .filter((group) => group.count >= spec.minDocCount)
    .sort((a, b) => ((ipKey(String(a.keys[0])) ?? '') < (ipKey(String(b.keys[0])) ?? '') ? -1 : 1));
  const buckets = inOrder.map((group) => ({
    key: spec.appendLength ? `${String(group.keys[0])}/${spec.bits}` : String(group.keys[0]),
    is_ipv6: spec.v6,
    doc_count: group.count,
    prefix_length: spec.bits,
    ...(spec.v6 ? {} : { netmask: netmask(spec.bits) }),
    ...group.inner,
  }));
  return { buckets: spec.keyed ? Object.fromEntries(buckets.map(({ key, ...bucket }) => [key, bucket])) : buckets };
}

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
    case 'ip-range':
      return fixedShape(
        spec.ranges.map((range) => ({ key: range.key, extra: { ...definedOf(range) } })),
        groups,
        spec.keyed,
        empty,
      );
    case 'ip-prefix':
      return ipPrefixShape(spec, groups);
    case 'geohex':
      return { buckets: groups.map((group) => ({ key: group.keys[0], doc_count: group.count, ...group.inner })) };
    case 'newcomers':
    case 'values':
    case 'significant':
    case 'auto-date':
    case 'variable-width':
    case 'top-hits':
    case 'top-metrics':
      return { buckets: [] };
    case 'nested':
    case 'reverse-nested':
    case 'sampler':
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
