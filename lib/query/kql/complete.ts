import { tokenize } from './tokenize';

/** What would fit at the cursor. `replace` is the part of the input that a suggestion takes the place of. */
export interface KqlPosition {
  expects: 'field' | 'operator' | 'value' | 'conjunction';
  /** Letters already typed of it. */
  typed: string;
  replace: { start: number; end: number };
  /** The field, where a value is expected. */
  field?: string;
}

const operators = new Set([':', '<', '<=', '>', '>=']);

function safeTokens(text: string) {
  try {
    return tokenize(text).filter((token) => token.kind !== 'end');
  } catch {
    const quote = text.lastIndexOf('"');
    return quote < 0
      ? undefined
      : [
          ...tokenize(text.slice(0, quote)).filter((token) => token.kind !== 'end'),
          { kind: 'string' as const, text: text.slice(quote + 1), start: quote, end: text.length },
        ];
  }
}

/** Reads the text up to the cursor and says what comes next. Undefined where it cannot be told. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a decision over the last tokens reads best in one piece
export function positionAt(input: string, cursor: number): KqlPosition | undefined {
  const text = input.slice(0, cursor);
  let tokens: ReturnType<typeof safeTokens>;
  try {
    tokens = safeTokens(text);
  } catch {
    return undefined;
  }
  if (!tokens) return undefined;
  const last = tokens.at(-1);
  const open = last && (last.kind === 'literal' || last.kind === 'string') && last.end === cursor && !/\s$/.test(text) ? last : undefined;
  const before = tokens[tokens.length - (open ? 2 : 1)];
  const replace = open ? { start: open.start, end: open.end } : { start: cursor, end: cursor };
  const typed = open?.text ?? '';
  if (before && operators.has(before.kind))
    return { expects: 'value', typed, replace, field: tokens[tokens.length - (open ? 3 : 2)]?.text };
  if (!before || ['and', 'or', 'not', '(', '{'].includes(before.kind)) {
    if (open) return { expects: 'field', typed, replace };
    return before === undefined || before.kind !== ')' ? { expects: 'field', typed: '', replace } : undefined;
  }
  const two = tokens[tokens.length - 2];
  if ((before.kind === 'literal' || before.kind === 'string') && two && operators.has(two.kind))
    return { expects: 'conjunction', typed, replace };
  if (before.kind === ')' || before.kind === '}') return { expects: 'conjunction', typed, replace };
  return { expects: 'operator', typed, replace };
}

/** A value as it must be written: in quotes where it holds more than plain letters. */
export function quoteValue(value: string | number | boolean): string {
  const text = String(value);
  return /^[\p{L}\p{N}_.@/-]+$/u.test(text) && !/^(and|or|not)$/i.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
