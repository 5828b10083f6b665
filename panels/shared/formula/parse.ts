import { t } from '../../../lib/i18n/t';
import { FormulaError, type Token, tokenize } from './syntax';

/** An aggregation of a formula: what a measure would be. */
export interface Leaf {
  aggregation: 'count' | 'avg' | 'sum' | 'min' | 'max' | 'median' | 'percentile' | 'cardinality' | 'share';
  field?: string;
  percentile?: number;
  kql?: string;
}

export type Node =
  | { type: 'number'; value: number }
  /** The place of an aggregation in the formula's list. */
  | { type: 'leaf'; index: number }
  | { type: 'negative'; of: Node }
  | { type: 'binary'; sign: '+' | '-' | '*' | '/' | '^'; left: Node; right: Node }
  | { type: 'call'; name: MathName; of: Node[] };

export interface Formula {
  root: Node;
  leaves: Leaf[];
}

const aggregations: Record<string, Leaf['aggregation']> = {
  count: 'count',
  avg: 'avg',
  average: 'avg',
  sum: 'sum',
  min: 'min',
  max: 'max',
  median: 'median',
  percentile: 'percentile',
  cardinality: 'cardinality',
  unique_count: 'cardinality',
  share: 'share',
};

/** Name -> fewest and most arguments. */
export const mathFunctions = {
  abs: [1, 1],
  sqrt: [1, 1],
  log: [1, 2],
  exp: [1, 1],
  round: [1, 2],
  floor: [1, 1],
  ceil: [1, 1],
  pick_min: [2, 8],
  pick_max: [2, 8],
  clamp: [3, 3],
  defaults: [2, 2],
} as const satisfies Record<string, readonly [number, number]>;
export type MathName = keyof typeof mathFunctions;

const strength: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 3 };
const mostLeaves = 12;
const mostDepth = 40;

class Parser {
  private at = 0;
  private depth = 0;
  readonly leaves: Leaf[] = [];

  constructor(private readonly tokens: Token[]) {}

  private get next(): Token {
    return this.tokens[this.at] as Token;
  }

  private take(): Token {
    return this.tokens[this.at++] as Token;
  }

  private isSign(value: string): boolean {
    return this.next.type === 'sign' && this.next.value === value;
  }

  /** The bracket that ends what was opened: that of a function, where it has a name. */
  private close(name?: string): void {
    if (!this.isSign(')'))
      throw new FormulaError(name ? t('Expected ")" to close {name}', { name }) : t('Expected ")" to close the bracket'), this.next.at);
    this.at++;
  }

  whole(): Node {
    const root = this.expression(0);
    if (this.next.type !== 'end')
      throw new FormulaError(t('Expected a sign such as + or / before "{found}"', { found: this.next.value }), this.next.at);
    return root;
  }

  /** Precedence climbing; `^` binds to the right. */
  private expression(least: number): Node {
    if (++this.depth > mostDepth) throw new FormulaError(t('The formula is nested too deeply'), this.next.at);
    let left = this.unary();
    while (this.next.type === 'sign' && (strength[this.next.value] ?? -1) > least) {
      const sign = this.take().value as '+';
      const own = strength[sign] ?? 0;
      left = { type: 'binary', sign, left, right: this.expression(sign === ('^' as string) ? own - 1 : own) };
    }
    this.depth--;
    return left;
  }

  private unary(): Node {
    if (!this.isSign('-')) return this.primary();
    this.take();
    return { type: 'negative', of: this.expression(2) };
  }

  private primary(): Node {
    const token = this.take();
    if (token.type === 'number') return { type: 'number', value: token.value };
    if (token.type === 'sign' && token.value === '(') {
      const inner = this.expression(0);
      this.close();
      return inner;
    }
    if (token.type === 'name') return this.call(token);
    throw new FormulaError(
      token.type === 'end' ? t('The formula ends too early') : t('Expected a number or a function, not "{found}"', { found: token.value }),
      token.at,
    );
  }

  private call(token: Token & { type: 'name' }): Node {
    const { value: name, at } = token;
    if (!this.isSign('(')) throw new FormulaError(t('"{name}" alone is no number. Fields stand in a function: avg({name})', { name }), at);
    this.take();
    const quick = /^p(\d{1,2}(?:\.\d+)?)$/.exec(name);
    if (quick) return this.leaf({ aggregation: 'percentile', percentile: Number(quick[1]) }, at);
    const aggregation = aggregations[name];
    if (aggregation) return this.leaf({ aggregation }, at);
    if (!(name in mathFunctions))
      throw new FormulaError(t('There is no function {name}. Try count, sum, avg, p95, share, round …', { name }), at);
    return this.math(name as MathName, at);
  }

  private math(name: MathName, at: number): Node {
    const of: Node[] = [];
    if (!this.isSign(')')) {
      do of.push(this.expression(0));
      while (this.isSign(',') && this.take());
    }
    this.close(name);
    const [fewest, most] = mathFunctions[name];
    if (of.length < fewest || of.length > most)
      throw new FormulaError(
        fewest === most
          ? t('{name} takes {fewest} values, not {count}', { name, fewest, count: of.length })
          : t('{name} takes {fewest} to {most} values, not {count}', { name, fewest, most, count: of.length }),
        at,
      );
    return { type: 'call', name, of };
  }

  /** The arguments of an aggregation: a field, a percentile, `kql='…'`, in any order. */
  private leaf(leaf: Leaf, at: number): Node {
    while (!this.isSign(')')) {
      this.argument(leaf);
      if (!this.isSign(',')) break;
      this.take();
    }
    this.close(leaf.aggregation);
    const plain = leaf.aggregation === 'count' || leaf.aggregation === 'share';
    if (!plain && !leaf.field) throw new FormulaError(t('{aggregation} needs a field', { aggregation: leaf.aggregation }), at);
    if (plain && leaf.field)
      throw new FormulaError(t("{aggregation} takes no field; kql='…' says which documents", { aggregation: leaf.aggregation }), at);
    if (leaf.aggregation === 'share' && !leaf.kql) throw new FormulaError(t("share needs kql='…'"), at);
    if (this.leaves.length >= mostLeaves) throw new FormulaError(t('At most {mostLeaves} aggregations in a formula', { mostLeaves }), at);
    this.leaves.push(leaf.aggregation === 'percentile' && leaf.percentile === undefined ? { ...leaf, percentile: 95 } : leaf);
    return { type: 'leaf', index: this.leaves.length - 1 };
  }

  private argument(leaf: Leaf): void {
    const token = this.take();
    if (token.type === 'name' && token.value === 'kql' && this.isSign('=')) {
      this.take();
      const text = this.take();
      if (text.type !== 'text') throw new FormulaError(t("Write the condition in quotes: kql='status >= 500'"), text.at);
      leaf.kql = text.value;
      return;
    }
    if (token.type === 'number' && leaf.aggregation === 'percentile' && leaf.percentile === undefined) leaf.percentile = token.value;
    else if ((token.type === 'name' || token.type === 'text') && leaf.field === undefined) leaf.field = token.value;
    else throw new FormulaError(t('Expected a field or kql=\'…\', not "{found}"', { found: token.value }), token.at);
  }
}

/** A formula such as `p95(duration) / avg(duration)` or `count(kql='status >= 500') / count()`. Throws FormulaError. */
export function parseFormula(source: string): Formula {
  const parser = new Parser(tokenize(source));
  const root = parser.whole();
  if (parser.leaves.length === 0) throw new FormulaError(t('The formula has no aggregation: it would be the same everywhere'), 0);
  return { root, leaves: parser.leaves };
}
