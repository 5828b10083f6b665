import { badCast, ScriptLimit } from './script-error';

/**
 * Values of a script are JavaScript's own where it has them: strings, booleans, null, arrays (List), plain objects (Map).
 * Whole numbers and fractions are numbers; the classes here are what JavaScript cannot tell apart.
 */

/** A double that happens to be whole (4.0 divides as a double does), or a float of 32 bits. */
export class Floating {
  constructor(
    readonly value: number,
    readonly single = false,
  ) {}
}

/** The shortest decimal that is this float of 32 bits. */
export function shortestSingle(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

export const single = (value: number): Floating => new Floating(Math.fround(value), true);
export const isSingle = (value: unknown): boolean => value instanceof Floating && value.single;

export class Char {
  constructor(readonly code: number) {}
}

/** A Set: its members by their `keyOf`, in order of insertion. */
export class PainlessSet {
  readonly members = new Map<string, unknown>();

  constructor(items: Iterable<unknown> = []) {
    for (const item of items) this.add(item);
  }

  add(item: unknown): boolean {
    const key = keyOf(item);
    if (this.members.has(key)) return false;
    this.members.set(key, item);
    return true;
  }
}

export class StringBuilder {
  constructor(public text = '') {}
}

export class Entry {
  constructor(
    readonly map: Json,
    readonly key: string,
  ) {}

  get value(): unknown {
    return readKey(this.map, this.key);
  }
}

/** Walks a copy of a collection; `remove` takes the last one seen out of the collection itself. */
export class PainlessIterator {
  private place = 0;

  constructor(
    private readonly items: unknown[],
    private readonly removeItem: (item: unknown) => void,
  ) {}

  hasNext(): boolean {
    return this.place < this.items.length;
  }

  next(): unknown {
    return this.items[this.place++];
  }

  remove(): void {
    this.removeItem(this.items[this.place - 1]);
  }
}

/** What `map.values()`, `keySet()` and `entrySet()` give: a view that can take things out of its map. */
export class MapView {
  constructor(
    readonly map: Json,
    readonly part: 'keys' | 'values' | 'entries',
  ) {}

  items(): unknown[] {
    const keys = Object.keys(this.map);
    if (this.part === 'keys') return keys;
    return keys.map((key) => (this.part === 'values' ? readKey(this.map, key) : new Entry(this.map, key)));
  }

  removeIf(test: (item: unknown) => boolean): boolean {
    let removed = false;
    for (const key of Object.keys(this.map)) {
      const item = this.part === 'keys' ? key : this.part === 'values' ? readKey(this.map, key) : new Entry(this.map, key);
      if (!test(item)) continue;
      delete this.map[key];
      removed = true;
    }
    return removed;
  }
}

export class Thrown {
  constructor(
    readonly type: string,
    readonly message: string,
  ) {}
}

export type Json = Record<string, unknown>;

export const isMap = (value: unknown): value is Json =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

export const isString = (value: unknown): value is string => typeof value === 'string';

/** A map's value; null where there is none. Never what JavaScript objects inherit. */
export const readKey = (map: Json, key: unknown): unknown => {
  const name = typeof key === 'string' ? key : toText(key);
  return Object.hasOwn(map, name) ? (map[name] ?? null) : null;
};

export function writeKey(map: Json, key: unknown, value: unknown): void {
  const name = typeof key === 'string' ? key : toText(key);
  if (name === '__proto__') Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
  else map[name] = value;
}

export const mostTextLength = 4 * 1024 * 1024;
export const mostItems = 200_000;

export function checkLength(length: number, most: number): void {
  if (length > most)
    throw new ScriptLimit(`a script may not make texts of more than ${mostTextLength} characters or lists of more than ${mostItems}`);
}

/** A number of any kind as JavaScript's. Throws where it is none. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Floating) return value.value;
  if (value instanceof Char) return value.code;
  if (typeof value === 'bigint') return Number(value);
  throw badCast(`Cannot apply arithmetic to a value of type [${className(value)}]`);
}

export const isNumber = (value: unknown): boolean => typeof value === 'number' || value instanceof Floating || typeof value === 'bigint';
export const isFloating = (value: unknown): boolean => value instanceof Floating || (typeof value === 'number' && !Number.isInteger(value));

/** A double: boxed where JavaScript would take it for a whole number. */
export const floating = (value: number): number | Floating => (Number.isInteger(value) ? new Floating(value) : value);

export function className(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (isFloating(value)) return 'java.lang.Double';
  if (typeof value === 'number') return Math.abs(value) > 2_147_483_647 ? 'java.lang.Long' : 'java.lang.Integer';
  if (typeof value === 'bigint') return 'java.math.BigInteger';
  if (Array.isArray(value)) return 'java.util.ArrayList';
  if (isMap(value)) return 'java.util.HashMap';
  return value instanceof PainlessSet ? 'java.util.HashSet' : (value as object).constructor.name;
}

/** `Double.toString`: at least one decimal, an exponent from 10^7 on. */
function floatingText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `toString()` as Java has it. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value;
  if (isFloating(value)) return floatingText(isSingle(value) ? shortestSingle(toNumber(value)) : toNumber(value));
  if (value instanceof Char) return String.fromCharCode(value.code);
  if (value instanceof StringBuilder) return value.text;
  if (Array.isArray(value)) return `[${value.map(toText).join(', ')}]`;
  if (value instanceof PainlessSet) return `[${[...value.members.values()].map(toText).join(', ')}]`;
  if (value instanceof MapView) return `[${value.items().map(toText).join(', ')}]`;
  if (value instanceof Entry) return `${value.key}=${toText(value.value)}`;
  if (value instanceof Thrown) return `${value.type}: ${value.message}`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${toText(item)}`)
      .join(', ')}}`;
  return String(value);
}

