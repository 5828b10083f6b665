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

const scratch = Buffer.allocUnsafe(48 * 1024);

/**
 * What the standard analyzer makes of a text of plain ASCII, as a token column holds it: one pass over its characters. Undefined where it
 * is not plain ASCII, or where a word is too long.
 * The rules are those of Unicode's word boundaries as far as ASCII has them: https://www.unicode.org/reports/tr29/#Word_Boundary_Rules
 */
export function standardTokenText(text: string): { text: string; words: number } | undefined {
  const { length } = text;
  const bytes = length * 3 > scratch.length ? Buffer.allocUnsafe(length * 3) : scratch;
  let [words, written, before, from] = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return undefined;
    let kind = kinds[code] as number;
    if (kind === 0 && before !== 0 && joins[before]?.[code] === 1 && at + 1 < length && kinds[text.charCodeAt(at + 1)] === before)
      kind = before;
    if (kind !== 0) {
      if (before === 0) {
        bytes[written++] = start;
        from = written;
        words++;
      }
      bytes[written++] = lower[code] as number;
    } else if (before !== 0) {
      if (written - from > longestWord) return undefined;
      bytes[written++] = end;
    }
    before = kind;
  }
  if (before !== 0) {
    if (written - from > longestWord) return undefined;
    bytes[written++] = end;
  }
  return { text: bytes.toString('latin1', 0, written), words };
}
