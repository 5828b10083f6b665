import { escapeRegex } from '../../lib/elastic/wildcard';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { isDate, isWhole } from '../plan/field';
import { none, type Predicate, type Scalar } from '../plan/predicate';
import { parseQueryDate } from './date-formats';
import type { FieldLookup } from './fields';

/** Lower-cased words of a text: letters, digits and underscores. */
export function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

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
  if (field.columnType === 'VARCHAR') return String(value);
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^-?\d{16,}$/.test(value.trim())) return BigInt(value.trim());
  const number = typeof value === 'boolean' || String(value).trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw badNumber(value);
  return number;
}

/** Equality with one value, as `term` means it: dates match their whole unit, ip fields match networks. */
export function equals(field: Field, value: unknown, lookup: FieldLookup): Predicate {
  if (field.type === 'ip' && String(value).includes('/')) return { type: 'cidr', field, cidr: String(value) };
  if (isDate(field) && typeof value === 'string') {
    return { type: 'range', field, gte: toScalar(field, value, lookup), lte: toScalar(field, value, lookup, { roundUp: true }) };
  }
  const scalar = toScalar(field, value, lookup);
  if (isWhole(field) && typeof scalar !== 'bigint' && !Number.isInteger(scalar)) return none;
  return { type: 'in', field, values: [scalar] };
}

/** The analysed form: words for text, equality for the rest. `lenient` turns unreadable values into no match. */
export function matches(
  field: Field,
  text: unknown,
  mode: 'any' | 'all' | 'phrase' | 'phrase-prefix',
  lookup: FieldLookup,
  lenient = false,
): Predicate {
  if (field.type !== 'text') {
    if (mode === 'phrase-prefix' && field.columnType === 'VARCHAR')
      return { type: 'regex', field, pattern: `${escapeRegex(String(text))}.*`, caseInsensitive: false };
    try {
      return equals(field, text, lookup);
    } catch (error) {
      if (lenient) return none;
      throw error;
    }
  }
  const tokens = field.analyzer === 'keyword' ? [String(text).toLowerCase()] : tokensOf(String(text));
  if (tokens.length === 0) return none;
  if (mode === 'phrase' || mode === 'phrase-prefix') return { type: 'tokens', field, tokens, mode };
  if (mode === 'all' || tokens.length === 1) return { type: 'tokens', field, tokens, mode: 'all' };
  return { type: 'or', of: tokens.map((token) => ({ type: 'tokens', field, tokens: [token], mode: 'all' })) };
}
