import { tokenEnd, tokenStart } from '../../plan/token-marks';

const [start, end] = [tokenStart.charCodeAt(0), tokenEnd.charCodeAt(0)];
/** Longer words are cut by the analyzer, so that they are left to it. */
const longestWord = 255;

const [letter, digit, underscore] = [1, 2, 3];
const kinds = new Uint8Array(128);
/** Each character of ASCII in lower case. */
const lower = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const text = String.fromCharCode(code);
  kinds[code] = /[a-z]/i.test(text) ? letter : /\d/.test(text) ? digit : text === '_' ? underscore : 0;
  lower[code] = text.toLowerCase().charCodeAt(0);
}

/** The characters that hold a word together between two letters, or between two digits. */
const joints: Record<number, string> = { [letter]: "'.", [digit]: ".,;'" };
const joins = Array.from({ length: 4 }, (_, kind) =>
  Uint8Array.from({ length: 128 }, (__, code) => Number((joints[kind] ?? '').includes(String.fromCharCode(code)))),
);

const mostBytes = 16 * 1024;
const given = Buffer.allocUnsafe(mostBytes);
const made = Buffer.allocUnsafe(3 * mostBytes);

/**
 * What the standard analyzer makes of a text of plain ASCII, as a token column holds it: one pass over its bytes, which are read several
 * times faster than characters. Undefined where it is not plain ASCII, or where a word is too long.
 * The rules are those of Unicode's word boundaries as far as ASCII has them: https://www.unicode.org/reports/tr29/#Word_Boundary_Rules
 */
export function standardTokenText(text: string): { text: string; words: number } | undefined {
  const { length } = text;
  const isShort = length <= mostBytes;
  const from = isShort ? given : Buffer.allocUnsafe(length);
  const into = isShort ? made : Buffer.allocUnsafe(3 * length);
  // as UTF-8 it fills its length exactly where every character is ASCII
  if (from.write(text, 0, length, 'utf8') < length) return undefined;
  let [words, written, before, wordFrom] = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) {
    const code = from[at] as number;
    if (code > 127) return undefined;
    let kind = kinds[code] as number;
    if (kind === 0 && before !== 0 && joins[before]?.[code] === 1 && at + 1 < length && kinds[from[at + 1] as number] === before)
      kind = before;
    if (kind !== 0) {
      if (before === 0) {
        into[written++] = start;
        wordFrom = written;
        words++;
      }
      into[written++] = lower[code] as number;
    } else if (before !== 0) {
      if (written - wordFrom > longestWord) return undefined;
      into[written++] = end;
    }
    before = kind;
  }
  if (before !== 0) {
    if (written - wordFrom > longestWord) return undefined;
    into[written++] = end;
  }
  return { text: into.toString('latin1', 0, written), words };
}
