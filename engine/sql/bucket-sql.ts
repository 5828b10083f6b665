import type { BucketOrder, BucketSpec, CalendarBuckets, TermChoice } from '../plan/aggregation';
import { type Field, isNumeric } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import { anyValue, asNumber, column } from './field-sql';
import { type Fragment, join, name, raw, sql } from './fragment';
import { distanceSql, predicateSql } from './predicate-sql';

/** One key of a bucket aggregation: an expression per row, or a list that the row is unnested over. */
export interface KeyExpression {
  value: Fragment;
  unnest: boolean;
  sqlType: 'VARCHAR' | 'BIGINT' | 'UBIGINT' | 'DOUBLE';
  /** True of the rows that have a key, where that is cheaper to ask than the key itself. */
  present?: Fragment;
}

const perValue = (field: Field, toKey: (value: Fragment) => Fragment, sqlType: KeyExpression['sqlType']): KeyExpression =>
  field.list
    ? { value: sql`list_distinct(list_transform(${column(field)}, lambda v: ${toKey(raw('v'))}))`, unnest: true, sqlType }
    : { value: toKey(column(field)), unnest: false, sqlType, present: sql`${column(field)} IS NOT NULL` };

function termKey(field: Field): KeyExpression {
  if (field.columnType === 'VARCHAR') return perValue(field, (value) => value, 'VARCHAR');
  return perValue(
    field,
    (value) => (isNumeric(field) ? value : sql`CAST(${asNumber(field, value)} AS BIGINT)`),
    field.columnType === 'DOUBLE' || field.columnType === 'UBIGINT' ? field.columnType : 'BIGINT',
  );
}

const truncUnit: Record<string, string> = { m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'month', q: 'quarter', y: 'year' };

/** The zone's offset at an instant, without asking the calendar library row by row: it is some ten times slower. */
function zoneOffsetSql(value: Fragment, offsets: [fromMs: number, offsetMs: number][]): Fragment {
  const [first, ...changes] = offsets;
  const whens = changes.reverse().map(([from, offset]) => sql`WHEN epoch_ms(${value}) >= ${raw(String(from))} THEN ${raw(String(offset))}`);
  return changes.length === 0 ? raw(String(first?.[1] ?? 0)) : sql`CASE ${join(whens, ' ')} ELSE ${raw(String(first?.[1] ?? 0))} END`;
}

/** How far from 1970 an instant may lie, in milliseconds: what a date of JavaScript can hold. */
const mostMs = 8_640_000_000_000_000n;

/** Wall-clock milliseconds of the bucket's start: instants are moved into the zone first, the caller moves keys back. */
export function dateBucketSql(value: Fragment, { kind, stepMs, unit, offsetMs, timeZone, zoneOffsets }: CalendarBuckets): Fragment {
  const local =
    timeZone === 'UTC'
      ? value
      : zoneOffsets
        ? sql`make_timestamp_ms(epoch_ms(${value}) + ${zoneOffsetSql(value, zoneOffsets)})`
        : sql`timezone(${timeZone}, timezone('UTC', ${value}))`;
  const offset = raw(String(Math.trunc(offsetMs)));
  const ms = sql`(epoch_ms(${local}) - ${offset})`;
  if (kind === 'calendar') {
    const moved = offsetMs === 0 ? local : sql`make_timestamp_ms(${ms})`;
    return sql`(epoch_ms(CAST(date_trunc('${raw(truncUnit[unit ?? 'd'] ?? 'day')}', ${moved}) AS TIMESTAMP)) + ${offset})`;
  }
  // Whole numbers are divided towards zero: all instants are moved past it, by whole steps.
  const step = BigInt(stepMs);
  const before = mostMs / step + 1n;
  return sql`(((${ms} + ${raw(String(before * step))}) // ${raw(String(step))} - ${raw(String(before))}) * ${raw(String(step))} + ${offset})`;
}

