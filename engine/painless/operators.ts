import { Matcher } from './methods-text';
import { Moment, Span, Unit, Zone } from './methods-time';
import { badArgument, badCast, ScriptFault } from './script-error';
import { isExceptionType, isFloatingType, isListType, isMapType, isSetType, isWholeType, simpleName } from './types';
import {
  Char,
  checkLength,
  className,
  Entry,
  equal,
  floating,
  isFloating,
  isMap,
  isNumber,
  isSingle,
  mostTextLength,
  PainlessSet,
  StringBuilder,
  single,
  Thrown,
  toNumber,
  toText,
} from './values';

type Binary = (left: unknown, right: unknown) => unknown;

const arithmetic =
  (run: (left: number, right: number) => number): Binary =>
  (left, right) => {
    const result = run(toNumber(left), toNumber(right));
    if (!isFloating(left) && !isFloating(right)) return result;
    const double = (isFloating(left) && !isSingle(left)) || (isFloating(right) && !isSingle(right));
    return double ? floating(result) : single(result);
  };

const divided = (run: (left: number, right: number) => number): Binary => {
  const plain = arithmetic(run);
  return (left, right) => {
    if (isFloating(left) || isFloating(right)) return plain(left, right);
    if (toNumber(right) === 0) throw new ScriptFault('arithmetic_exception', '/ by zero');
    return Math.trunc(run(toNumber(left), toNumber(right)));
  };
};

const add: Binary = (left, right) => {
  if (typeof left === 'string' || typeof right === 'string') {
    const text = toText(left) + toText(right);
    checkLength(text.length, mostTextLength);
    return text;
  }
  return plus(left, right);
};
const plus = arithmetic((left, right) => left + right);

/** Bits as a Java `long` has them, as far as a JavaScript number holds them. */
const bits =
  (run: (left: bigint, right: bigint) => bigint): Binary =>
  (left, right) => {
    if (typeof left === 'boolean' && typeof right === 'boolean') return run(BigInt(left), BigInt(right)) !== 0n;
    return Number(BigInt.asIntN(64, run(BigInt(Math.trunc(toNumber(left))), BigInt(Math.trunc(toNumber(right))))));
  };

const ordered =
  (test: (left: number, right: number) => boolean): Binary =>
  (left, right) =>
    test(comparable(left), comparable(right));

function comparable(value: unknown): number {
  if (isNumber(value) || value instanceof Char) return toNumber(value);
  throw badCast(`Cannot apply [<] operation to type [${className(value)}]`);
}

const whole = (pattern: RegExp) => new RegExp(`^(?:${pattern.source})$`, pattern.flags);

export const binaryOperators: Record<string, Binary> = {
  '+': add,
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '/': divided((left, right) => left / right),
  '%': divided((left, right) => left % right),
  '==': equal,
  '!=': (left, right) => !equal(left, right),
  '===': (left, right) => left === right || (typeof left !== 'object' && equal(left, right)),
  '!==': (left, right) => !(left === right || (typeof left !== 'object' && equal(left, right))),
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
  '&': bits((left, right) => left & right),
  '|': bits((left, right) => left | right),
  '^': bits((left, right) => left ^ right),
  '<<': bits((left, right) => left << (right & 63n)),
  '>>': bits((left, right) => left >> (right & 63n)),
  '>>>': bits((left, right) => BigInt.asUintN(64, left) >> (right & 63n)),
  '=~': (left, right) => (right as RegExp).test(toText(left)),
  '==~': (left, right) => whole(right as RegExp).test(toText(left)),
};

export const unaryOperators: Record<string, (value: unknown) => unknown> = {
  '!': (value) => !truth(value),
  '-': (value) => (isFloating(value) ? floating(-toNumber(value)) : -toNumber(value)),
  '+': (value) => (value instanceof Char ? value.code : value),
  '~': (value) => -Math.trunc(toNumber(value)) - 1,
};

/** A condition. Only a boolean is one. */
export function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) throw new ScriptFault('null_pointer_exception', 'a condition is null');
  throw badCast(`Cannot cast ${className(value)} to java.lang.Boolean`);
}

