import { entryMethods, iteratorMethods, listMethods, mapMethods, setMethods, viewMethods } from './methods-collections';
import { optionalMethods, streamMethods } from './methods-stream';
import { builderMethods, Matcher, matcherMethods, patternMethods, StringTokenizer, stringMethods, tokenizerMethods } from './methods-text';
import { Formatter, formatterMethods, Moment, momentMethods, Span, spanMethods, Unit, unitMethods } from './methods-time';
import { badArgument, nullPointer } from './script-error';
import { Optional, Stream } from './stream';
import {
  Char,
  className,
  compare,
  Entry,
  equal,
  floating,
  isFloating,
  isMap,
  isNumber,
  keyOf,
  MapView,
  PainlessIterator,
  PainlessSet,
  readKey,
  StringBuilder,
  Thrown,
  toNumber,
  toText,
} from './values';

type Method = (self: unknown, args: unknown[]) => unknown;
type Table = Record<string, Method>;

/** What every value can. */
const objectMethods: Table = {
  equals: (self, [other]) => equal(self, other),
  hashCode: (self) => [...keyOf(self)].reduce((hash, one) => (Math.imul(31, hash) + one.charCodeAt(0)) | 0, 0),
  toString: (self: unknown) => toText(self),
  compareTo: (self, [other]) => compare(self, other),
};

const numberMethods: Table = {
  intValue: (self) => Math.trunc(toNumber(self)),
  longValue: (self) => Math.trunc(toNumber(self)),
  shortValue: (self) => Math.trunc(toNumber(self)),
  byteValue: (self) => Math.trunc(toNumber(self)),
  doubleValue: (self) => floating(toNumber(self)),
  floatValue: (self) => floating(toNumber(self)),
  isNaN: (self: unknown) => Number.isNaN(toNumber(self)),
  isInfinite: (self) => isFloating(self) && Math.abs(toNumber(self)) === Number.POSITIVE_INFINITY,
};

const tables: [name: string, is: (value: unknown) => boolean, methods: Table][] = [
  ['String', (value) => typeof value === 'string', stringMethods as unknown as Table],
  ['List', Array.isArray, listMethods as unknown as Table],
  ['Map', isMap, mapMethods as unknown as Table],
  ['Number', isNumber, numberMethods],
  ['Boolean', (value) => typeof value === 'boolean', { booleanValue: (self: unknown) => self }],
  ['Character', (value) => value instanceof Char, { charValue: (self: unknown) => self }],
  ['Set', (value) => value instanceof PainlessSet, setMethods as unknown as Table],
  ['Collection', (value) => value instanceof MapView, viewMethods as unknown as Table],
  ['Map.Entry', (value) => value instanceof Entry, entryMethods as unknown as Table],
  ['Iterator', (value) => value instanceof PainlessIterator, iteratorMethods as unknown as Table],
  ['StringBuilder', (value) => value instanceof StringBuilder, builderMethods as unknown as Table],
  ['StringTokenizer', (value) => value instanceof StringTokenizer, tokenizerMethods as unknown as Table],
  ['Matcher', (value) => value instanceof Matcher, matcherMethods as unknown as Table],
  ['Pattern', (value) => value instanceof RegExp, patternMethods as unknown as Table],
  ['Stream', (value) => value instanceof Stream, streamMethods as unknown as Table],
  ['Optional', (value) => value instanceof Optional, optionalMethods as unknown as Table],
  ['ZonedDateTime', (value) => value instanceof Moment, momentMethods as unknown as Table],
  ['Duration', (value) => value instanceof Span, spanMethods as unknown as Table],
  ['ChronoUnit', (value) => value instanceof Unit, unitMethods as unknown as Table],
  ['DateTimeFormatter', (value) => value instanceof Formatter, formatterMethods as unknown as Table],
  [
    'Exception',
    (value) => value instanceof Thrown,
    { getMessage: (self) => (self as Thrown).message, getLocalizedMessage: (self) => (self as Thrown).message, getCause: () => null },
  ],
];

const functionMethods = ['apply', 'test', 'accept', 'get', 'applyAsInt', 'compare'];
const known = new Set([...Object.keys(objectMethods), ...functionMethods, ...tables.flatMap(([, , methods]) => Object.keys(methods))]);

/** Whether any value of the subset has a method of that name: what has none is refused when the script is stored. */
export const isMethodName = (name: string): boolean => known.has(name);

function methodOf(self: unknown, name: string): Method | undefined {
  const table = tables.find(([, is]) => is(self))?.[2];
  if (table && Object.hasOwn(table, name)) return table[name];
  return Object.hasOwn(objectMethods, name) ? objectMethods[name] : undefined;
}

/** `self.name(args)`. Throws for null and for methods that the value does not have. */
export function callMethod(self: unknown, name: string, args: unknown[]): unknown {
  if (self === null || self === undefined) throw nullPointer(name);
  if (typeof self === 'function' && functionMethods.includes(name)) return (self as (...given: unknown[]) => unknown)(...args);
  const method = methodOf(self, name);
  if (!method) throw badArgument(`dynamic method [${className(self)}, ${name}/${args.length}] not found`);
  return method(self, args) ?? null;
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** `self.name`: a key of a map, a place of a list, or what `getName()`, `isName()` would give. */
export function readMember(self: unknown, name: string): unknown {
  if (self === null || self === undefined) throw nullPointer(name);
  if (isMap(self)) return readKey(self, name);
  if (Array.isArray(self)) {
    if (name === 'length') return self.length;
    if (/^\d+$/.test(name)) return listMethods.get?.(self, [Number(name)]) ?? null;
  }
  for (const accessor of [`get${capital(name)}`, `is${capital(name)}`, name]) {
    const method = methodOf(self, accessor);
    if (method && (accessor !== name || typeof self !== 'string')) return method(self, []) ?? null;
  }
  throw badArgument(`dynamic getter [${className(self)}, ${name}] not found`);
}
