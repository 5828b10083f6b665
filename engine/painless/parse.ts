import type { Expression, FunctionNode, Script, Statement } from './ast';
import { parseExpression } from './parse-expression';
import { TokenReader } from './token-reader';

const mostDepth = 60;

class StatementParser {
  private depth = 0;

  constructor(private readonly reader: TokenReader) {}

  script(): Script {
    const functions: FunctionNode[] = [];
    while (this.reader.startsFunction()) functions.push(this.function());
    const body: Statement[] = [];
    while (!this.reader.atEnd()) body.push(this.statement());
    return { functions, body };
  }

  private function(): FunctionNode {
    const { reader } = this;
    const at = reader.at();
    const type = reader.type();
    const name = reader.name();
    reader.take('(');
    const parameters: FunctionNode['parameters'] = [];
    while (!reader.skip(')')) {
      if (parameters.length > 0) reader.take(',');
      parameters.push({ type: reader.type(), name: reader.name() });
    }
    return { name, type, parameters, body: this.block(), at };
  }

  block(): Statement[] {
    this.reader.take('{');
    const body: Statement[] = [];
    while (!this.reader.skip('}')) body.push(this.statement());
    return body;
  }

  private expression(): Expression {
    return parseExpression(this.reader, this);
  }

  statement(): Statement {
    if (++this.depth > mostDepth) throw this.reader.refuse(`statements are nested more than ${mostDepth} deep`);
    const found = this.anyStatement();
    this.depth--;
    return found;
  }

  private anyStatement(): Statement {
    const { reader } = this;
    const at = reader.at();
    if (reader.skip(';')) return { kind: 'empty', at };
    if (reader.is('{')) return { kind: 'block', at, body: this.block() };
    const word = reader.peekName();
    switch (word) {
      case 'if':
        return this.ifStatement(at);
      case 'for':
        return this.forStatement(at);
      case 'while': {
        reader.next();
        const test = this.inParentheses();
        return { kind: 'while', at, test, body: this.statement(), first: false };
      }
      case 'do': {
        reader.next();
        const body = this.statement();
        reader.takeName('while');
        const test = this.inParentheses();
        return this.ended({ kind: 'while', at, test, body, first: true });
      }
      case 'try':
        return this.tryStatement(at);
      case 'return':
        reader.next();
        if (reader.endsStatement()) return this.ended({ kind: 'return', at });
        return this.ended({ kind: 'return', at, value: this.expression() });
      case 'throw':
        reader.next();
        return this.ended({ kind: 'throw', at, value: this.expression() });
      case 'break':
      case 'continue':
        reader.next();
        return this.ended({ kind: word, at });
      default:
        return this.ended(this.simple());
    }
  }

  private ended(statement: Statement): Statement {
    this.reader.endStatement();
    return statement;
  }

  /** A declaration or an expression, without what ends it. */
  private simple(): Statement {
    const { reader } = this;
    const at = reader.at();
    if (!reader.startsDeclaration()) return { kind: 'expression', at, expression: this.expression() };
    const type = reader.type();
    const variables: { name: string; at: number; value?: Expression }[] = [];
    do {
      const variable = { at: reader.at(), name: reader.name() };
      variables.push(reader.skip('=') ? { ...variable, value: this.expression() } : variable);
    } while (reader.skip(','));
    return { kind: 'declare', at, type, variables };
  }

  private inParentheses(): Expression {
    this.reader.take('(');
    const expression = this.expression();
    this.reader.take(')');
    return expression;
  }

  private ifStatement(at: number): Statement {
    this.reader.next();
    const test = this.inParentheses();
    const yes = this.statement();
    const no = this.reader.skipName('else') ? this.statement() : undefined;
    return { kind: 'if', at, test, yes, ...(no ? { no } : {}) };
  }

  private forStatement(at: number): Statement {
    const { reader } = this;
    reader.next();
    reader.take('(');
    const each = reader.startsForEach();
    if (each) {
      const type = each === 'typed' ? reader.type() : 'def';
      const name = reader.name();
      reader.next();
      const items = this.expression();
      reader.take(')');
      return { kind: 'forEach', at, type, name, items, body: this.statement() };
    }
    const start = reader.is(';') ? [] : [this.simple()];
    reader.take(';');
    const test = reader.is(';') ? undefined : this.expression();
    reader.take(';');
    const after: Expression[] = [];
    while (!reader.is(')')) {
      after.push(this.expression());
      if (!reader.skip(',')) break;
    }
    reader.take(')');
    return { kind: 'for', at, start, ...(test ? { test } : {}), after, body: this.statement() };
  }

  private tryStatement(at: number): Statement {
    const { reader } = this;
    reader.next();
    const body: Statement = { kind: 'block', at, body: this.block() };
    const catches: { type: string; name: string; body: Statement }[] = [];
    while (reader.skipName('catch')) {
      reader.take('(');
      const type = reader.type();
      const name = reader.name();
      reader.take(')');
      catches.push({ type, name, body: { kind: 'block', at: reader.at(), body: this.block() } });
    }
    if (catches.length === 0) throw reader.refuse('a try needs a catch');
    return { kind: 'try', at, body, catches };
  }
}

/** A Painless script as a tree. Throws `script_exception` with the position of what is outside the subset (`engine/painless/README.md`). */
export function parseScript(source: string): Script {
  return new StatementParser(new TokenReader(source)).script();
}
