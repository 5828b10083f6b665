import { t } from '../../i18n/t';
import { KqlSyntaxError } from './syntax-error';
import { type Token, type TokenKind, tokenize } from './tokenize';

export interface KqlValue {
  text: string;
  quoted: boolean;
  start: number;
  end: number;
}

export type KqlNode =
  | { type: 'and' | 'or'; children: KqlNode[] }
  | { type: 'not'; child: KqlNode }
  | { type: 'is'; field: KqlValue | null; value: KqlValue }
  | { type: 'range'; field: KqlValue; operator: 'gt' | 'gte' | 'lt' | 'lte'; value: KqlValue }
  | { type: 'nested'; path: KqlValue; child: KqlNode };

const comparison: Partial<Record<TokenKind, 'gt' | 'gte' | 'lt' | 'lte'>> = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' };
const maxDepth = 100;

/** Recursive descent over the grammar in README.md. */
class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  private token(): Token {
    return this.tokens[this.at] ?? (this.tokens.at(-1) as Token);
  }

  private take(): Token {
    const token = this.token();
    this.at++;
    return token;
  }

  private fail(expected: string): never {
    const { kind, text, start } = this.token();
    const found = kind === 'end' ? t('the end') : `"${text}"`;
    throw new KqlSyntaxError(t('Expected {expected} but found {found}.', { expected, found }), start);
  }

  private expect(kind: TokenKind, words: string): Token {
    if (this.token().kind !== kind) this.fail(words);
    return this.take();
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > maxDepth) throw new KqlSyntaxError(t('More than {maxDepth} levels of brackets.', { maxDepth }), this.token().start);
    const result = read();
    this.depth--;
    return result;
  }

  parse(): KqlNode | null {
    if (this.token().kind === 'end') return null;
    const node = this.or(() => this.term());
    if (this.token().kind !== 'end') this.fail(t('AND, OR or the end'));
    return node;
  }

  private or(operand: () => KqlNode): KqlNode {
    return this.list('or', () => this.list('and', () => this.not(operand)));
  }

  private list(kind: 'and' | 'or', operand: () => KqlNode): KqlNode {
    const first = operand();
    if (this.token().kind !== kind) return first;
    const children = [first];
    while (this.token().kind === kind) {
      this.take();
      children.push(operand());
    }
    return { type: kind, children };
  }

  private not(operand: () => KqlNode): KqlNode {
    if (this.token().kind !== 'not') return operand();
    this.take();
    return this.deeper(() => ({ type: 'not', child: this.not(operand) }));
  }

  private value(): KqlValue {
    const { kind, text, start, end } = this.token();
    if (kind !== 'literal' && kind !== 'string') this.fail(t('a value'));
    this.take();
    return { text, quoted: kind === 'string', start, end };
  }

  private term(): KqlNode {
    if (this.token().kind === '(') return this.group(() => this.or(() => this.term()));
    if (this.token().kind !== 'literal' && this.token().kind !== 'string') this.fail(t('a field, a value or "("'));
    const head = this.value();
    const operator = comparison[this.token().kind];
    if (operator) {
      this.take();
      return { type: 'range', field: head, operator, value: this.value() };
    }
    if (this.token().kind !== ':') return { type: 'is', field: null, value: head };
    this.take();
    return this.afterColon(head);
  }

  private group(read: () => KqlNode): KqlNode {
    this.take();
    const inner = this.deeper(read);
    this.expect(')', t('AND, OR or ")"'));
    return inner;
  }

  private afterColon(field: KqlValue): KqlNode {
    if (this.token().kind === '{') {
      this.take();
      const child = this.deeper(() => this.or(() => this.term()));
      this.expect('}', t('AND, OR or "{bracket}"', { bracket: '}' }));
      return { type: 'nested', path: field, child };
    }
    if (this.token().kind === '(') return this.group(() => this.or(() => this.listValue(field)));
    return { type: 'is', field, value: this.value() };
  }

  private listValue(field: KqlValue): KqlNode {
    if (this.token().kind === '(') return this.group(() => this.or(() => this.listValue(field)));
    return { type: 'is', field, value: this.value() };
  }
}

/** The syntax tree of a KQL expression; null where it is empty. Throws KqlSyntaxError. */
export function parseKql(input: string): KqlNode | null {
  return new Parser(tokenize(input)).parse();
}
