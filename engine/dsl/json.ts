import { randomUUID } from 'node:crypto';

/** Stands before the digits of a number that a JavaScript number cannot hold, while they travel as a string. Unknown outside. */
const mark = `\u0000${randomUUID()}`;
/** Sixteen digits that are no decimals: those are read as every number. */
const suspicious = /(?<![\d.])\d{16}/;
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const marked = new RegExp(`"\\\\u0000${mark.slice(1)}(-?\\d+)"`, 'g');

const wrap = (token: string) => (/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? JSON.stringify(mark + token) : token);

const unwrap = (_: string, value: unknown) =>
  typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;

/** JSON as JavaScript reads it, but whole numbers beyond 2^53 come as `bigint`. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  if (!suspicious.test(text)) return JSON.parse(text);
  return JSON.parse(text.replace(tokens, wrap), unwrap);
}

/** The reverse: a `bigint` is written as the number it is. */
export function stringifyJson(value: unknown, space?: number): string {
  try {
    // nearly always: without a function for every value it is several times faster
    return JSON.stringify(value, null, space);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  let big = false;
  const text = JSON.stringify(
    value,
    (_, item: unknown) => {
      if (typeof item !== 'bigint') return item;
      big = true;
      return `${mark}${item}`;
    },
    space,
  );
  return big ? text.replace(marked, '$1') : text;
}