/** Rows of `from` that have the key, with it as the column `as`. */
export function withKey(from: Fragment, { value, unnest, present }: KeyExpression, as: string): Fragment {
  if (present && !unnest) return sql`(SELECT *, ${value} AS ${raw(as)} FROM ${from} WHERE ${present})`;
  return sql`(SELECT * FROM (SELECT *, ${unnest ? sql`unnest(${value})` : value} AS ${raw(as)} FROM ${from}) WHERE ${raw(as)} IS NOT NULL)`;
}

/** The place of the test that holds; a list of places where several may. Reading one place is several times faster. */
function whichOf(tests: Fragment[], exclusive = tests.length === 1): KeyExpression {
  const whens = tests.map((test, index) => sql`WHEN ${test} THEN ${raw(String(index))}`);
  // rows that no test lets through have no key: they make a group of their own, which nobody reads
  if (exclusive && tests.length > 0)
    return { value: sql`CASE ${join(whens, ' ')} END`, unnest: false, sqlType: 'BIGINT', present: raw('TRUE') };
  const flags = whens.map((when) => sql`CASE ${when} END`);
  return { value: sql`list_filter([${join(flags, ', ')}], lambda x: x IS NOT NULL)`, unnest: true, sqlType: 'BIGINT' };
}

/** True where no number lies in two of the half-open ranges. */
function apart(ranges: { from?: number; to?: number }[]): boolean {
  const sorted = ranges.map(({ from, to }) => [from ?? -Infinity, to ?? Infinity] as const).sort(([a], [b]) => a - b);
  return sorted.every(([from], at) => at === 0 || (sorted[at - 1]?.[1] ?? Infinity) <= from);
}

function rangeTest(field: Field, from: number | undefined, to: number | undefined): Fragment {
  return anyValue(field, (value) => {
    const number = asNumber(field, value);
    const tests = [sql`${number} IS NOT NULL`];
    if (from !== undefined) tests.push(sql`${number} >= ${from}`);
    if (to !== undefined) tests.push(sql`${number} < ${to}`);
    return sql`(${join(tests, ' AND ')})`;
  });
}

/** Web-mercator tile as one number, x · 2^29 + y; Elasticsearch clips latitude to ±85.0511°. */
function tileSql(value: Fragment, precision: number): Fragment {
  const tiles = raw(String(2 ** precision));
  const last = raw(String(2 ** precision - 1));
  const x = sql`CAST(least(${last}, greatest(0, floor((${value}.lon + 180) / 360 * ${tiles}))) AS BIGINT)`;
  const sine = sql`sin(greatest(-85.0511287, least(85.0511287, ${value}.lat)) * ${raw(String(Math.PI / 180))})`;
  const y = sql`CAST(least(${last}, greatest(0, floor((0.5 - ln((1 + ${sine}) / (1 - ${sine})) * ${raw(String(1 / (4 * Math.PI)))}) * ${tiles}))) AS BIGINT)`;
  return sql`CASE WHEN ${value} IS NULL THEN NULL ELSE ${x} * 536870912 + ${y} END`;
}

/** The same from the column of the finest tiles. */
function coarserTile(field: Field, tile: string, precision: number): KeyExpression {
  const own = name(tile);
  const value = sql`(((${own} >> ${raw(String(58 - precision))}) << 29) + ((${own} & 536870911) >> ${raw(String(29 - precision))}))`;
  return { value, unnest: false, sqlType: 'BIGINT', present: sql`${column(field)} IS NOT NULL` };
}

/** A text's own words, once each. */
function tokenKey(field: Field): KeyExpression {
  const words = (value: Fragment) => sql`regexp_extract_all(lower(${value}), '[\\p{L}\\p{N}_]+')`;
  const all = field.list ? sql`flatten(list_transform(${column(field)}, lambda v: ${words(raw('v'))}))` : words(column(field));
  return { value: sql`list_distinct(${all})`, unnest: true, sqlType: 'VARCHAR' };
}

