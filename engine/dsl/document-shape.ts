/** A value's place in a text that was read: the n-th that is neither an object nor a list. */
export type ShapeNode = { slot: number } | { members: [key: string, node: ShapeNode][] } | { items: ShapeNode[] };

/** Control characters must not stand in JSON's strings, and backslashes mean something: texts with them are left to the one who knows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
const special = /[\u0000-\u001f\\]/;

const codeOf = (letter: string) => letter.charCodeAt(0);
const [comma, closing, listEnd, space] = [codeOf(','), codeOf('}'), codeOf(']'), codeOf(' ')];
const [minus, point, zero, nine] = [codeOf('-'), codeOf('.'), codeOf('0'), codeOf('9')];

/** So many digits are exact as a number. */
const mostDigits = 15;

const constants: [text: string, value: unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

const ends = (code: number) => code === comma || code === closing || code === listEnd || code === space;
const isDigit = (code: number) => code >= zero && code <= nine;

/** Reads the values of one text, front to back. */
class Scanner {
  at = 0;
  value: unknown;

  constructor(private readonly text: string) {}

  /** Reads a string whose opening quote was read; its closing one is left. */
  string(): boolean {
    const end = this.text.indexOf('"', this.at);
    if (end < 0) return false;
    this.value = this.text.slice(this.at, end);
    this.at = end;
    return true;
  }

  /** Reads a number, a truth or null. False where it is none, or one that needs more care. */
  bare(): boolean {
    const first = this.text.charCodeAt(this.at);
    return isDigit(first) || first === minus ? this.number() : this.constant();
  }

  private constant(): boolean {
    const found = constants.find(([text]) => this.text.startsWith(text, this.at));
    if (!found) return false;
    this.value = found[1];
    this.at += found[0].length;
    return true;
  }

  private number(): boolean {
    const { text, at: from } = this;
    let at = text.charCodeAt(from) === minus ? from + 1 : from;
    const start = at;
    let whole = 0;
    let code = text.charCodeAt(at);
    for (; isDigit(code); code = text.charCodeAt(++at)) whole = whole * 10 + code - zero;
    const digits = at - start;
    if (digits === 0 || digits > mostDigits || (digits > 1 && text.charCodeAt(start) === zero)) return false;
    if (code === point) return this.fraction(at + 1);
    if (!ends(code)) return false;
    this.value = start > from ? -whole : whole;
    this.at = at;
    return true;
  }

  private fraction(first: number): boolean {
    let at = first;
    while (isDigit(this.text.charCodeAt(at))) at++;
    if (at === first || !ends(this.text.charCodeAt(at))) return false;
    this.value = Number(this.text.slice(this.at, at));
    this.at = at;
    return true;
  }
}

/** Takes a text that is known to be JSON apart: what stands between its values, and what they belong to. */
class Learner {
  readonly between: string[] = [];
  readonly quoted: boolean[] = [];
  private at = 0;
  private from = 0;

  constructor(private readonly text: string) {}

  learn(): ShapeNode {
    const root = this.node();
    this.between.push(this.text.slice(this.from));
    return root;
  }

  private skip(): string {
    while (this.text[this.at] === ' ') this.at++;
    return this.text[this.at] ?? '';
  }

  private node(): ShapeNode {
    const first = this.skip();
    if (first === '{') return { members: this.several('}', () => this.member()) };
    if (first === '[') return { items: this.several(']', () => this.node()) };
    return this.leaf(first === '"');
  }

  private several<T>(end: string, one: () => T): T[] {
    const all: T[] = [];
    this.at++;
    while (this.skip() !== end) {
      if (this.skip() === ',') this.at++;
      all.push(one());
    }
    this.at++;
    return all;
  }

  private member(): [string, ShapeNode] {
    this.skip();
    const end = this.text.indexOf('"', this.at + 1);
    const key = this.text.slice(this.at + 1, end);
    this.at = this.text.indexOf(':', end) + 1;
    return [key, this.node()];
  }

  private leaf(quoted: boolean): ShapeNode {
    const start = quoted ? this.at + 1 : this.at;
    this.between.push(this.text.slice(this.from, start));
    this.quoted.push(quoted);
    this.from = quoted ? this.text.indexOf('"', start) : start;
    if (!quoted) while (this.from < this.text.length && !ends(this.text.charCodeAt(this.from))) this.from++;
    this.at = quoted ? this.from + 1 : this.from;
    return { slot: this.quoted.length - 1 };
  }
}

/** A key comes twice, or one that objects treat as their own. */
const hasOddKeys = (node: ShapeNode): boolean => {
  if ('items' in node) return node.items.some(hasOddKeys);
  if (!('members' in node)) return false;
  const keys = node.members.map(([key]) => key);
  return new Set(keys).size < keys.length || keys.includes('__proto__') || node.members.some(([, child]) => hasOddKeys(child));
};

/**
 * How a JSON text is built, keys in their order and all between them, so that the next one that is built alike can be read without
 * building an object: documents of one program mostly are. Numbers that need more than fifteen digits, exponents, escapes and whatever
 * else is rare are not read: `read` says so, and `JSON.parse` reads them.
 */
export class DocumentShape {
  /** The values of the text that was read last, by slot. */
  readonly values: unknown[] = [];

  private constructor(
    readonly root: ShapeNode,
    private readonly between: string[],
    private readonly quoted: boolean[],
  ) {}

  /** The shape of a text that `JSON.parse` read; undefined where it has something special. */
  static of(text: string): DocumentShape | undefined {
    if (special.test(text)) return undefined;
    const learner = new Learner(text);
    const root = learner.learn();
    return hasOddKeys(root) ? undefined : new DocumentShape(root, learner.between, learner.quoted);
  }

  /** Reads a text into `values`. False where it has another shape. */
  read(text: string): boolean {
    if (!text.startsWith(this.between[0] as string) || special.test(text)) return false;
    const scanner = new Scanner(text);
    const { between, quoted, values } = this;
    for (let slot = 0; slot < quoted.length; slot++) {
      const before = between[slot] as string;
      if (!text.startsWith(before, scanner.at)) return false;
      scanner.at += before.length;
      if (!(quoted[slot] ? scanner.string() : scanner.bare())) return false;
      values[slot] = scanner.value;
    }
    const last = between[quoted.length] as string;
    return scanner.at + last.length === text.length && text.endsWith(last);
  }
}

/** What `JSON.parse` makes of a part of a text, from the values that a shape read. */
export function valueAt(node: ShapeNode, values: readonly unknown[]): unknown {
  if ('slot' in node) return values[node.slot];
  if ('items' in node) return node.items.map((item) => valueAt(item, values));
  const object: Record<string, unknown> = {};
  for (const [key, child] of node.members) object[key] = valueAt(child, values);
  return object;
}
