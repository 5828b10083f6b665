import { createHash } from 'node:crypto';
import { javaRegex } from './java-regex';
import { badArgument, ScriptFault } from './script-error';
import { Char, checkLength, floating, isFloating, mostTextLength, type StringBuilder, toNumber, toText } from './values';

export type Method = (self: never, args: unknown[]) => unknown;
export type Methods = Record<string, Method>;

const text = (value: unknown): string => {
  if (value === null || value === undefined) throw new ScriptFault('null_pointer_exception', 'a text is null');
  return toText(value);
};

function slice(self: string, from: number, to = self.length): string {
  if (from < 0 || to > self.length || from > to)
    throw new ScriptFault('string_index_out_of_bounds_exception', `begin ${from}, end ${to}, length ${self.length}`);
  return self.slice(from, to);
}

function charAt(self: string, at: number): Char {
  if (at < 0 || at >= self.length)
    throw new ScriptFault('string_index_out_of_bounds_exception', `Index ${at} out of bounds for length ${self.length}`);
  return new Char(self.charCodeAt(at));
}

/** `$1` and `\$` of a Java replacement as JavaScript's. */
export const javaReplacement = (replacement: string): string =>
  replacement.replace(/\\(.)|\$\{(\w+)\}|\$\$/g, (whole, escaped: string | undefined, name: string | undefined) =>
    escaped !== undefined ? (escaped === '$' ? '$$$$' : escaped) : name !== undefined ? `$<${name}>` : whole,
  );