/** True where the filters ask one single-valued field for values, or ranges, that cannot meet. */
function exclude(predicates: Predicate[]): boolean {
  const column = (predicate: Predicate) =>
    (predicate.type === 'range' || predicate.type === 'in') && !predicate.field.list && !predicate.field.nested && predicate.field.column;
  const [first] = predicates;
  if (!first || predicates.some((other) => !column(other) || column(other) !== column(first))) return predicates.length === 1;
  const spans = predicates.flatMap((predicate) => {
    if (predicate.type === 'in') return predicate.values.map((value) => ({ low: value, high: value, open: false }));
    if (predicate.type !== 'range') return [];
    return [
      {
        low: predicate.gte ?? predicate.gt ?? -Infinity,
        high: predicate.lte ?? predicate.lt ?? Infinity,
        open: predicate.lt !== undefined,
      },
    ];
  });
  const numbers = spans.every(({ low, high }) => typeof low === 'number' && typeof high === 'number');
  if (!numbers) return predicates.every(({ type }) => type === 'in') && new Set(spans.map(({ low }) => String(low))).size === spans.length;
  const sorted = spans.sort((a, b) => Number(a.low) - Number(b.low));
  return sorted.every(({ low }, at) => {
    const before = sorted[at - 1];
    return !before || (before.open ? Number(before.high) <= Number(low) : Number(before.high) < Number(low));
  });
}

/** Every filter that matches, and every pair of them, by name. */
function adjacencyKey({ filters, separator }: Extract<BucketSpec, { type: 'adjacency' }>): KeyExpression {
  const tests = filters.map(({ key, predicate }) => ({ key, test: sql`COALESCE(${predicateSql(predicate)}, FALSE)` }));
  const cells = tests.flatMap((one, at) => [
    sql`CASE WHEN ${one.test} THEN ${one.key} END`,
    ...tests.slice(at + 1).map((other) => sql`CASE WHEN ${one.test} AND ${other.test} THEN ${`${one.key}${separator}${other.key}`} END`),
  ]);
  return { value: sql`list_filter([${join(cells, ', ')}], lambda x: x IS NOT NULL)`, unnest: true, sqlType: 'VARCHAR' };
}

function distanceTest(
  { field, lat, lon, metersPerUnit }: Extract<BucketSpec, { type: 'distance' }>,
  { from, to }: { from?: number; to?: number },
) {
  return anyValue(field, (value) => {
    const units = sql`(${distanceSql(value, lat, lon)} / ${metersPerUnit})`;
    const tests = [sql`${value} IS NOT NULL`];
    if (from !== undefined) tests.push(sql`${units} >= ${from}`);
    if (to !== undefined) tests.push(sql`${units} < ${to}`);
    return sql`(${join(tests, ' AND ')})`;
  });
}

/** The cell's column and row, x · 2^30 + y: a geohash of p letters has 5p bits, longitude takes the odd one. */
function geohashSql(value: Fragment, precision: number): Fragment {
  const [lonBits, latBits] = [Math.ceil((precision * 5) / 2), Math.floor((precision * 5) / 2)];
  const cell = (part: string, low: number, span: number, bits: number) =>
    sql`CAST(least(${raw(String(2 ** bits - 1))}, floor((${value}.${raw(part)} + ${raw(String(low))}) / ${raw(String(span))} * ${raw(String(2 ** bits))})) AS BIGINT)`;
  return sql`CASE WHEN ${value} IS NULL THEN NULL ELSE ${cell('lon', 180, 360, lonBits)} * 1073741824 + ${cell('lat', 90, 180, latBits)} END`;
}

