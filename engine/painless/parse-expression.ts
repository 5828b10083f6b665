import type { Expression, Statement } from './ast';
import type { TokenReader } from './token-reader';
import { isInstantiable, isType } from './types';

/** Reads the body of a lambda. */
export interface BlockParser {
  block: () => Statement[];
}

/** Binary operators from the loosest to the tightest. */
const levels: string[][] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!=', '===', '!=='],
  ['<', '<=', '>', '>=', 'instanceof'],
  ['<<', '>>', '>>>'],
  ['+', '-'],
  ['*', '/', '%', '=~', '==~'],
];
const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '>>>='];
const mostDepth = 120;

/** Whole numbers are `long` where they do not fit an int; decimals are double. A box tells an integral double from a whole number. */
function numberOf(text: string): { value: number; floating: boolean } {
  if (/^0x/i.test(text)) return { value: Number(text.replace(/l$/i, '')), floating: false };
  const floating = /[.eEfFdD]/.test(text);
  const digits = text.replace(/[lLfFdD]$/, '');
  return { value: !floating && /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits), floating };
}

class ExpressionParser {
  private depth = 0;

  constructor(
    private readonly reader: TokenReader,
    private readonly blocks: BlockParser,
  ) {}

  expression(): Expression {
    if (++this.depth > mostDepth) throw this.reader.refuse(`expressions are nested more than ${mostDepth} deep`);
    const found = this.assignment();
    this.depth--;
    return found;
  }

  private assignment(): Expression {
    const { reader } = this;
    const lambda = this.lambda();
    if (lambda) return lambda;
    const target = this.conditional();
    const operator = reader.peek();
    if (operator.kind !== 'operator' || !assignments.includes(operator.text)) return target;
    if (!['variable', 'member', 'index'].includes(target.kind)) throw reader.refuse('cannot assign a value to this', target.at);
    reader.next();
    return { kind: 'assign', at: operator.at, target, operator: operator.text.slice(0, -1), value: this.expression() };
  }

  private lambdaParameters(): string[] | undefined {
    const { reader } = this;
    if (reader.peek().kind === 'name' && reader.is('->', 1)) return [reader.name()];
    if (!reader.is('(')) return undefined;
    let ahead = 1;
    const parameters: string[] = [];
    while (!reader.is(')', ahead)) {
      if (parameters.length > 0 && !reader.is(',', ahead++)) return undefined;
      const typed = reader.typeLength(ahead);
      if (typed > 0 && reader.peek(ahead + typed).kind === 'name') ahead += typed;
      const name = reader.peekName(ahead++);
      if (name === undefined) return undefined;
      parameters.push(name);
    }
    if (!reader.is('->', ahead + 1)) return undefined;
    for (let skipped = 0; skipped <= ahead; skipped++) reader.next();
    return parameters;
  }

  private lambda(): Expression | undefined {
    const { reader } = this;
    const at = reader.at();
    const parameters = this.lambdaParameters();
    if (!parameters) return undefined;
    reader.take('->');
    const body: Statement[] | Expression = reader.is('{') ? this.blocks.block() : this.expression();
    return { kind: 'lambda', at, parameters, body };
  }

  private conditional(): Expression {
    const { reader } = this;
    const test = this.binary(0);
    const at = reader.at();
    if (reader.skip('?:')) {
      const no = this.expression();
      return { kind: 'binary', at, operator: '?:', left: test, right: no };
    }
    if (!reader.skip('?')) return test;
    const yes = this.expression();
    reader.take(':');
    return { kind: 'conditional', at, test, yes, no: this.expression() };
  }

