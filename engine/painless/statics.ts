import { randomUUID } from 'node:crypto';
import { parseBytes } from './bytes';
import { javaRegex } from './java-regex';
import { javaFormat, parseDouble, parseInteger, parseLong } from './methods-text';
import { Formatter, Moment, parseMoment, Span, Zone, zoneOf } from './methods-time';
import { Collector, Optional, Stream } from './stream';
import { simpleName } from './types';
import {
  Char,
  compare,
  equal,
  floating,
  isFloating,
  itemsOf,
  type Json,
  keyOf,
  PainlessSet,
  single,
  toNumber,
  toText,
  writeKey,
} from './values';

type Static = (args: unknown[]) => unknown;
type Lambda = (...args: unknown[]) => unknown;

const numbers =
  (run: (value: number) => number) =>
  ([value]: unknown[]) =>
    floating(run(toNumber(value)));
/** Whole for whole numbers, double where one of them is. */
const kept = (run: (...values: number[]) => number) => (args: unknown[]) => {
  const result = run(...args.map(toNumber));
  return args.some(isFloating) ? floating(result) : result;
};

const math: Record<string, Static> = {
  abs: kept(Math.abs),
  max: kept(Math.max),
  min: kept(Math.min),
  round: ([value]: unknown[]) => Math.floor(toNumber(value) + 0.5),
  floorDiv: ([left, right]: unknown[]) => Math.floor(toNumber(left) / toNumber(right)),
  floorMod: ([left, right]: unknown[]) => ((toNumber(left) % toNumber(right)) + toNumber(right)) % toNumber(right),
  toIntExact: ([value]: unknown[]) => toNumber(value),
  signum: numbers(Math.sign),
  pow: ([base, exponent]: unknown[]) => floating(toNumber(base) ** toNumber(exponent)),
  hypot: ([left, right]: unknown[]) => floating(Math.hypot(toNumber(left), toNumber(right))),
  atan2: ([left, right]: unknown[]) => floating(Math.atan2(toNumber(left), toNumber(right))),
  toRadians: numbers((degrees) => (degrees * Math.PI) / 180),
  toDegrees: numbers((radians) => (radians * 180) / Math.PI),
  rint: numbers(Math.round),
  random: () => Math.random(),
};
for (const name of ['ceil', 'floor', 'sqrt', 'cbrt', 'exp', 'log', 'log10', 'log1p', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan'] as const)
  math[name] = numbers(Math[name]);

const boxed = (parse: Static, radixes: boolean): Record<string, Static> => ({
  toString: ([value, radix]: unknown[]) => (radix === undefined ? toText(value) : toNumber(value).toString(toNumber(radix))),
  compare: ([left, right]: unknown[]) => compare(left, right),
  valueOf: ([value, radix]: unknown[]) => (typeof value === 'string' ? parse([value, radix]) : value),
  ...(radixes
    ? {
        toHexString: ([value]: unknown[]) => (toNumber(value) < 0 ? (toNumber(value) >>> 0).toString(16) : toNumber(value).toString(16)),
        toBinaryString: ([value]: unknown[]) => toNumber(value).toString(2),
        signum: ([value]: unknown[]) => Math.sign(toNumber(value)),
        max: ([left, right]: unknown[]) => Math.max(toNumber(left), toNumber(right)),
        min: ([left, right]: unknown[]) => Math.min(toNumber(left), toNumber(right)),
        sum: ([left, right]: unknown[]) => toNumber(left) + toNumber(right),
      }
    : {
        isNaN: ([value]: unknown[]) => Number.isNaN(toNumber(value)),
        isInfinite: ([value]: unknown[]) => Math.abs(toNumber(value)) === Number.POSITIVE_INFINITY,
      }),
});

const letter = (value: unknown) => (value instanceof Char ? String.fromCharCode(value.code) : String.fromCodePoint(toNumber(value)));
const characters: Record<string, Static> = {
  digit: ([value, radix]: unknown[]) => {
    const digit = Number.parseInt(letter(value), toNumber(radix));
    return Number.isNaN(digit) ? -1 : digit;
  },
  getNumericValue: ([value]: unknown[]) => {
    const digit = Number.parseInt(letter(value), 36);
    return Number.isNaN(digit) ? -1 : digit;
  },
  isDigit: ([value]: unknown[]) => /^\p{Nd}$/u.test(letter(value)),
  isLetter: ([value]: unknown[]) => /^\p{L}$/u.test(letter(value)),
  isLetterOrDigit: ([value]: unknown[]) => /^[\p{L}\p{Nd}]$/u.test(letter(value)),
  isUpperCase: ([value]: unknown[]) => /^\p{Lu}$/u.test(letter(value)),
  isLowerCase: ([value]: unknown[]) => /^\p{Ll}$/u.test(letter(value)),
  isWhitespace: ([value]: unknown[]) => /^\s$/u.test(letter(value)),
  toLowerCase: ([value]: unknown[]) => new Char(letter(value).toLowerCase().charCodeAt(0)),
  toUpperCase: ([value]: unknown[]) => new Char(letter(value).toUpperCase().charCodeAt(0)),
  toString: ([value]: unknown[]) => letter(value),
  valueOf: ([value]: unknown[]) => value,
};

const pairs = (args: unknown[]): Json => {
  const map: Json = {};
  for (let at = 0; at < args.length; at += 2) writeKey(map, args[at], args[at + 1]);
  return map;
};

const statics: Record<string, Record<string, Static>> = {
  Math: math,
  Integer: {
    ...boxed(([value, radix]: unknown[]) => parseInteger(value, radix), true),
    parseInt: ([value, radix]: unknown[]) => parseInteger(value, radix),
  },
  Long: {
    ...boxed(([value, radix]: unknown[]) => parseLong(value, radix), true),
    parseLong: ([value, radix]: unknown[]) => parseLong(value, radix),
  },
  Short: { ...boxed(([value]: unknown[]) => parseInteger(value), true), parseShort: ([value]: unknown[]) => parseInteger(value) },
  Byte: { ...boxed(([value]: unknown[]) => parseInteger(value), true), parseByte: ([value]: unknown[]) => parseInteger(value) },
  Double: { ...boxed(([value]: unknown[]) => parseDouble(value), false), parseDouble: ([value]: unknown[]) => parseDouble(value) },
  Float: {
    ...boxed(([value]: unknown[]) => single(toNumber(parseDouble(value))), false),
    parseFloat: ([value]: unknown[]) => single(toNumber(parseDouble(value))),
  },
  Boolean: {
    parseBoolean: ([value]: unknown[]) => toText(value).toLowerCase() === 'true',
    valueOf: ([value]: unknown[]) => toText(value).toLowerCase() === 'true',
    toString: ([value]: unknown[]) => toText(value),
    compare: ([left, right]: unknown[]) => compare(left, right),
  },
  Character: characters,
  String: {
    valueOf: ([value]: unknown[]) => toText(value),
    copyValueOf: ([value]: unknown[]) => itemsOf(value).map(toText).join(''),
    join: ([separator, ...items]: unknown[]) =>
      (items.length === 1 && typeof items[0] === 'object' ? itemsOf(items[0]) : items).map(toText).join(toText(separator)),
    format: ([pattern, ...args]: unknown[]) => javaFormat(toText(pattern), args.length === 1 && Array.isArray(args[0]) ? args[0] : args),
  },
  Pattern: {
    compile: ([pattern]: unknown[]) => javaRegex(toText(pattern)),
    matches: ([pattern, value]: unknown[]) => new RegExp(`^(?:${javaRegex(toText(pattern)).source})$`).test(toText(value)),
    quote: ([value]: unknown[]) => `\\Q${toText(value)}\\E`,
  },
  Objects: {
    equals: ([left, right]: unknown[]) => equal(left, right),
    hash: (args) => [...args.map(keyOf).join()].reduce((hash, one) => (Math.imul(31, hash) + one.charCodeAt(0)) | 0, 1),
    isNull: ([value]: unknown[]) => value === null,
    nonNull: ([value]: unknown[]) => value !== null,
    toString: ([value, other]: unknown[]) => (value === null && other !== undefined ? other : toText(value)),
    requireNonNullElse: ([value, other]: unknown[]) => value ?? other,
  },
  Arrays: {
    asList: (args) => (args.length === 1 && Array.isArray(args[0]) ? args[0] : args),
    sort: ([list]: unknown[]) => (list as unknown[]).sort(compare) && null,
    stream: ([list]: unknown[]) => new Stream([...itemsOf(list)]),
    toString: ([list]: unknown[]) => toText(list),
    copyOfRange: ([list, from, to]: unknown[]) => (list as unknown[]).slice(toNumber(from), toNumber(to)),
  },
  List: { of: (args) => args, copyOf: ([items]: unknown[]) => [...itemsOf(items)] },
  Set: { of: (args) => new PainlessSet(args), copyOf: ([items]: unknown[]) => new PainlessSet(itemsOf(items)) },
  Map: { of: pairs, copyOf: ([map]: unknown[]) => ({ ...(map as Json) }) },
  Collections: {
    emptyList: () => [],
    emptyMap: () => ({}),
    emptySet: () => new PainlessSet(),
    singletonList: ([item]: unknown[]) => [item],
    singletonMap: pairs,
    singleton: ([item]: unknown[]) => new PainlessSet([item]),
    sort: ([list, order]: unknown[]) => {
      (list as unknown[]).sort(order === undefined ? compare : (left, right) => toNumber((order as Lambda)(left, right)));
      return null;
    },
    reverse: ([list]: unknown[]) => (list as unknown[]).reverse() && null,
    max: ([items]: unknown[]) => [...itemsOf(items)].sort(compare).at(-1) ?? null,
    min: ([items]: unknown[]) => [...itemsOf(items)].sort(compare)[0] ?? null,
    frequency: ([items, item]: unknown[]) => itemsOf(items).filter((one) => equal(one, item)).length,
    unmodifiableList: ([list]: unknown[]) => list,
    unmodifiableMap: ([map]: unknown[]) => map,
    reverseOrder: () => (left: unknown, right: unknown) => compare(right, left),
  },
  Comparator: {
    naturalOrder: () => compare,
    reverseOrder: () => (left: unknown, right: unknown) => compare(right, left),
    comparing:
      ([key]: unknown[]) =>
      (left: unknown, right: unknown) =>
        compare((key as Lambda)(left), (key as Lambda)(right)),
  },
  Collectors: {
    toList: () => new Collector((items) => items),
    toSet: () => new Collector((items) => new PainlessSet(items)),
    joining: ([separator = '', before = '', after = '']: unknown[]) =>
      new Collector((items) => `${toText(before)}${items.map(toText).join(toText(separator))}${toText(after)}`),
    counting: () => new Collector((items) => items.length),
    toMap: ([key, value]: unknown[]) =>
      new Collector((items) => pairs(items.flatMap((item) => [(key as Lambda)(item), (value as Lambda)(item)]))),
    groupingBy: ([key]: unknown[]) =>
      new Collector((items) => {
        const groups: Record<string, unknown[]> = {};
        for (const item of items) {
          const name = toText((key as Lambda)(item));
          if (!Object.hasOwn(groups, name)) writeKey(groups, name, []);
          groups[name]?.push(item);
        }
        return groups;
      }),
  },
  Stream: { of: (args) => new Stream(args) },
  IntStream: {
    range: ([from, to]: unknown[]) =>
      new Stream(Array.from({ length: Math.min(100_000, Math.max(0, toNumber(to) - toNumber(from))) }, (_, at) => toNumber(from) + at)),
  },
  Optional: {
    of: ([value]: unknown[]) => new Optional(value),
    ofNullable: ([value]: unknown[]) => new Optional(value),
    empty: () => new Optional(null),
  },
  Instant: {
    now: () => new Moment(Date.now()),
    parse: ([value]: unknown[]) => parseMoment(value, undefined, false),
    ofEpochMilli: ([ms]: unknown[]) => new Moment(toNumber(ms)),
    ofEpochSecond: ([seconds]: unknown[]) => new Moment(toNumber(seconds) * 1000),
  },
  ZonedDateTime: {
    now: ([zone]: unknown[]) => new Moment(Date.now(), zone === undefined ? 'UTC' : zoneOf(zone)),
    parse: ([value, formatter]: unknown[]) => parseMoment(value, formatter, true),
    ofInstant: ([instant, zone]: unknown[]) => new Moment((instant as Moment).ms, zoneOf(zone)),
    of: ([y, mo, d, h, mi, s, nanos, zone]: unknown[]) => {
      const ms = Date.UTC(toNumber(y), toNumber(mo) - 1, toNumber(d), toNumber(h), toNumber(mi), toNumber(s), toNumber(nanos) / 1e6);
      const name = zoneOf(zone);
      return parseMoment(new Date(ms).toISOString().slice(0, 19), new Formatter("yyyy-MM-dd'T'HH:mm:ss", name), true);
    },
  },
  LocalDateTime: { parse: ([value, formatter]: unknown[]) => parseMoment(value, formatter, true) },
  ZoneId: { of: ([name]: unknown[]) => new Zone(zoneOf(name)) },
  ZoneOffset: { of: ([name]: unknown[]) => new Zone(zoneOf(name)) },
  DateTimeFormatter: { ofPattern: ([pattern]: unknown[]) => new Formatter(toText(pattern)) },
  Duration: {
    between: ([from, to]: unknown[]) => new Span((to as Moment).ms - (from as Moment).ms),
    ofMillis: ([ms]: unknown[]) => new Span(toNumber(ms)),
    ofSeconds: ([seconds]: unknown[]) => new Span(toNumber(seconds) * 1000),
    ofMinutes: ([minutes]: unknown[]) => new Span(toNumber(minutes) * 60_000),
  },
  UUID: { randomUUID: () => randomUUID() },
  Processors: {
    bytes: ([value]: unknown[]) => parseBytes(toText(value)),
    lowercase: ([value]: unknown[]) => toText(value).toLowerCase(),
    uppercase: ([value]: unknown[]) => toText(value).toUpperCase(),
    json: ([value]: unknown[]) => JSON.parse(toText(value)) as unknown,
    urlDecode: ([value]: unknown[]) => decodeURIComponent(toText(value).replaceAll('+', ' ')),
  },
};

/** `Type.name(…)`; undefined where the subset has no such method. */
export const staticMethod = (type: string, name: string): Static | undefined => {
  const methods = statics[simpleName(type)];
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
};
