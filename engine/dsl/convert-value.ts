import { isIP } from 'node:net';
import { parseIsoDate } from '../../lib/elastic/date-math';
import type { Field } from '../plan/field';
import { analyze } from './analysis/analyzer';
import { normalized } from './analysis/index-analysis';
import { indexAnalyzer } from './analysis/token-text';
import { parseDateWith } from './date-formats';
import { parseGeoPoint } from './geo';
import { stringifyJson } from './json';
import { readSpan } from './range-fields';

const integerTypes: Record<string, [number, number]> = { byte: [-128, 127], short: [-32768, 32767], integer: [-2147483648, 2147483647] };

/** The nearest number that 16 bits hold: 11 bits of precision. */
function toHalf(number: number): number | undefined {
  if (Math.abs(number) > 65_519) return undefined;
  if (number === 0) return 0;
  const step = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(number))) - 10);
  return Math.round(number / step) * step;
}

const wholeLimits = { BIGINT: [-(2n ** 63n), 2n ** 63n - 1n], UBIGINT: [0n, 2n ** 64n - 1n] } as const;

function wholeOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  const digits = typeof value === 'string' ? /^\s*([+-]?\d+)(?:\.\d*)?\s*$/.exec(value)?.[1] : undefined;
  if (digits !== undefined) return BigInt(digits);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
}

/** A whole number that may be beyond 2^53, without its decimals. Undefined where it is none or does not fit the column. */
function convertWhole(field: Field, value: unknown): number | bigint | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    const [low, high] = integerTypes[field.type] ?? [field.columnType === 'UBIGINT' ? 0 : Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    return value < low || value > high ? undefined : value;
  }
  const whole = wholeOf(value);
  if (whole === undefined) return undefined;
  const small = integerTypes[field.type];
  const [low, high] = small ?? wholeLimits[field.columnType as 'BIGINT'];
  return whole < low || whole > high ? undefined : whole;
}

function convertNumber(field: Field, value: unknown): number | bigint | undefined {
  if (field.columnType !== 'DOUBLE') return convertWhole(field, value);
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '')
      ? Number(value)
      : typeof value === 'number'
        ? value
        : Number.NaN;
  if (!Number.isFinite(number)) return undefined;
  if (field.type === 'float') return Math.fround(number);
  if (field.type === 'half_float') return toHalf(number);
  return field.type === 'scaled_float' && field.scalingFactor ? Math.round(number * field.scalingFactor) / field.scalingFactor : number;
}

const truths = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
  ['', false],
]);

function convertText(field: Field, value: unknown): string | undefined {
  if (field.type === 'ip') return typeof value === 'string' && isIP(value) !== 0 ? value : undefined;
  if (field.normalizer !== undefined) return normalized(field, String(value));
  return typeof value === 'object' ? stringifyJson(value) : String(value);
}

/** One value as its column holds it. Undefined where it cannot be read as the field's type. */
export function convertValue(field: Field, value: unknown): unknown {
  if (field.countsTokens) return typeof value === 'object' ? undefined : analyze(indexAnalyzer(field), String(value)).length;
  switch (field.columnType) {
    case 'BIGINT':
    case 'UBIGINT':
    case 'DOUBLE':
      return convertNumber(field, value);
    case 'BOOLEAN':
      return truths.get(value);
    case 'TIMESTAMP':
      return parseDateWith(field.format, value);
    case 'VARCHAR':
      return convertText(field, value);
    case 'STRUCT(low DOUBLE, high DOUBLE)':
      return readSpan(field, value);
    default:
      return parseGeoPoint(value);
  }
}

/** The format that fields have where nothing is said, and that it is read by first. */
const isoFirst = 'strict_date_optional_time';

/** `convertValue` of one field, with the values that nearly all documents bring first. */
export function converterOf(field: Field): (value: unknown) => unknown {
  const any = (value: unknown) => convertValue(field, value);
  if (field.countsTokens) return any;
  if (field.columnType === 'BIGINT') {
    const [low, high] = integerTypes[field.type] ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    return (value) => (Number.isInteger(value) && (value as number) >= low && (value as number) <= high ? value : any(value));
  }
  if (field.columnType === 'TIMESTAMP' && (field.format ?? isoFirst).startsWith(isoFirst))
    return (value) => (typeof value === 'string' ? parseIsoDate(value) : undefined) ?? any(value);
  if (field.type === 'double') return (value) => (Number.isFinite(value) ? value : any(value));
  if (field.columnType === 'VARCHAR' && field.type !== 'ip' && field.normalizer === undefined)
    return (value) => (typeof value === 'string' ? value : any(value));
  return any;
}