/** `String.split` of Java: empty texts at the end are left out unless a limit says otherwise. */
export function javaSplit(self: string, pattern: RegExp, limit = 0): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of self.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (match.index === 0 && match[0] === '') continue;
    parts.push(self.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(self.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

const made = (value: string): string => {
  checkLength(value.length, mostTextLength);
  return value;
};

const hash = (algorithm: string) => (self: string) => createHash(algorithm).update(self).digest('hex');

export const stringMethods = {
  length: (self: string) => self.length,
  charAt: (self: string, [at]) => charAt(self, toNumber(at)),
  codePointAt: (self: string, [at]) => self.codePointAt(toNumber(at)) ?? 0,
  compareTo: (self: string, [other]) => (self < text(other) ? -1 : self > text(other) ? 1 : 0),
  compareToIgnoreCase: (self: string, [other]) => self.toLowerCase().localeCompare(text(other).toLowerCase()),
  concat: (self: string, [other]) => made(self + text(other)),
  contains: (self: string, [part]) => self.includes(text(part)),
  endsWith: (self: string, [part]) => self.endsWith(text(part)),
  equalsIgnoreCase: (self: string, [other]) => other !== null && self.toLowerCase() === toText(other).toLowerCase(),
  indexOf: (self: string, [part, from]) => self.indexOf(text(part), from === undefined ? 0 : toNumber(from)),
  isBlank: (self: string) => self.trim() === '',
  isEmpty: (self: string) => self === '',
  lastIndexOf: (self: string, [part]) => self.lastIndexOf(text(part)),
  matches: (self: string, [pattern]) => new RegExp(`^(?:${javaRegex(text(pattern)).source})$`, javaRegex(text(pattern)).flags).test(self),
  repeat: (self: string, [count]) => {
    checkLength(self.length * toNumber(count), mostTextLength);
    return self.repeat(toNumber(count));
  },
  replace: (self: string, [from, to]) => made(self.replaceAll(text(from), () => text(to))),
  replaceAll: (self: string, [pattern, to]) =>
    made(
      self.replace(
        new RegExp(javaRegex(text(pattern)), `${javaRegex(text(pattern)).flags}g`),
        typeof to === 'function' ? (...found: unknown[]) => toText(to(found[0])) : (javaReplacement(text(to)) as never),
      ),
    ),
  replaceFirst: (self: string, [pattern, to]) => made(self.replace(javaRegex(text(pattern)), javaReplacement(text(to)))),
  split: (self: string, [pattern, limit]) => javaSplit(self, javaRegex(text(pattern)), limit === undefined ? 0 : toNumber(limit)),
  splitOnToken: (self: string, [token, limit]) => {
    const parts = self.split(text(token));
    const most = limit === undefined ? 0 : toNumber(limit);
    return most > 0 && parts.length > most ? [...parts.slice(0, most - 1), parts.slice(most - 1).join(text(token))] : parts;
  },
  startsWith: (self: string, [part, from]) => self.startsWith(text(part), from === undefined ? 0 : toNumber(from)),
  strip: (self: string) => self.trim(),
  subSequence: (self: string, [from, to]) => slice(self, toNumber(from), toNumber(to)),
  substring: (self: string, [from, to]) => slice(self, toNumber(from), to === undefined ? undefined : toNumber(to)),
  toCharArray: (self: string) => [...Array(self.length).keys()].map((at) => new Char(self.charCodeAt(at))),
  chars: (self: string) => [...Array(self.length).keys()].map((at) => self.charCodeAt(at)),
  toLowerCase: (self: string) => self.toLowerCase(),
  toUpperCase: (self: string) => self.toUpperCase(),
  trim: (self: string) => self.trim(),
  encodeBase64: (self: string) => Buffer.from(self).toString('base64'),
  decodeBase64: (self: string) => Buffer.from(self, 'base64').toString(),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
} satisfies Record<string, (self: string, args: unknown[]) => unknown>;

export const builderMethods = {
  append: (self: StringBuilder, [value]) => {
    self.text += toText(value);
    checkLength(self.text.length, mostTextLength);
    return self;
  },
  charAt: (self: StringBuilder, [at]) => charAt(self.text, toNumber(at)),
  deleteCharAt: (self: StringBuilder, [at]) => {
    self.text = self.text.slice(0, toNumber(at)) + self.text.slice(toNumber(at) + 1);
    return self;
  },
  insert: (self: StringBuilder, [at, value]) => {
    self.text = made(self.text.slice(0, toNumber(at)) + toText(value) + self.text.slice(toNumber(at)));
    return self;
  },
  indexOf: (self: StringBuilder, [part]) => self.text.indexOf(text(part)),
  length: (self: StringBuilder) => self.text.length,
  reverse: (self: StringBuilder) => {
    self.text = [...self.text].reverse().join('');
    return self;
  },
  setLength: (self: StringBuilder, [length]) => {
    self.text = self.text.slice(0, toNumber(length));
    return null;
  },
  substring: (self: StringBuilder, [from, to]) => slice(self.text, toNumber(from), to === undefined ? undefined : toNumber(to)),
} satisfies Record<string, (self: StringBuilder, args: unknown[]) => unknown>;

/** The splitter of `java.util.StringTokenizer`: every letter of `delimiters` separates. */
export class StringTokenizer {
  private readonly parts: string[];

  constructor(source: string, delimiters = ' \t\n\r\f') {
    const letters = new Set(delimiters);
    this.parts = [''];
    for (const letter of source) {
      if (letters.has(letter)) this.parts.push('');
      else this.parts[this.parts.length - 1] += letter;
    }
    this.parts = this.parts.filter((part) => part !== '');
  }

  count(): number {
    return this.parts.length;
  }

  next(): string {
    const part = this.parts.shift();
    if (part === undefined) throw new ScriptFault('no_such_element_exception', 'there are no more tokens');
    return part;
  }
}

export const tokenizerMethods = {
  countTokens: (self: StringTokenizer) => self.count(),
  hasMoreTokens: (self: StringTokenizer) => self.count() > 0,
  nextToken: (self: StringTokenizer) => self.next(),
} satisfies Record<string, (self: StringTokenizer, args: unknown[]) => unknown>;

/** `java.util.regex.Matcher` over one text. */
export class Matcher {
  private found: RegExpExecArray | null = null;
  private place = 0;

  constructor(
    readonly pattern: RegExp,
    readonly subject: string,
  ) {}

  find(): boolean {
    const pattern = new RegExp(this.pattern, `${this.pattern.flags.replace('g', '')}g`);
    pattern.lastIndex = this.place;
    this.found = pattern.exec(this.subject);
    if (this.found) this.place = this.found.index + Math.max(1, this.found[0].length);
    return this.found !== null;
  }

  matches(): boolean {
    this.found = new RegExp(`^(?:${this.pattern.source})$`, this.pattern.flags.replace('g', '')).exec(this.subject);
    return this.found !== null;
  }

  group(name: unknown): unknown {
    if (!this.found) throw new ScriptFault('illegal_state_exception', 'No match found');
    if (typeof name === 'string') return this.found.groups?.[name] ?? null;
    return this.found[name === undefined ? 0 : toNumber(name)] ?? null;
  }

  range(end: boolean): number {
    if (!this.found) throw new ScriptFault('illegal_state_exception', 'No match found');
    return this.found.index + (end ? this.found[0].length : 0);
  }
}

const global = (pattern: RegExp) => new RegExp(pattern, `${pattern.flags.replace('g', '')}g`);

export const matcherMethods = {
  find: (self: Matcher) => self.find(),
  matches: (self: Matcher) => self.matches(),
  lookingAt: (self: Matcher) => new RegExp(`^(?:${self.pattern.source})`, self.pattern.flags).test(self.subject),
  group: (self: Matcher, [name]) => self.group(name),
  namedGroup: (self: Matcher, [name]) => self.group(name),
  start: (self: Matcher) => self.range(false),
  end: (self: Matcher) => self.range(true),
  replaceAll: (self: Matcher, [to]) => made(self.subject.replace(global(self.pattern), javaReplacement(text(to)))),
  replaceFirst: (self: Matcher, [to]) => made(self.subject.replace(self.pattern, javaReplacement(text(to)))),
} satisfies Record<string, (self: Matcher, args: unknown[]) => unknown>;

export const patternMethods = {
  matcher: (self: RegExp, [subject]) => new Matcher(self, text(subject)),
  pattern: (self: RegExp) => self.source,
  split: (self: RegExp, [subject]) => javaSplit(text(subject), self),
} satisfies Record<string, (self: RegExp, args: unknown[]) => unknown>;

function formatOne(flags: string, width: string, precision: string | undefined, letter: string, value: unknown): string {
  const written = (): string => {
    switch (letter) {
      case 'd':
        if (isFloating(value)) throw new ScriptFault('illegal_format_conversion_exception', `d != ${toText(value)}`);
        return String(Math.trunc(toNumber(value)));
      case 'x':
        return toNumber(value).toString(16);
      case 'X':
        return toNumber(value).toString(16).toUpperCase();
      case 'f':
        return toNumber(value).toFixed(precision === undefined ? 6 : Number(precision));
      case 'S':
        return toText(value).toUpperCase();
      case 's':
      case 'c':
      case 'b':
        return toText(value);
      default:
        throw badArgument(`Unknown format conversion: ${letter}`);
    }
  };
  const plain = written();
  if (flags.includes('-')) return plain.padEnd(Number(width || 0));
  return plain.padStart(Number(width || 0), flags.includes('0') ? '0' : ' ');
}

/** `String.format` with d, x, f, s, c, b, %% and n. */
export function javaFormat(pattern: string, args: unknown[]): string {
  let at = 0;
  const written = pattern.replace(
    /%(?:(\d+)\$)?([-0,+ #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, place, flags: string, width: string, precision, letter: string) => {
      if (letter === '%') return '%';
      if (letter === 'n') return '\n';
      const value = args[place === undefined ? at++ : Number(place) - 1];
      return formatOne(flags, width.slice(0, 4), precision, letter, value ?? null);
    },
  );
  return made(written);
}

function parseWhole(value: unknown, radix: unknown, most: number): number {
  const digits = text(value);
  const base = radix === undefined ? 10 : toNumber(radix);
  const parsed = Number.parseInt(digits, base);
  const canonical =
    /^[+-]?[0-9a-z]+$/i.test(digits) && [...digits.replace(/^[+-]/, '')].every((digit) => !Number.isNaN(Number.parseInt(digit, base)));
  if (!canonical || Math.abs(parsed) > most) throw new ScriptFault('number_format_exception', `For input string: "${digits}"`);
  return parsed;
}

export const parseInteger = (value: unknown, radix?: unknown) => parseWhole(value, radix, 2 ** 31);
export const parseLong = (value: unknown, radix?: unknown) => parseWhole(value, radix, 2 ** 63);

export function parseDouble(value: unknown): unknown {
  const digits = text(value).trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.test(digits)) {
    if (/^[+-]?(NaN|Infinity)$/.test(digits)) return Number(digits);
    throw new ScriptFault('number_format_exception', `For input string: "${digits}"`);
  }
  return floating(Number(digits.replace(/[fFdD]$/, '')));
}