/** Wraps a whole number into `size` bits, as Java's casts do. */
const wrapped = (value: number, size: number) => Number(BigInt.asIntN(size, BigInt(Math.trunc(value))));

function toWhole(type: string, value: unknown): unknown {
  const number = toNumber(value);
  if (Number.isNaN(number)) return 0;
  if (!Number.isFinite(number)) return Math.sign(number) * (type === 'long' ? Number.MAX_SAFE_INTEGER : 2_147_483_647);
  const size = { byte: 8, short: 16, int: 32 }[type];
  return size ? wrapped(number, size) : Math.trunc(number);
}

/** `(type) value`. */
export function cast(type: string, value: unknown): unknown {
  if (['def', 'Object', 'void'].includes(type)) return value;
  if (type === 'char' || type === 'Character') {
    if (value instanceof Char) return value;
    if (typeof value === 'string' && value.length === 1) return new Char(value.charCodeAt(0));
    return new Char(toNumber(value) & 0xffff);
  }
  if (value === null || value === undefined) {
    if (/^[a-z]/.test(type)) throw new ScriptFault('null_pointer_exception', `Cannot cast null to a primitive type [${type}].`);
    return null;
  }
  if (type === 'boolean') return truth(value);
  if (isFloatingType(type)) return /float/i.test(type) ? single(toNumber(value)) : floating(toNumber(value));
  if (isWholeType(type)) return toWhole(type.toLowerCase(), value);
  if (type === 'String' && value instanceof Char) return toText(value);
  if (!isInstance(type, value)) throw badCast(`Cannot cast ${className(value)} to ${type}`);
  return value;
}

/** A value for a declared variable: numbers change their kind, everything else has to be of the type. */
export function fit(type: string, value: unknown): unknown {
  if (isWholeType(type) && isFloating(value)) throw badCast(`Cannot cast from [double] to [${type}] without an explicit cast`);
  return cast(type, value);
}

const checks: [is: (type: string) => boolean, test: (value: unknown) => boolean][] = [
  [(type) => type === 'String' || type === 'CharSequence', (value) => typeof value === 'string' || value instanceof StringBuilder],
  [isMapType, isMap],
  [isListType, Array.isArray],
  [isSetType, (value) => value instanceof PainlessSet],
  [(type) => type === 'Collection' || type === 'Iterable', (value) => Array.isArray(value) || value instanceof PainlessSet],
  [(type) => type === 'Number', isNumber],
  [
    (type) => type === 'Long' || type === 'Integer' || type === 'Short' || type === 'Byte',
    (value) => typeof value === 'number' && Number.isInteger(value),
  ],
  [(type) => type === 'Double' || type === 'Float', (value) => isFloating(value)],
  [(type) => type === 'Boolean', (value) => typeof value === 'boolean'],
  [(type) => type === 'Character', (value) => value instanceof Char],
  [(type) => type === 'Map.Entry' || type === 'Entry', (value) => value instanceof Entry],
  [(type) => type === 'Pattern', (value) => value instanceof RegExp],
  [(type) => type === 'Matcher', (value) => value instanceof Matcher],
  [
    (type) => type === 'ZonedDateTime' || type === 'Instant' || type === 'LocalDateTime' || type === 'LocalDate',
    (value) => value instanceof Moment,
  ],
  [(type) => type === 'Duration', (value) => value instanceof Span],
  [(type) => type === 'ZoneId' || type === 'ZoneOffset', (value) => value instanceof Zone],
  [(type) => type === 'ChronoUnit', (value) => value instanceof Unit],
];

/** `value instanceof type`. Types that are no more than an interface take every object. */
export function isInstance(type: string, value: unknown): boolean {
  const name = simpleName(type).replace(/\[\]$/, '');
  if (value === null || value === undefined) return false;
  if (type.endsWith('[]')) return Array.isArray(value);
  if (['def', 'Object'].includes(name)) return true;
  if (isExceptionType(name)) return value instanceof Thrown && (name === 'Exception' || name === 'RuntimeException' || value.type === name);
  const check = checks.find(([is]) => is(name));
  return check ? check[1](value) : typeof value === 'object';
}

export const asPattern = (value: unknown): RegExp => {
  if (value instanceof RegExp) return value;
  throw badArgument('the right side of =~ must be a regular expression');
};
