import { compileError } from './script-error';

export interface Token {
  kind: 'name' | 'number' | 'string' | 'regex' | 'operator' | 'end';
  text: string;
  /** Offset in the source. */
  at: number;
  /** For strings the text they mean, for regular expressions the flags. */
  value?: string;
}

const operators = [
  ...['>>>=', '<<=', '>>=', '>>>', '===', '!==', '==~', '->', '::', '?.', '?:', '=~', '==', '!=', '<=', '>=', '&&', '||'],
  ...['++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<', '>>'],
  ...['+', '-', '*', '/', '%', '=', '<', '>', '!', '~', '&', '|', '^', '?', ':', '.', ',', ';', '(', ')', '[', ']', '{', '}'],
];
const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const number = /0[xX][0-9a-fA-F]+[lL]?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?[lLfFdD]?/y;
const name = /[a-zA-Z_]\w*/y;
const regex = /\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([a-zA-Z]*)/y;

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined &&
  (['name', 'number', 'string', 'regex'].includes(token.kind) ? token.text !== 'return' : [')', ']'].includes(token.text));

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function readString(source: string, at: number): Token {
  const quote = source[at];
  let value = '';
  let end = at + 1;
  while (source[end] !== quote) {
    const letter = source[end];
    if (letter === undefined) throw compileError(source, at, 'a string is not closed');
    if (letter === '\\') {
      const meant = escapes[source[++end] ?? ''];
      if (meant === undefined) throw compileError(source, end, `unexpected escape [\\${source[end] ?? ''}]`);
      value += meant;
    } else value += letter;
    end++;
  }
  return { kind: 'string', text: source.slice(at, end + 1), at, value };
}

function readToken(source: string, at: number, previous: Token | undefined): Token {
  const letter = source[at] as string;
  if (letter === '"' || letter === "'") return readString(source, at);
  if (letter === '/' && !endsOperand(previous)) {
    const found = matchAt(regex, source, at);
    if (!found) throw compileError(source, at, 'a regular expression is not closed');
    return { kind: 'regex', text: found[0], at, value: found[2] ?? '' };
  }
  const digits = /[\d.]/.test(letter) ? matchAt(number, source, at) : null;
  if (digits && !(letter === '.' && endsOperand(previous))) return { kind: 'number', text: digits[0], at };
  const word = matchAt(name, source, at);
  if (word) return { kind: 'name', text: word[0], at };
  const operator = operators.find((one) => source.startsWith(one, at));
  if (!operator) throw compileError(source, at, `unexpected character [${letter}]`);
  return { kind: 'operator', text: operator, at };
}

/** The words of a Painless script, the last of kind `end`. Throws `script_exception` with the position. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(blank, source, at)?.[0].length ?? 0;
    if (at >= source.length) break;
    const token = readToken(source, at, tokens.at(-1));
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'end', text: 'end of script', at: source.length }];
}
