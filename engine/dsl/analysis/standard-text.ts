import { tokenEnd, tokenStart } from '../../plan/token-marks';
import { longestWord } from './tokenizers';

const [start, end] = [tokenStart.charCodeAt(0), tokenEnd.charCodeAt(0)];

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
/** Bytes of the longest character: with so many to spare, UTF-8 takes as many bytes as there are characters only where all are ASCII. */
const spare = 4;
const given = Buffer.allocUnsafe(mostBytes + spare);
const made = Buffer.allocUnsafe(3 * mostBytes);

/** Whether a character that is none of a word holds the word before it together with what follows. */
const isJoint = (before: number, code: number, next: number | undefined) =>
  before !== 0 && joins[before]?.[code] === 1 && next !== undefined && kinds[next] === before;

/** Writes the words of `bytes` as a token column holds them: how many bytes, and how many words. Undefined where a word is too long. */
function writeWords(bytes: Uint8Array, length: number, into: Uint8Array): { written: number; words: number } | undefined {
  let [words, written, before, from] = [0, 0, 0, 0];
  // one step beyond the end closes the last word
  for (let at = 0; at <= length; at++) {
    const code = at < length ? (bytes[at] as number) : 0;
    const kind = kinds[code] || (isJoint(before, code, at + 1 < length ? bytes[at + 1] : undefined) ? before : 0);
    if (kind !== 0 && before === 0) {
      into[written++] = start;
      from = written;
      words++;
    }
    if (kind !== 0) into[written++] = lower[code] as number;
    else if (before !== 0) {
      if (written - from > longestWord) return undefined;
      into[written++] = end;
    }
    before = kind;
  }
  return { written, words };
}

/**
 * What the standard analyzer makes of a text of plain ASCII, as a token column holds it: one pass over its bytes, which are read several
 * times faster than characters. Undefined where it is not plain ASCII, or where a word is too long.
 * The rules are those of Unicode's word boundaries as far as ASCII has them: https://www.unicode.org/reports/tr29/#Word_Boundary_Rules
 */
export function standardTokenText(text: string): { text: string; words: number } | undefined {
  const { length } = text;
  const [bytes, into] = length <= mostBytes ? [given, made] : [Buffer.allocUnsafe(length + spare), Buffer.allocUnsafe(3 * length)];
  if (bytes.write(text, 0, length + spare, 'utf8') !== length) return undefined;
  const found = writeWords(bytes, length, into);
  return found && { text: into.toString('latin1', 0, found.written), words: found.words };
}
