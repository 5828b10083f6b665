import type { Field } from '../plan/field';
import type { Scalar } from '../plan/predicate';
import { leafMark } from '../plan/token-marks';
import { type Fragment, name, raw, sql } from './fragment';

/** A value as the field's column compares with it. */
export const bindValue = (field: Field, value: Scalar): Fragment =>
  field.columnType === 'TIMESTAMP' ? sql`make_timestamp_ms(${BigInt(Math.trunc(Number(value)))})` : sql`${value}`;

const timestampOf = `CASE WHEN regexp_full_match(q, '-?\\d+') THEN make_timestamp_ms(CAST(q AS BIGINT)) ELSE TRY_CAST(q AS TIMESTAMP) END`;

/** Values inside one element `o` of a nested array, read from its JSON: always a list, as an element's field may hold several. */
function nestedValues(field: Field, key: string): Fragment {
  const own = sql`json_extract(o, ${`$."${key.replaceAll('"', '').split('.').join('"."')}"`})`;
  if (field.type === 'nested')
    return sql`CASE json_type(${own}) WHEN 'ARRAY' THEN CAST(${own} AS VARCHAR) WHEN 'OBJECT' THEN concat('[', CAST(${own} AS VARCHAR), ']') END`;
  const texts = sql`CASE WHEN ${own} IS NULL OR json_type(${own}) = 'NULL' THEN NULL WHEN json_type(${own}) = 'ARRAY' THEN from_json(${own}, '["VARCHAR"]') ELSE [${own} ->> '$'] END`;
  if (field.columnType === 'VARCHAR') return texts;
  const cast = field.columnType === 'TIMESTAMP' ? timestampOf : `TRY_CAST(q AS ${field.columnType})`;
  return sql`list_transform(${texts}, lambda q: ${raw(cast)})`;
}

/** The texts of a flattened object, or of one path of it. */
function flatValues(field: Field, key: string | undefined): Fragment {
  const leaves = name(field.column);
  if (key === undefined) return sql`list_transform(${leaves}, lambda v: split_part(v, ${leafMark}, 2))`;
  const start = key + leafMark;
  return sql`list_transform(list_filter(${leaves}, lambda v: starts_with(v, ${start})), lambda v: substr(v, ${raw(String([...start].length + 1))}))`;
}

function stored(field: Field): Fragment {
  if (field.absent) return nullOf(field);
  if (field.flat && !field.nested) return flatValues(field, field.flat.key);
  if (field.flat?.key !== undefined && field.nested) return nestedValues(field, `${field.nested.key}.${field.flat.key}`);
  const own = field.nested ? nestedValues(field, field.nested.key) : name(field.column);
  if (field.ignoreAbove === undefined) return own;
  const limit = raw(String(field.ignoreAbove));
  return field.list ? sql`list_filter(${own}, lambda v: length(v) <= ${limit})` : sql`CASE WHEN length(${own}) <= ${limit} THEN ${own} END`;
}

/** A number that the column can hold: the nearest where it is beyond. */
function withinColumn({ columnType }: Field, value: Scalar): Scalar {
  if (typeof value !== 'bigint') return value;
  const [low, high] = columnType === 'UBIGINT' ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  return columnType === 'DOUBLE' ? Number(value) : value < low ? low : value > high ? high : value;
}

/** The field's values, in the name that the source relation gives its column. Values beyond `ignore_above` read as missing. */
export function column(field: Field): Fragment {
  const own = stored(field);
  if (field.missing === undefined) return own;
  const value = sql`CAST(${bindValue(field, withinColumn(field, field.missing))} AS ${raw(field.columnType)})`;
  return field.list ? sql`CASE WHEN ${own} IS NULL OR len(${own}) = 0 THEN [${value}] ELSE ${own} END` : sql`COALESCE(${own}, ${value})`;
}

/** True where some value of the field satisfies `test`; NULL or false where none does. Kept bare, so that DuckDB can skip row groups by it. */
export function anyValue(field: Field, test: (value: Fragment) => Fragment): Fragment {
  if (!field.list) return test(column(field));
  return sql`list_bool_or(list_transform(${column(field)}, lambda v: ${test(raw('v'))}))`;
}

/** One number per value: dates become epoch milliseconds, booleans 0 and 1. Works on a single value. */
export function asNumber(field: Field, value: Fragment): Fragment {
  if (field.columnType === 'TIMESTAMP') return sql`epoch_ms(${value})`;
  if (field.columnType === 'BOOLEAN') return sql`CAST(${value} AS INTEGER)`;
  return value;
}

/** A scalar for sorting and one-value reading: the smallest or the largest of a list. */
export function extreme(field: Field, which: 'min' | 'max'): Fragment {
  const own = column(field);
  return field.list ? sql`${raw(which === 'min' ? 'list_min' : 'list_max')}(${own})` : own;
}

export function nullOf(field: Field): Fragment {
  return raw(`NULL::${field.columnType}${field.list ? '[]' : ''}`);
}
