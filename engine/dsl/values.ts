import { ipKey, nextKey, parseNetwork } from '../../lib/elastic/ip';
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

const notAnAddress = (text: string) => new EsError('illegal_argument_exception', `'${text}' is not an IP string literal.`, 400);

function ipNetwork(field: Field, text: string): Predicate {
  const keys = parseNetwork(text);
  if (!keys) throw notAnAddress(text);
  return { type: 'addresses', field, ...keys };
}

/** The addresses between two bounds; `gt` and `lt` leave the bound out. */
export function ipRange(field: Field, given: Partial<Record<'gte' | 'gt' | 'lte' | 'lt', unknown>>): Predicate {
  const keyOf = (value: unknown) => {
    const key = ipKey(String(value));
    if (key === undefined) throw notAnAddress(String(value));
    return key;
  };
  let low: string | undefined = '0'.repeat(32);
  let high = 'f'.repeat(32);
  if (given.gte !== undefined && given.gte !== null) low = keyOf(given.gte);
  else if (given.gt !== undefined && given.gt !== null) low = nextKey(keyOf(given.gt));
  if (given.lte !== undefined && given.lte !== null) high = keyOf(given.lte);
  else if (given.lt !== undefined && given.lt !== null) {
    const key = keyOf(given.lt);
    if (/^0+$/.test(key)) return none;
    high = (BigInt(`0x${key}`) - 1n).toString(16).padStart(32, '0');
  }
  return low === undefined || low > high ? none : { type: 'addresses', field, low, high };
}

/** Equality with one value, as `term` means it: dates match their whole unit, ip fields match networks. */
export function equals(field: Field, value: unknown, lookup: FieldLookup): Predicate {
  if (isRange(field)) return spanTerm(field, value, lookup.nowMs);
  if (field.type === 'ip' && String(value).includes('/')) return ipNetwork(field, String(value));
  if (isDate(field) && typeof value === 'string') {
    return { type: 'range', field, gte: toScalar(field, value, lookup), lte: toScalar(field, value, lookup, { roundUp: true }) };
  }
  if (field.type === 'ip') {
    const key = ipKey(String(value));
    if (key === undefined) throw notAnAddress(String(value));
    // an address may be written in several ways
    if (String(value).includes(':')) return { type: 'addresses', field, low: key, high: key };
  }
  const scalar = toScalar(field, value, lookup);
  if (isWhole(field) && typeof scalar !== 'bigint' && !Number.isInteger(scalar)) return none;
  return { type: 'in', field, values: [scalar] };
}
