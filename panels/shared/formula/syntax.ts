import { t } from '../../../lib/i18n/t';
/** A formula that cannot be read: what is wrong, and where in its text. */
export class FormulaError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'FormulaError';
  }
}

export type Token =
  | { type: 'number'; value: number; at: number }
  | { type: 'name'; value: string; at: number }
  | { type: 'text'; value: string; at: number }
  | { type: 'sign'; value: string; at: number }
  | { type: 'end'; value: ''; at: number };

const spaces = /\s*/y;
const number = /(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?/iy;
/** Field names have dots, dashes and an @ in them. */
const name = /[\p{L}_@][\p{L}\p{N}_.@]*(-[\p{L}_@][\p{L}\p{N}_.@]*)*/uy;
const text = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const sign = /[-+*/^(),=]/y;

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

const unreadable = (letter: string, at: number) =>
  new FormulaError(letter === "'" || letter === '"' ? t('This text has no end') : t('"{sign}" means nothing here', { sign: letter }), at);

/** A formula's words, last an end. Throws FormulaError at what is none. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += match(spaces, source, at)?.[0].length ?? 0;
    if (at >= source.length) return [...tokens, { type: 'end', value: '', at }];
    const found = match(number, source, at);
    const quoted = match(text, source, at);
    const named = match(name, source, at);
    const signed = match(sign, source, at);
    if (found) tokens.push({ type: 'number', value: Number(found[0]), at });
    else if (quoted) tokens.push({ type: 'text', value: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1'), at });
    else if (named) tokens.push({ type: 'name', value: named[0], at });
    else if (signed) tokens.push({ type: 'sign', value: signed[0], at });
    else throw unreadable(source.charAt(at), at);
    at += (found ?? quoted ?? named ?? signed)?.[0].length ?? 1;
  }
}
