import type { EsError } from '../plan/es-error';
import { compileError } from './script-error';
import { type Token, tokenize } from './tokenize';
import { isType } from './types';

const mostLength = 65_536;
const reserved = [
  'if',
  'else',
  'for',
  'while',
  'do',
  'return',
  'break',
  'continue',
  'new',
  'try',
  'catch',
  'throw',
  'in',
  'this',
  'instanceof',
  'true',
  'false',
  'null',
];

/** Walks the tokens of a script. */
export class TokenReader {
  private readonly tokens: Token[];
  private place = 0;

  constructor(readonly source: string) {
    if (source.length > mostLength) throw compileError(source.slice(0, 100), 0, `Scripts may be no longer than ${mostLength} characters.`);
    this.tokens = tokenize(source);
  }

  peek(ahead = 0): Token {
    return (this.tokens[this.place + ahead] ?? this.tokens.at(-1)) as Token;
  }

  next(): Token {
    const token = this.peek();
    this.place++;
    return token;
  }

  at(): number {
    return this.peek().at;
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  is(operator: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.text === operator;
  }

  skip(operator: string): boolean {
    if (!this.is(operator)) return false;
    this.place++;
    return true;
  }

  take(operator: string): void {
    if (!this.skip(operator)) throw this.refuse(`unexpected token ['${this.peek().text}'] was expecting one of ['${operator}'].`);
  }

  peekName(ahead = 0): string | undefined {
    const token = this.peek(ahead);
    return token.kind === 'name' ? token.text : undefined;
  }

  skipName(name: string): boolean {
    if (this.peekName() !== name) return false;
    this.place++;
    return true;
  }

  takeName(name: string): void {
    if (!this.skipName(name)) throw this.refuse(`unexpected token ['${this.peek().text}'] was expecting ['${name}'].`);
  }

  /** A name that is not a word of the language. */
  name(): string {
    const token = this.peek();
    if (token.kind !== 'name' || reserved.includes(token.text))
      throw this.refuse(`unexpected token ['${token.text}'] was expecting a name.`);
    this.place++;
    return token.text;
  }

  /** How many tokens a type takes that begins `ahead` tokens from here: `Map<String, List>`, `int[]`, `Map.Entry`. 0 where none does. */
  typeLength(ahead = 0): number {
    const first = this.peekName(ahead);
    if (first === undefined || reserved.includes(first)) return 0;
    let length = 1;
    let name = first;
    while (this.is('.', ahead + length) && isType(`${name}.${this.peekName(ahead + length + 1)}`)) {
      name = `${name}.${this.peekName(ahead + length + 1)}`;
      length += 2;
    }
    if (!isType(name)) return 0;
    length += this.parametersLength(ahead + length);
    while (this.is('[', ahead + length) && this.is(']', ahead + length + 1)) length += 2;
    return length;
  }

  /** How many tokens `<String, List<Integer>>` takes. 0 where there is none. */
  private parametersLength(ahead: number): number {
    if (!this.is('<', ahead)) return 0;
    const closing: Record<string, number> = { '<': 1, '>': -1, '>>': -2, '>>>': -3 };
    let open = 0;
    let length = 0;
    do {
      const { text, kind } = this.peek(ahead + length);
      if (kind === 'end' || text === ';' || text === '(') return 0;
      open += closing[text] ?? 0;
      length++;
    } while (open > 0);
    return length;
  }

  /** A type; what stands between angle brackets is left out. */
  type(): string {
    const length = this.typeLength();
    if (length === 0) throw this.refuse(`cannot resolve type [${this.peek().text}].`);
    const text = Array.from({ length }, () => this.next().text).join('');
    return text.replace(/<.*>/, '');
  }

  startsDeclaration(): boolean {
    const length = this.typeLength();
    return length > 0 && this.peek(length).kind === 'name' && !reserved.includes(this.peek(length).text);
  }

  startsFunction(): boolean {
    return this.startsDeclaration() && this.is('(', this.typeLength() + 1);
  }

  startsForEach(): 'typed' | 'untyped' | undefined {
    const names = (ahead: number) => this.peek(ahead + 1).text === ':' || this.peek(ahead + 1).text === 'in';
    if (this.startsDeclaration()) return names(this.typeLength()) ? 'typed' : undefined;
    return this.peek().kind === 'name' && this.peek(1).text === 'in' ? 'untyped' : undefined;
  }

  endsStatement(): boolean {
    return this.is(';') || this.is('}') || this.atEnd();
  }

  endStatement(): void {
    if (this.skip(';') || this.is('}') || this.atEnd()) return;
    throw this.refuse(`unexpected token ['${this.peek().text}'] was expecting one of [{<EOF>, ';'}].`);
  }

  refuse(reason: string, at = this.at()): EsError {
    return compileError(this.source, at, reason);
  }
}
