import { illegalArgument } from '../../plan/es-error';
import type { Settings, Token, Tokenizer } from './token';

/**
 * Words by Unicode's rules (UAX #29), near enough: letters, marks, digits and underscores; a dot or an apostrophe holds letters
 * together, a dot, comma or semicolon digits; ideographs and kana stand alone.
 */
const standardWord =
  /[\p{Script=Han}\p{Script=Hiragana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}])[\p{L}\p{M}\p{N}_](?:(?<=\p{L})['’.](?=\p{L})|(?<=\p{N})[.,;'’](?=\p{N}))?)+/gu;

/** The same words of a text of plain ASCII, found faster. */
const asciiWord = /[A-Za-z0-9_]+(?:(?:(?<=[A-Za-z])['.](?=[A-Za-z])|(?<=[0-9])[.,;'](?=[0-9]))[A-Za-z0-9_]+)*/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ascii = /^[\u0000-\u007f]*$/;

/** Longer words are cut, unless a setting says otherwise. */
export const longestWord = 255;

const typeOf = (text: string) =>
  /^\p{N}[\p{N}.,;]*$/u.test(text) ? '<NUM>' : /^\p{Script=Han}$/u.test(text) ? '<IDEOGRAPHIC>' : '<ALPHANUM>';

const asciiTypeOf = (text: string) => (/^[0-9][0-9.,;]*$/.test(text) ? '<NUM>' : '<ALPHANUM>');

function byRegex(regex: RegExp, toType: (text: string) => string = () => 'word', longest = Number.POSITIVE_INFINITY): Tokenizer {
  return (text) => {
    const tokens: Token[] = [];
    for (const { 0: found, index } of text.matchAll(regex))
      for (let from = 0; from < found.length; from += longest) {
        const part = found.slice(from, from + longest);
        tokens.push({ text: part, start: index + from, end: index + from + part.length, position: tokens.length, type: toType(part) });
      }
    return tokens;
  };
}

function grams(text: string, low: number, high: number, edge: boolean): Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < (edge ? Math.min(1, text.length) : text.length); start++)
    for (let size = low; size <= high && start + size <= text.length; size++)
      tokens.push({ text: text.slice(start, start + size), start, end: start + size, position: tokens.length, type: 'word' });
  return tokens;
}

/** Splits where the expression matches, or takes its group. */
function pattern(settings: Settings): Tokenizer {
  const group = Number(settings.group ?? -1);
  let regex: RegExp;
  try {
    regex = new RegExp(String(settings.pattern ?? '\\W+'), `gu${String(settings.flags ?? '').includes('CASE_INSENSITIVE') ? 'i' : ''}`);
  } catch (error) {
    throw illegalArgument(`invalid pattern [${String(settings.pattern)}]: ${(error as Error).message}`);
  }
  return (text) => {
    const tokens: Token[] = [];
    const push = (start: number, end: number) => {
      if (end > start) tokens.push({ text: text.slice(start, end), start, end, position: tokens.length, type: 'word' });
    };
    let last = 0;
    for (const match of text.matchAll(regex)) {
      if (group >= 0) {
        const own = match[group] ?? '';
        const start = match.index + match[0].indexOf(own);
        push(start, start + own.length);
      } else push(last, match.index);
      last = match.index + match[0].length;
    }
    if (group < 0) push(last, text.length);
    return tokens;
  };
}

function pathHierarchy(settings: Settings): Tokenizer {
  const delimiter = String(settings.delimiter ?? '/');
  return (text) => {
    const ends = [...text].flatMap((char, at) => (char === delimiter && at > 0 ? [at] : []));
    return [...ends, text.length].map((end) => ({ text: text.slice(0, end), start: 0, end, position: 0, type: 'word' }));
  };
}

const keyword: Tokenizer = (text) => (text === '' ? [] : [{ text, start: 0, end: text.length, position: 0, type: 'word' }]);

const tokenizers: Record<string, (settings: Settings) => Tokenizer> = {
  standard: (settings) => {
    const longest = Number(settings.max_token_length ?? longestWord);
    const [any, plain] = [byRegex(standardWord, typeOf, longest), byRegex(asciiWord, asciiTypeOf, longest)];
    return (text) => (ascii.test(text) ? plain(text) : any(text));
  },
  classic: () => byRegex(standardWord, typeOf),
  uax_url_email: () => byRegex(/[\w.+-]+@[\w-]+\.[\w.-]+|https?:\/\/\S+|[\p{L}\p{M}\p{N}_]+/gu, typeOf),
  letter: () => byRegex(/\p{L}+/gu),
  lowercase: () => (text) => byRegex(/\p{L}+/gu)(text.toLowerCase()),
  whitespace: () => byRegex(/\S+/gu),
  keyword: () => keyword,
  pattern,
  path_hierarchy: pathHierarchy,
  ngram: (settings) => (text) => grams(text, Number(settings.min_gram ?? 1), Number(settings.max_gram ?? 2), false),
  edge_ngram: (settings) => (text) => grams(text, Number(settings.min_gram ?? 1), Number(settings.max_gram ?? 2), true),
};

/** A tokenizer by its type. Throws `illegal_argument_exception` for one that the engine does not know. */
export function buildTokenizer(type: string, settings: Settings): Tokenizer {
  const build = Object.hasOwn(tokenizers, type) ? tokenizers[type] : undefined;
  if (!build) throw illegalArgument(`failed to find global tokenizer under [${type}]`);
  return build(settings);
}