  private binary(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.unary();
    const { reader } = this;
    let left = this.binary(level + 1);
    for (;;) {
      const { text, at, kind } = reader.peek();
      if (!operators.includes(text) || (kind !== 'operator' && text !== 'instanceof')) return left;
      reader.next();
      left =
        text === 'instanceof'
          ? { kind: 'instanceof', at, operand: left, type: reader.type() }
          : { kind: 'binary', at, operator: text, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    const { reader } = this;
    const { text, at, kind } = reader.peek();
    if (kind === 'operator') {
      if (text === '!' || text === '-' || text === '+' || text === '~') {
        reader.next();
        return { kind: 'unary', at, operator: text, operand: this.unary() };
      }
      if (text === '++' || text === '--') {
        reader.next();
        return { kind: 'step', at, target: this.unary(), by: text === '++' ? 1 : -1, prefix: true };
      }
      const typed = text === '(' ? reader.typeLength(1) : 0;
      if (typed > 0 && reader.is(')', typed + 1)) {
        reader.next();
        const type = reader.type();
        reader.take(')');
        return { kind: 'cast', at, type, operand: this.lambda() ?? this.unary() };
      }
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    const { reader } = this;
    let object = start;
    for (;;) {
      const { text, at, kind } = reader.peek();
      if (kind !== 'operator') return object;
      if (text === '.' || text === '?.') {
        reader.next();
        object = this.memberOf(object, text === '?.', at);
      } else if (text === '[') {
        reader.next();
        const index = this.expression();
        reader.take(']');
        object = { kind: 'index', at, object, index };
      } else if (text === '++' || text === '--') {
        reader.next();
        object = { kind: 'step', at, target: object, by: text === '++' ? 1 : -1, prefix: false };
      } else return object;
    }
  }

  private memberOf(object: Expression, nullSafe: boolean, at: number): Expression {
    const { reader } = this;
    const token = reader.next();
    if (token.kind !== 'name' && !(token.kind === 'number' && /^\d+$/.test(token.text)))
      throw reader.refuse(`unexpected token ['${token.text}'] after a dot.`, token.at);
    return reader.is('(')
      ? { kind: 'call', at, object, name: token.text, args: this.args(), nullSafe }
      : { kind: 'member', at, object, name: token.text, nullSafe };
  }

  private args(): Expression[] {
    const { reader } = this;
    reader.take('(');
    const args: Expression[] = [];
    while (!reader.skip(')')) {
      if (args.length > 0) reader.take(',');
      args.push(this.expression());
    }
    return args;
  }

  private primary(): Expression {
    const { reader } = this;
    const token = reader.peek();
    const { at } = token;
    if (token.kind === 'number') {
      reader.next();
      return { kind: 'literal', at, value: numberOf(token.text) };
    }
    if (token.kind === 'string') {
      reader.next();
      return { kind: 'literal', at, value: token.value };
    }
    if (token.kind === 'regex') {
      reader.next();
      return { kind: 'regex', at, pattern: token.text.slice(1, token.text.lastIndexOf('/')), flags: token.value ?? '' };
    }
    if (reader.skip('(')) {
      const inner = this.expression();
      reader.take(')');
      return inner;
    }
    if (reader.skip('[')) return this.listOrMap(at);
    if (token.kind !== 'name') throw reader.refuse(`unexpected token ['${token.text}'].`);
    return this.named(at);
  }

  private listOrMap(at: number): Expression {
    const { reader } = this;
    if (reader.skip(':')) {
      reader.take(']');
      return { kind: 'map', at, entries: [] };
    }
    if (reader.skip(']')) return { kind: 'list', at, items: [] };
    const first = this.expression();
    if (reader.skip(':')) {
      const entries: [Expression, Expression][] = [[first, this.expression()]];
      while (reader.skip(',')) {
        const key = this.expression();
        reader.take(':');
        entries.push([key, this.expression()]);
      }
      reader.take(']');
      return { kind: 'map', at, entries };
    }
    const items = [first];
    while (reader.skip(',')) items.push(this.expression());
    reader.take(']');
    return { kind: 'list', at, items };
  }

  private named(at: number): Expression {
    const { reader } = this;
    const word = reader.peekName();
    if (word === 'true' || word === 'false' || word === 'null') {
      reader.next();
      return { kind: 'literal', at, value: word === 'null' ? null : word === 'true' };
    }
    if (reader.skipName('new')) return this.instance(at);
    if (isType(word ?? '') && !reader.is('(', 1)) {
      const type = reader.type();
      if (reader.skip('::')) return { kind: 'reference', at, type, name: reader.skipName('new') ? 'new' : reader.name() };
      reader.take('.');
      const name = reader.name();
      return reader.is('(') ? { kind: 'staticCall', at, type, name, args: this.args() } : { kind: 'staticMember', at, type, name };
    }
    const name = reader.name();
    if (reader.skip('::')) return { kind: 'reference', at, type: name, name: reader.name() };
    return reader.is('(') ? { kind: 'functionCall', at, name, args: this.args() } : { kind: 'variable', at, name };
  }

  private instance(at: number): Expression {
    const { reader } = this;
    const type = reader.type();
    if (type.endsWith('[]')) {
      reader.take('{');
      const items: Expression[] = [];
      while (!reader.skip('}')) {
        if (items.length > 0) reader.take(',');
        items.push(this.expression());
      }
      return { kind: 'newArray', at, type, items };
    }
    if (reader.skip('[')) {
      const size = this.expression();
      reader.take(']');
      return { kind: 'newArray', at, type, size };
    }
    if (!isInstantiable(type)) throw reader.refuse(`cannot make a new [${type}]: it is outside the supported part of Painless.`, at);
    return { kind: 'new', at, type, args: this.args() };
  }
}

/** One expression from where the reader stands. `blocks` reads the body of a lambda. */
export function parseExpression(reader: TokenReader, blocks: BlockParser): Expression {
  return new ExpressionParser(reader, blocks).expression();
}
