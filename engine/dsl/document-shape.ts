import { escapeRegex } from '../../lib/elastic/wildcard';

/** A value's place in a text that was read: the n-th that is neither an object nor a list. */
export type ShapeNode = { slot: number } | { members: [key: string, node: ShapeNode][] } | { items: ShapeNode[] };

/** Control characters must not stand in JSON's strings, and backslashes mean something: texts with them are left to the one who knows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
const special = /[\u0000-\u001f\\]/;

const bareEnd = /[,}\] ]|$/;

/**
 * What stands for a value: a string without anything special, or a number of digits that are exact as one, a truth or null. Neither can be
 * read in two ways before what follows it, so that a text is read or refused in one pass.
 */
const string = '([^"\\\\\\u0000-\\u001f]*)';
const bare = '(-?(?:0|[1-9]\\d{0,14})(?:\\.\\d+)?|true|false|null)';

/** Texts of more values are left to `JSON.parse`. */
const mostSlots = 512;

const bareValue = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : Number(text));

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
    this.from = quoted ? this.text.indexOf('"', start) : start + this.text.slice(start).search(bareEnd);
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
 * building an object: documents of one program mostly are. It is one regular expression, which V8 compiles to machine code: half a
 * microsecond for a line of log, where `JSON.parse` takes three times that. Numbers that need more than fifteen digits, exponents, escapes
 * and whatever else is rare are not read: `read` says so, and `JSON.parse` reads them.
 */
export class DocumentShape {
  /** The values of the text that was read last, by slot. */
  readonly values: unknown[] = [];

  private constructor(
    readonly root: ShapeNode,
    private readonly pattern: RegExp,
    private readonly quoted: boolean[],
  ) {}

  /** The shape of a text that `JSON.parse` read; undefined where it has something special. */
  static of(text: string): DocumentShape | undefined {
    if (special.test(text)) return undefined;
    const learner = new Learner(text);
    const root = learner.learn();
    const { between, quoted } = learner;
    if (quoted.length > mostSlots || hasOddKeys(root)) return undefined;
    const parts = between.map((literal, slot) => escapeRegex(literal) + (slot === quoted.length ? '' : quoted[slot] ? string : bare));
    return new DocumentShape(root, new RegExp(`^${parts.join('')}$`), quoted);
  }

  /** Reads a text into `values`. False where it has another shape. */
  read(text: string): boolean {
    const found = this.pattern.exec(text);
    if (!found) return false;
    const { quoted, values } = this;
    for (let slot = 0; slot < quoted.length; slot++) {
      const value = found[slot + 1] as string;
      values[slot] = quoted[slot] ? value : bareValue(value);
    }
    return true;
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
