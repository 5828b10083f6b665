import { illegalArgument } from '../../plan/es-error';

/** Values by name; an expression reads `name` or `params.name`. */
export type Variables = Record<string, number>;
export type Expression = (variables: Variables) => number;

const functions: Record<string, (...values: number[]) => number> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log: Math.log,
  log10: Math.log10,
  pow: (base = 0, power = 1) => base ** power,
  max: Math.max,
  min: Math.min,
};

const binary: [string, (a: number, b: number) => number][][] = [
  [['||', (a, b) => (a || b ? 1 : 0)]],
  [['&&', (a, b) => (a && b ? 1 : 0)]],
  [
    ['==', (a, b) => Number(a === b)],
    ['!=', (a, b) => Number(a !== b)],
  ],
  [
    ['<=', (a, b) => Number(a <= b)],
    ['>=', (a, b) => Number(a >= b)],
    ['<', (a, b) => Number(a < b)],
    ['>', (a, b) => Number(a > b)],
  ],
  [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
  ],
  [
    ['*', (a, b) => a * b],
    ['/', (a, b) => a / b],
    ['%', (a, b) => a % b],
  ],
];

const token = /\s*(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?[dDfFlL]?|[A-Za-z_][\w.]*|\|\||&&|[=!<>]=|[-+*/%<>!?:(),])/y;

/** Arithmetic as Lucene expressions have it: numbers, names, + - * / %, comparisons, && || !, a ? b : c, and a few functions of Math. */
class ExpressionParser {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(private readonly source: string) {
    let end = 0;
    while (end < source.trimEnd().length) {
      token.lastIndex = end;
      const match = token.exec(source);
      if (!match) this.fail(end);
      this.tokens.push(match[1] as string);
      end = token.lastIndex;
    }
  }

  private fail(position: number): never {
    throw illegalArgument(
      `cannot read [${this.source}] at position ${position}: scripting is not available in the embedded engine beyond arithmetic; run an Elasticsearch or OpenSearch cluster`,
    );
  }

  parse(): Expression {
    const expression = this.choice();
    if (this.at < this.tokens.length) this.fail(this.source.indexOf(this.tokens[this.at] ?? ''));
    return expression;
  }

  private take(wanted: string): boolean {
    if (this.tokens[this.at] !== wanted) return false;
    this.at++;
    return true;
  }

  private choice(): Expression {
    const test = this.level(0);
    if (!this.take('?')) return test;
    const yes = this.choice();
    if (!this.take(':')) this.fail(this.source.length);
    const no = this.choice();
    return (variables) => (test(variables) ? yes(variables) : no(variables));
  }

  private level(depth: number): Expression {
    const operators = binary[depth];
    if (!operators) return this.unary();
    let left = this.level(depth + 1);
    for (;;) {
      const found = operators.find(([symbol]) => this.tokens[this.at] === symbol);
      if (!found) return left;
      this.at++;
      const [before, right, apply] = [left, this.level(depth + 1), found[1]];
      left = (variables) => apply(before(variables), right(variables));
    }
  }

  private unary(): Expression {
    if (this.take('-')) {
      const inner = this.unary();
      return (variables) => -inner(variables);
    }
    if (this.take('!')) {
      const inner = this.unary();
      return (variables) => Number(!inner(variables));
    }
    return this.primary();
  }

  private primary(): Expression {
    const text = this.tokens[this.at++];
    if (text === undefined) this.fail(this.source.length);
    if (text === '(') {
      const inner = this.choice();
      if (!this.take(')')) this.fail(this.source.length);
      return inner;
    }
    if (/^\d/.test(text)) {
      const value = Number.parseFloat(text);
      return () => value;
    }
    if (!/^[A-Za-z_]/.test(text)) this.fail(this.source.indexOf(text));
    if (this.take('(')) return this.call(text);
    const name = text.replace(/^params\./, '').replace(/\.value$/, '');
    return (variables) => variables[name] ?? Number.NaN;
  }

  private call(text: string): Expression {
    const name = text.replace(/^Math\./, '');
    const fn = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!fn) this.fail(this.source.indexOf(text));
    const given: Expression[] = [];
    while (!this.take(')')) {
      given.push(this.choice());
      if (!this.take(',') && this.tokens[this.at] !== ')') this.fail(this.source.length);
    }
    return (variables) => fn(...given.map((argument) => argument(variables)));
  }
}

/** Throws `illegal_argument_exception` for what is more than arithmetic. */
export function parseExpression(source: string): Expression {
  return new ExpressionParser(source.replace(/;\s*$/, '').replace(/^\s*return\s+/, '')).parse();
}

/** A script's text: a string, or `{ source }` / `{ inline }`, with its own `params`. */
export function scriptOf(script: unknown): { source: string; params: Variables } {
  if (typeof script === 'string') return { source: script, params: {} };
  const { source, inline, params } = (script ?? {}) as { source?: string; inline?: string; params?: Variables };
  if (typeof (source ?? inline) !== 'string')
    throw illegalArgument('must specify either [source] for an inline script or [id] for a stored script');
  return { source: String(source ?? inline), params: params ?? {} };
}
