import { t } from '../../i18n/t';
import { KqlSyntaxError } from './syntax-error';

export type TokenKind = '(' | ')' | '{' | '}' | ':' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | 'not' | 'string' | 'literal' | 'end';

export interface Token {
  kind: TokenKind;
  /** Unescaped text. In literals an unescaped `*` is the character WILDCARD. */
  text: string;
  start: number;
  end: number;
}

/** Stands for an unescaped `*`, so that `\*` stays a star. Never part of valid input. */
export const WILDCARD = '\uE000';

const special = new Set(['\\', '(', ')', ':', '<', '>', '"', '*', '{', '}']);
const isSpace = (char: string | undefined) => char !== undefined && /\s/.test(char);

/** Splits a KQL expression. Throws KqlSyntaxError for an open quote or a bad escape. */
export function tokenize(input: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < input.length) {
    if (isSpace(input[at])) {
      at++;
      continue;
    }
    const token =
      readPunctuation(input, at) ??
      readKeyword(input, at, tokens.at(-1)) ??
      (input[at] === '"' ? readString(input, at) : readLiteral(input, at));
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: input.length, end: input.length });
  return tokens;
}

function readPunctuation(input: string, at: number): Token | undefined {
  const char = input[at] ?? '';
  if ('(){}:'.includes(char)) return { kind: char as TokenKind, text: char, start: at, end: at + 1 };
  if (char !== '<' && char !== '>') return undefined;
  const text = input[at + 1] === '=' ? `${char}=` : char;
  return { kind: text as TokenKind, text, start: at, end: at + text.length };
}

/** `and` and `or` are words only between two operands; `not` only before one. */
function keywordAt(input: string, at: number, atStart: boolean): 'and' | 'or' | 'not' | undefined {
  const match = /^(and|or|not)(?=[\s("{]|$)/i.exec(input.slice(at, at + 4));
  if (!match) return undefined;
  const word = (match[1] ?? '').toLowerCase() as 'and' | 'or' | 'not';
  const atEnd = at + word.length >= input.trimEnd().length;
  if (atEnd && (atStart || word === 'not')) return undefined;
  return word;
}

function readKeyword(input: string, at: number, previous: Token | undefined): Token | undefined {
  const word = keywordAt(input, at, previous === undefined);
  if (!word) return undefined;
  const afterOperand = previous !== undefined && ['string', 'literal', ')', '}'].includes(previous.kind);
  if (word !== 'not' && !afterOperand) return undefined;
  return { kind: word, text: word, start: at, end: at + word.length };
}

const escapes: Record<string, string> = { t: '\t', r: '\r', n: '\n' };

/** Reads one escape sequence at the backslash. */
function readEscape(input: string, at: number, quoted: boolean): { text: string; end: number } {
  const next = input[at + 1];
  if (next === undefined) throw new KqlSyntaxError(t('A backslash needs a character after it. Write \\\\ for a backslash.'), at);
  if (escapes[next]) {
    return { text: escapes[next] ?? '', end: at + 2 };
  }
  if (next === 'u') {
    const code = input.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(code)) throw new KqlSyntaxError(t('\\u needs four hexadecimal digits, such as \\u00e9.'), at);
    return { text: String.fromCharCode(Number.parseInt(code, 16)), end: at + 6 };
  }
  if (special.has(next)) return { text: next, end: at + 2 };
  const word = quoted ? undefined : /^(and|or|not)\b/i.exec(input.slice(at + 1));
  if (word) return { text: word[0], end: at + 1 + word[0].length };
  return { text: quoted ? `\\${next}` : next, end: at + 2 };
}

function readString(input: string, start: number): Token {
  let text = '';
  let at = start + 1;
  while (at < input.length && input[at] !== '"') {
    if (input[at] === '\\') {
      const escape = readEscape(input, at, true);
      text += escape.text;
      at = escape.end;
    } else text += input[at++];
  }
  if (at >= input.length) throw new KqlSyntaxError(t('This quote is never closed. Add " at the end of the phrase.'), start);
  return { kind: 'string', text, start, end: at + 1 };
}

/** Words up to the next special character or keyword: a value may hold spaces, as in `message: out of memory`. */
function readLiteral(input: string, start: number): Token {
  let text = '';
  let at = start;
  let end = start;
  while (at < input.length) {
    const char = input[at] ?? '';
    const wordStart = at > start && isSpace(input[at - 1]);
    if (wordStart && keywordAt(input, at, false)) break;
    if (char === '\\') {
      const escape = readEscape(input, at, false);
      text += escape.text;
      at = escape.end;
      end = at;
      continue;
    }
    if (char !== '*' && special.has(char)) break;
    text += char === '*' ? WILDCARD : char;
    at++;
    if (!isSpace(char)) end = at;
  }
  if (end === start) throw new KqlSyntaxError(t('Unexpected "{found}".', { found: input[start] ?? '' }), start);
  return { kind: 'literal', text: text.replace(/\s+$/, ''), start, end };
}
