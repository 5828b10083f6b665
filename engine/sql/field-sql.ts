import type { Field } from '../plan/field';
import { type Fragment, name, raw, sql } from './fragment';

/** The field's column, in the name that the source relation gives it. Values beyond `ignore_above` read as missing. */
export function column(field: Field): Fragment {
  const own = name(field.column);
  if (field.ignoreAbove === undefined) return own;
  const limit = raw(String(field.ignoreAbove));
  return field.list ? sql`list_filter(${own}, lambda v: length(v) <= ${limit})` : sql`CASE WHEN length(${own}) <= ${limit} THEN ${own} END`;
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
