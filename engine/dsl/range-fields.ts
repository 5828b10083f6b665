import { EsError, parsingError } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import { parseDateWith, parseQueryDate } from './date-formats';

export interface Span {
  low: number;
  high: number;
}

type Bounds = Record<string, unknown>;

/** An address as a number; IPv6 keeps the leading 53 bits of its precision. */
function ipNumber(text: string): number | undefined {
  const v4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (v4) return v4.slice(1).reduce((number, part) => number * 256 + Number(part), 0);
  if (!text.includes(':')) return undefined;
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [before, after] = [groups(head), tail === undefined ? [] : groups(tail)];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].reduce(
    (number, group) => number * 65_536 + Number.parseInt(group, 16),
    0,
  );
}

function network(text: string): Span | undefined {
  const [address = '', bits] = text.split('/');
  const number = ipNumber(address);
  if (number === undefined) return undefined;
  if (bits === undefined) return { low: number, high: number };
  const size = 2 ** ((address.includes(':') ? 128 : 32) - Number(bits));
  const low = Math.floor(number / size) * size;
  return { low, high: low + size - 1 };
}

const memberType = (field: Field) => field.type.replace('_range', '');

/** The next value up that the member type has. */
const stepOf = (field: Field, value: number) =>
  ['integer', 'long', 'date', 'ip'].includes(memberType(field)) ? 1 : Math.max(Number.MIN_VALUE, Math.abs(value) * Number.EPSILON);

type Read = (value: unknown, roundUp: boolean) => number | undefined;

function reader(field: Field, query?: { nowMs: number; format?: string; timeZone?: string }): Read {
  const member = memberType(field);
  if (member === 'ip') return (value) => ipNumber(String(value));
  if (member !== 'date') return (value) => (value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value));
  if (query) return (value, roundUp) => parseQueryDate(value, { ...query, format: query.format ?? field.format, roundUp });
  return (value) => parseDateWith(field.format, value);
}

/** `from`, `to` and their `include_…` as the four bounds that they mean. */
function fourBounds(bounds: Bounds): Bounds {
  const given = { ...bounds };
  if (given.from !== undefined) given[given.include_lower === false ? 'gt' : 'gte'] = given.from;
  if (given.to !== undefined) given[given.include_upper === false ? 'lt' : 'lte'] = given.to;
  return given;
}

function spanOf(field: Field, bounds: Bounds, read: Read): Span | undefined {
  const given = fourBounds(bounds);
  const span = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  for (const name of ['gte', 'gt', 'lte', 'lt'] as const) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    const number = read(value, name === 'gt' || name === 'lte');
    if (number === undefined) return undefined;
    const step = name.length === 2 ? stepOf(field, number) : 0;
    if (name.startsWith('g')) span.low = number + step;
    else span.high = number - step;
  }
  return span;
}

/** A document's range. Undefined where it cannot be read. */
export function readSpan(field: Field, value: unknown): Span | undefined {
  if (memberType(field) === 'ip' && typeof value === 'string') return network(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return spanOf(field, value as Bounds, reader(field));
}

/** A `range` query on a range field. */
export function spanQuery(field: Field, options: Bounds, nowMs: number): Predicate {
  const relation = String(options.relation ?? 'intersects').toLowerCase();
  if (relation !== 'intersects' && relation !== 'within' && relation !== 'contains')
    throw parsingError(`[range] query does not support relation [${relation}]`);
  const format = typeof options.format === 'string' ? { format: options.format } : {};
  const zone = typeof options.time_zone === 'string' ? { timeZone: options.time_zone } : {};
  const span = spanOf(field, options, reader(field, { nowMs, ...format, ...zone }));
  if (!span) throw new EsError('number_format_exception', `cannot read the bounds of [${field.path}]`, 400);
  return { type: 'span', field, ...span, relation };
}

/** A `term` query on a range field: ranges that hold the value. */
export function spanTerm(field: Field, value: unknown, nowMs: number): Predicate {
  if (memberType(field) === 'ip' && String(value).includes('/')) {
    const span = network(String(value));
    if (span) return { type: 'span', field, ...span, relation: 'intersects' };
  }
  const read = reader(field, { nowMs });
  const [low, high] = [read(value, false), read(value, true)];
  if (low === undefined || high === undefined) throw new EsError('number_format_exception', `For input string: "${String(value)}"`, 400);
  return { type: 'span', field, low, high, relation: 'intersects' };
}
