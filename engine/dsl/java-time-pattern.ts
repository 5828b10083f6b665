export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const short = (names: string[]) => names.map((name) => name.slice(0, 3));

export interface Piece {
  letter: string;
  count: number;
}
export type Part = Piece | { literal: string } | { optional: Part[] };

const token = /'((?:[^']|'')*)'|([a-zA-Z])\2*|([[\]])|([\s\S])/g;
const known = 'GyuMLdDEeaHhKkmsSnAzZXxVO';

function partOf(whole: string, quoted: string | undefined, letter: string | undefined): Part {
  if (quoted !== undefined) return { literal: quoted === '' ? "'" : quoted.replaceAll("''", "'") };
  if (letter === undefined) return { literal: whole };
  if (!known.includes(letter)) throw new RangeError(`Unknown pattern letter: ${letter}`);
  return { letter, count: whole.length };
}

function splitPattern(pattern: string): Part[] {
  const stack: Part[][] = [[]];
  for (const [whole, quoted, letter, bracket] of pattern.matchAll(token)) {
    if (whole === "'") throw new RangeError(`Pattern ends with an incomplete string literal: ${pattern}`);
    if (bracket === '[') stack.push([]);
    else if (bracket === undefined) stack.at(-1)?.push(partOf(whole, quoted, letter));
    else {
      const inner = stack.pop() as Part[];
      if (stack.length === 0) throw new RangeError('Pattern invalid as it contains ] without previous [');
      stack.at(-1)?.push({ optional: inner });
    }
  }
  if (stack.length !== 1) throw new RangeError(`Pattern ends with an unclosed [: ${pattern}`);
  return stack[0] as Part[];
}

const nameOf = (names: string[], count: number) => (count >= 4 ? names : short(names)).join('|');

const zoneText = '[A-Z]{1,5}(?:[+-]\\d{1,2}(?::?\\d{2})?)?|[A-Za-z]+(?:/[A-Za-z_+-]+)+|[+-]\\d{2}:?\\d{2}';

/** What a letter reads, where it is no plain number. `adjacent`: digits follow at once, so a number may not take more than its width. */
const readers: Record<string, (count: number, adjacent: boolean) => string> = {
  G: () => 'AD|BC',
  y: (count, adjacent) => (count === 1 ? '\\d{1,9}' : count === 2 || adjacent ? `\\d{${count}}` : `\\d{${count},9}`),
  M: (count, adjacent) => (count >= 3 ? nameOf(months, count) : digits(count, adjacent, 2)),
  E: (count) => nameOf(days, count),
  a: () => 'AM|PM|am|pm',
  S: (count) => `\\d{${count}}`,
  n: () => '\\d{1,18}',
  A: () => '\\d{1,18}',
  D: (count, adjacent) => digits(count, adjacent, 3),
  Z: (count) => (count >= 5 ? '[+-]\\d{2}:\\d{2}|Z' : '[+-]\\d{4}|GMT'),
  X: (count) => (count === 1 ? '[+-]\\d{2}(?:\\d{2})?|Z' : count === 2 ? '[+-]\\d{4}|Z' : '[+-]\\d{2}:\\d{2}|Z'),
  z: () => zoneText,
};
const same: Record<string, string> = { u: 'y', L: 'M', x: 'X', V: 'z', O: 'z' };

const digits = (count: number, adjacent: boolean, most: number) => (count === 1 && !adjacent ? `\\d{1,${most}}` : `\\d{${count}}`);

const expressionOf = ({ letter, count }: Piece, adjacent: boolean): string =>
  readers[same[letter] ?? letter]?.(count, adjacent) ?? digits(count, adjacent, letter === 'e' ? 1 : 2);

const numeric = (part: Part | undefined) =>
  part !== undefined && 'letter' in part && !'GEaZXxzVO'.includes(part.letter) && !('ML'.includes(part.letter) && part.count >= 3);

function compileParts(parts: Part[], pieces: Piece[]): string {
  return parts
    .map((part, at) => {
      if ('literal' in part) return part.literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if ('optional' in part) return `(?:${compileParts(part.optional, pieces)})?`;
      pieces.push(part);
      return `(${expressionOf(part, numeric(parts[at + 1]) || (at > 0 && numeric(parts[at - 1]) && part.count > 1))})`;
    })
    .join('');
}

export interface Compiled {
  expression: RegExp;
  pieces: Piece[];
  parts: Part[];
}
const compiled = new Map<string, Compiled>();

/** A pattern ready to read and to write; the last 2,000 are kept. Throws RangeError for a pattern that is none. */
export function compileJavaPattern(pattern: string): Compiled {
  let found = compiled.get(pattern);
  if (!found) {
    const parts = splitPattern(pattern.replace(/^8(?=[a-zA-Z'])/, ''));
    const pieces: Piece[] = [];
    found = { expression: new RegExp(`^(?:${compileParts(parts, pieces)})$`, 'i'), pieces, parts };
    if (compiled.size > 2_000) compiled.clear();
    compiled.set(pattern, found);
  }
  return found;
}