/** Equal for two values that `equals` calls equal. */
export function keyOf(value: unknown): string {
  if (typeof value === 'string') return `s${value}`;
  if (isNumber(value)) return `n${toNumber(value)}`;
  if (value instanceof Char) return `c${value.code}`;
  if (Array.isArray(value)) return `l[${value.map(keyOf).join()}]`;
  if (isMap(value))
    return `m{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${keyOf(value[key])}`)
      .join()}}`;
  if (value instanceof PainlessSet) return `t{${[...value.members.keys()].sort().join()}}`;
  return `o${toText(value)}`;
}

/** `==`. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || left === undefined || right === undefined) return (left ?? null) === (right ?? null);
  if (typeof left === 'string' || typeof right === 'string' || typeof left === 'boolean') return false;
  if (isNumber(left) || isNumber(right) || left instanceof Char) {
    const numeric = (value: unknown) => isNumber(value) || value instanceof Char;
    return numeric(left) && numeric(right) && toNumber(left) === toNumber(right);
  }
  return keyOf(left) === keyOf(right);
}

/** `compareTo` of two strings, numbers or booleans. */
export function compare(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left !== null && typeof left === 'object' && 'compareTo' in left)
    return (left as { compareTo: (other: unknown) => number }).compareTo(right);
  const difference = toNumber(left) - toNumber(right);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** Everything a loop or a stream can walk. */
export function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof PainlessSet) return [...value.members.values()];
  if (value instanceof MapView) return value.items();
  if (isMap(value)) return Object.keys(value);
  throw badCast(`Cannot iterate over [${className(value)}]`);
}

function unbox(value: unknown[] | Json): unknown {
  if (Array.isArray(value)) return value.map(toJson);
  const copy: Json = {};
  for (const [key, item] of Object.entries(value)) writeKey(copy, key, toJson(item));
  return copy;
}

/** What goes back into a document: a copy without boxes and classes, which shares nothing with the script or its params. */
export function toJson(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return typeof value === 'function' ? null : value;
  if (value instanceof Floating) return value.single ? shortestSingle(value.value) : value.value;
  if (Array.isArray(value) || isMap(value)) return unbox(value);
  if (value instanceof PainlessSet || value instanceof MapView) return itemsOf(value).map(toJson);
  return toText(value);
}
