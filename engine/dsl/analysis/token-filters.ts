import { stemmer } from 'stemmer';
import { illegalArgument } from '../../plan/es-error';
import { type Settings, type TokenFilter, wordList } from './token';

/** Lucene's list of English stop words. */
export const englishStopWords =
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  );

export const stopWords = (value: unknown): Set<string> => {
  if (value === undefined || value === '_english_') return new Set(englishStopWords);
  return value === '_none_' ? new Set() : new Set(wordList(value));
};

const map =
  (change: (text: string) => string): TokenFilter =>
  (tokens) =>
    tokens.map((token) => ({ ...token, text: change(token.text) })).filter((token) => token.text !== '');

const unaccented = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('ø', 'o');

function stop(settings: Settings): TokenFilter {
  const words = stopWords(settings.stopwords);
  const ignoreCase = settings.ignore_case === true;
  return (tokens) => tokens.filter(({ text }) => !words.has(ignoreCase ? text.toLowerCase() : text));
}

function synonyms(settings: Settings): TokenFilter {
  const rules = new Map<string, string[]>();
  for (const line of wordLines(settings.synonyms)) {
    const [left = '', right] = line.split('=>');
    const from = wordList(left);
    const to = right === undefined ? from : wordList(right);
    for (const word of from) rules.set(word, to);
  }
  return (tokens) => tokens.flatMap((token) => (rules.get(token.text) ?? [token.text]).map((text) => ({ ...token, text })));
}

const wordLines = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function gramFilter(settings: Settings, edge: boolean): TokenFilter {
  const [low, high] = [Number(settings.min_gram ?? 1), Number(settings.max_gram ?? 2)];
  return (tokens) =>
    tokens.flatMap((token) => {
      const parts: string[] = [];
      for (let from = 0; from < (edge ? 1 : token.text.length); from++)
        for (let size = low; size <= high && from + size <= token.text.length; size++) parts.push(token.text.slice(from, from + size));
      return parts.map((text) => ({ ...token, text }));
    });
}

function shingle(settings: Settings): TokenFilter {
  const [low, high] = [Number(settings.min_shingle_size ?? 2), Number(settings.max_shingle_size ?? 2)];
  const [glue, unigrams] = [String(settings.token_separator ?? ' '), settings.output_unigrams !== false];
  return (tokens) =>
    tokens.flatMap((token, at) => {
      const out = unigrams ? [token] : [];
      for (let size = low; size <= high && at + size <= tokens.length; size++) {
        const run = tokens.slice(at, at + size);
        out.push({ ...token, text: run.map(({ text }) => text).join(glue), end: run.at(-1)?.end ?? token.end, type: 'shingle' });
      }
      return out;
    });
}

function unique(): TokenFilter {
  return (tokens) => {
    const seen = new Set<string>();
    return tokens.filter(({ text }) => !seen.has(text) && seen.add(text));
  };
}

const filters: Record<string, (settings: Settings) => TokenFilter> = {
  lowercase: () => map((text) => text.toLowerCase()),
  uppercase: () => map((text) => text.toUpperCase()),
  asciifolding: () => map(unaccented),
  trim: () => map((text) => text.trim()),
  reverse: () => map((text) => [...text].reverse().join('')),
  porter_stem: () => map(stemmer),
  stemmer: (settings) => {
    const language = String(settings.language ?? settings.name ?? 'english');
    if (language === 'possessive_english') return map((text) => text.replace(/['’]s$/, ''));
    if (!['english', 'porter', 'porter2', 'light_english'].includes(language))
      throw illegalArgument(`Invalid stemmer class specified: ${language}`);
    return map(stemmer);
  },
  stop,
  length: (settings) => (tokens) =>
    tokens.filter(
      ({ text }) => text.length >= Number(settings.min ?? 0) && text.length <= Number(settings.max ?? Number.POSITIVE_INFINITY),
    ),
  truncate: (settings) => map((text) => text.slice(0, Number(settings.length ?? 10))),
  limit: (settings) => (tokens) => tokens.slice(0, Number(settings.max_token_count ?? 1)),
  keep: (settings) => (tokens) => tokens.filter(({ text }) => wordList(settings.keep_words).includes(text)),
  unique,
  synonym: synonyms,
  synonym_graph: synonyms,
  ngram: (settings) => gramFilter(settings, false),
  edge_ngram: (settings) => gramFilter(settings, true),
  shingle,
  pattern_replace: (settings) => {
    const regex = new RegExp(String(settings.pattern ?? ''), settings.all === false ? 'u' : 'gu');
    return map((text) => text.replace(regex, String(settings.replacement ?? '')));
  },
  apostrophe: () => map((text) => text.replace(/['’].*$/, '')),
  decimal_digit: () => map((text) => text.normalize('NFKC')),
};

/** A token filter by its type. Throws `illegal_argument_exception` for one that the engine does not know. */
export function buildTokenFilter(type: string, settings: Settings): TokenFilter {
  const build = Object.hasOwn(filters, type) ? filters[type] : undefined;
  if (!build) throw illegalArgument(`failed to find global filter under [${type}]`);
  return build(settings);
}
