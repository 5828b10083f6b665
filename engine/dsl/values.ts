import { escapeRegex } from '../../lib/elastic/wildcard';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { isDate, isRange, isWhole } from '../plan/field';
import { none, type Predicate, type Scalar } from '../plan/predicate';
import { normalized } from './analysis/index-analysis';
import { parseQueryDate } from './date-formats';
import type { FieldLookup } from './fields';
import { spanTerm } from './range-fields';

/** A wildcard pattern as RE2: `*` any run, `?` any one, backslash escapes. */
export function wildcardPattern(pattern: string): string {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '\\' && at + 1 < pattern.length) out += escapeRegex(pattern[++at] ?? '');
    else if (char === '*') out += '.*';
    else if (char === '?') out += '.';
    else out += escapeRegex(char);
  }
  return out;
}

export function badNumber(value: unknown): EsError {
  return new EsError('number_format_exception', `For input string: "${String(value)}"`, 400);
}

/** A query's value as the column holds it. Throws where the text is not one of the field's values. */
export function toScalar(
  field: Field,
  value: unknown,
  lookup: FieldLookup,
  options: { roundUp?: boolean; timeZone?: string; format?: string } = {},
): Scalar {
  if (isDate(field)) return parseQueryDate(value, { nowMs: lookup.nowMs, format: field.format, ...options });
  if (field.columnType === 'BOOLEAN') {
    if (value === true || value === 'true' || value === 1) return true;
    if (value === false || value === 'false' || value === '' || value === 0) return false;
    throw new EsError('illegal_argument_exception', `Can't parse boolean value [${String(value)}], expected [true] or [false]`, 400);
  }
  if (field.columnType === 'VARCHAR') return normalized(field, String(value));
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^-?\d{16,}$/.test(value.trim())) return BigInt(value.trim());
  const number = typeof value === 'boolean' || String(value).trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw badNumber(value);
  return number;
}

/** Equality with one value, as `term` means it: dates match their whole unit, ip fields match networks. */
export function equals(field: Field, value: unknown, lookup: FieldLookup): Predicate {
  if (isRange(field)) return spanTerm(field, value, lookup.nowMs);
  if (field.type === 'ip' && String(value).includes('/')) return { type: 'cidr', field, cidr: String(value) };
  if (isDate(field) && typeof value === 'string') {
    return { type: 'range', field, gte: toScalar(field, value, lookup), lte: toScalar(field, value, lookup, { roundUp: true }) };
  }
  const scalar = toScalar(field, value, lookup);
  if (isWhole(field) && typeof scalar !== 'bigint' && !Number.isInteger(scalar)) return none;
  return { type: 'in', field, values: [scalar] };
}
