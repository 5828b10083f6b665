import { illegalArgument } from '../../plan/es-error';
import type { Settings, Token, TokenFilter, Tokenizer } from './token';
import { buildTokenFilter, stopWords } from './token-filters';
import { buildTokenizer } from './tokenizers';

/** `index.analysis` of the settings: `{ analyzer: { name: … }, tokenizer, filter, char_filter, normalizer }`. */
export type AnalysisSettings = Record<string, Record<string, Settings>>;

export interface Part<T> {
  name: string;
  run: T;
}

export interface Analyzer {
  charFilters: Part<(text: string) => string>[];
  tokenizer: Part<Tokenizer>;
  filters: Part<TokenFilter>[];
  /** Places between the values of a field with several. */
  gap: number;
  /** The standard analyzer with nothing set: `standardTokenText` does the same for most texts. */
  isStandard?: boolean;
}

const list = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

const charFilters: Record<string, (settings: Settings) => (text: string) => string> = {
  html_strip: () => (text) => text.replace(/<[^>]*>/g, ' '),
  mapping: (settings) => (text) =>
    list(settings.mappings).reduce<string>((out, rule) => {
      const [from = '', to = ''] = String(rule)
        .split('=>')
        .map((side) => side.trim());
      return from === '' ? out : out.replaceAll(from, to);
    }, text),
  pattern_replace: (settings) => (text) =>
    text.replace(new RegExp(String(settings.pattern ?? ''), 'gu'), String(settings.replacement ?? '')),
};

/** A part by name: one that the index defines, one given in place, or a built-in. */
function partOf<T>(
  kind: string,
  given: unknown,
  own: Record<string, Settings> | undefined,
  build: (type: string, settings: Settings) => T,
): Part<T> {
  if (typeof given === 'object' && given !== null) {
    const settings = given as Settings;
    return { name: `_anonymous_${kind}_${String(settings.type)}`, run: build(String(settings.type), settings) };
  }
  const name = String(given);
  const settings = own?.[name];
  return { name, run: settings ? build(String(settings.type ?? name), settings) : build(name, {}) };
}

function buildCharFilter(type: string, settings: Settings) {
  const build = Object.hasOwn(charFilters, type) ? charFilters[type] : undefined;
  if (!build) throw illegalArgument(`failed to find global char filter under [${type}]`);
  return build(settings);
}

const filter = (name: string, settings: Settings = {}): Part<TokenFilter> => ({ name, run: buildTokenFilter(name, settings) });
const tokenizer = (name: string, settings: Settings = {}): Part<Tokenizer> => ({ name, run: buildTokenizer(name, settings) });
const plain = (own: Part<Tokenizer>, filters: Part<TokenFilter>[]): Analyzer => ({ charFilters: [], tokenizer: own, filters, gap: 100 });
const stopping = (words: unknown) => (words === undefined ? [] : [filter('stop', { stopwords: [...stopWords(words)] })]);

const standard = (settings: Settings): Analyzer => ({
  ...plain(tokenizer('standard', settings), [filter('lowercase'), ...stopping(settings.stopwords)]),
  isStandard: settings.stopwords === undefined && settings.max_token_length === undefined,
});

const builtIn: Record<string, (settings: Settings) => Analyzer> = {
  standard,
  default: standard,
  simple: () => plain(tokenizer('letter'), [filter('lowercase')]),
  whitespace: () => plain(tokenizer('whitespace'), []),
  keyword: () => plain(tokenizer('keyword'), []),
  stop: (settings) => plain(tokenizer('letter'), [filter('lowercase'), filter('stop', settings)]),
  pattern: (settings) =>
    plain(tokenizer('pattern', settings), [
      ...(settings.lowercase === false ? [] : [filter('lowercase')]),
      ...stopping(settings.stopwords),
    ]),
  english: (settings) =>
    plain(tokenizer('standard'), [
      filter('stemmer', { language: 'possessive_english' }),
      filter('lowercase'),
      filter('stop', settings),
      filter('porter_stem'),
    ]),
  fingerprint: () => plain(tokenizer('standard'), [filter('lowercase'), filter('asciifolding'), filter('unique')]),
};

/** An analyzer put together from parts, as a custom one is or a request to `_analyze`. */
export function customAnalyzer(settings: Settings, own: AnalysisSettings): Analyzer {
  return {
    charFilters: list(settings.char_filter).map((given) => partOf('charfilters', given, own.char_filter, buildCharFilter)),
    tokenizer: partOf('tokenizer', settings.tokenizer ?? 'keyword', own.tokenizer, buildTokenizer),
    filters: list(settings.filter).map((given) => partOf('tokenfilters', given, own.filter, buildTokenFilter)),
    gap: Number(settings.position_increment_gap ?? 100),
  };
}

const known = new Map<string, Analyzer>();

/** The analyzer of that name: the index's own, or a built-in. Throws where there is none. */
export function analyzerNamed(name: string, own: AnalysisSettings = {}): Analyzer {
  const settings = own.analyzer?.[name];
  const key = `${name}\u0000${settings ? JSON.stringify(own) : ''}`;
  const cached = known.get(key);
  if (cached) return cached;
  const type = String(settings?.type ?? (settings ? 'custom' : name));
  const build = Object.hasOwn(builtIn, type) ? builtIn[type] : undefined;
  if (!build && type !== 'custom') throw illegalArgument(`failed to find global analyzer [${name}]`);
  const analyzer = build ? build(settings ?? {}) : customAnalyzer(settings ?? {}, own);
  if (known.size > 500) known.clear();
  known.set(key, analyzer);
  return analyzer;
}

/** The words of a text, with the places they had in it. */
export function analyze(analyzer: Analyzer, text: string): Token[] {
  const clean = analyzer.charFilters.reduce((out, { run }) => run(out), text);
  return analyzer.filters.reduce((tokens, { run }) => run(tokens), analyzer.tokenizer.run(clean));
}