/** The key expressions of one bucket aggregation; most have one, multi-key ones several. */
export function keyExpressions(spec: BucketSpec): KeyExpression[] {
  switch (spec.type) {
    case 'terms':
    case 'significant':
      return [spec.field.type === 'text' ? tokenKey(spec.field) : termKey(spec.field)];
    case 'nested':
    case 'reverse-nested':
    case 'sampler':
    case 'global':
      return [{ value: raw('0'), unnest: false, sqlType: 'BIGINT', present: raw('TRUE') }];
    case 'adjacency':
      return [adjacencyKey(spec)];
    case 'distance':
      return [
        whichOf(
          spec.ranges.map((range) => distanceTest(spec, range)),
          !spec.field.list && apart(spec.ranges),
        ),
      ];
    case 'geohash':
      return [perValue(spec.field, (value) => geohashSql(value, spec.precision), 'BIGINT')];
    case 'geohex':
      return [perValue(spec.field, (value) => sql`oriel_h3_cell(${value}.lat, ${value}.lon, ${raw(String(spec.precision))})`, 'VARCHAR')];
    case 'ip-range':
      return [whichOf(spec.ranges.map(({ predicate }) => predicateSql(predicate)))];
    case 'ip-prefix': {
      const { field, bits, v6 } = spec;
      const { present: _, ...key } = perValue(
        field,
        (value) => sql`oriel_ip_network(${value}, ${raw(String(bits))}, ${raw(String(v6))})`,
        'VARCHAR',
      );
      // an address of the other family has no network
      return [key];
    }
    case 'newcomers':
    case 'values':
    case 'auto-date':
    case 'variable-width':
    case 'top-hits':
    case 'top-metrics':
      return [];
    case 'multi-terms':
      return spec.fields.map(termKey);
    case 'date-histogram':
      return [perValue(spec.field, (value) => dateBucketSql(value, spec.buckets), 'BIGINT')];
    case 'histogram': {
      const { interval, offset } = spec;
      return [
        perValue(
          spec.field,
          (value) => sql`floor((${asNumber(spec.field, value)} - ${offset}) / ${interval}) * ${interval} + ${offset}`,
          'DOUBLE',
        ),
      ];
    }
    case 'filter':
      return [{ value: raw('0'), unnest: false, sqlType: 'BIGINT', present: predicateSql(spec.predicate) }];
    case 'filters': {
      const tests = spec.filters.map((filter) => predicateSql(filter.predicate));
      if (spec.other !== undefined) tests.push(sql`NOT COALESCE(${join(tests, ' OR ')}, FALSE)`);
      return [whichOf(tests, exclude(spec.filters.map(({ predicate }) => predicate)))];
    }
    case 'range':
      return [
        whichOf(
          spec.ranges.map((range) => rangeTest(spec.field, range.from, range.to)),
          !spec.field.list && apart(spec.ranges),
        ),
      ];
    case 'geotile':
      return [
        spec.field.tile && !spec.field.list
          ? coarserTile(spec.field, spec.field.tile, spec.precision)
          : perValue(spec.field, (value) => tileSql(value, spec.precision), 'BIGINT'),
      ];
    case 'composite':
      return spec.sources.flatMap((source) => keyExpressions(source.spec));
  }
}

function choiceSql(key: Fragment, wanted: TermChoice): Fragment {
  if (typeof wanted === 'string') return sql`regexp_full_match(CAST(${key} AS VARCHAR), ${wanted})`;
  if (!Array.isArray(wanted)) return sql`hash(${key}) % ${raw(String(wanted.partitions))} = ${raw(String(wanted.partition))}`;
  if (wanted.length === 0) return raw('FALSE');
  const values = wanted.map((value) => sql`${typeof value === 'boolean' ? Number(value) : value}`);
  return sql`${key} IN (${join(values, ', ')})`;
}

/** What else the keys of this level must satisfy: include and exclude. */
export function keyConditions(spec: BucketSpec, keys: Fragment[]): Fragment[] {
  const [key] = keys;
  if ((spec.type !== 'terms' && spec.type !== 'significant') || !key) return [];
  const test = (wanted: typeof spec.include, not: boolean) => {
    if (wanted === undefined) return [];
    const condition = choiceSql(key, wanted);
    return [not ? sql`NOT (${condition})` : condition];
  };
  return [...test(spec.include, false), ...test(spec.exclude, true)];
}

/** ORDER BY of a top-k level; `metricColumn` answers the column that holds a metric's property. */
export function orderSql(order: BucketOrder[], keys: Fragment[], count: Fragment, metricColumn: (metric: string) => Fragment): Fragment {
  const terms = order.map((entry) => {
    const by = entry.by === 'count' ? count : entry.by === 'key' ? join(keys, ', ') : metricColumn(entry.metric ?? '');
    return sql`${by} ${raw(entry.direction === 'asc' ? 'ASC' : 'DESC')} NULLS LAST`;
  });
  return join([...terms, ...keys.map((key) => sql`${key} ASC`)], ', ');
}
