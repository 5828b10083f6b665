import { escapeRegex } from '../../lib/elastic/wildcard';
import { EsError, parsingError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { all, and, none, or, type Predicate } from '../plan/predicate';
import type { Token } from './analysis/token';
import { queryTokens } from './analysis/token-text';
import type { FieldLookup } from './fields';
import { minimumShouldMatch } from './query-body';
import { equals } from './values';

/** How the words of a query must be found. */
export interface MatchOptions {
  operator?: 'or' | 'and';
  minimumShouldMatch?: unknown;
  fuzziness?: unknown;
  prefixLength?: number;
  analyzer?: string;
  slop?: number;
  lenient?: boolean;
  zeroTerms?: 'none' | 'all';
}

/** Edits that `fuzziness` allows a word: 0, 1, 2, AUTO, or AUTO:low,high. */
export function editsFor(fuzziness: unknown, word: string): number {
  if (fuzziness === undefined || fuzziness === null) return 0;
  const text = String(fuzziness).toUpperCase();
  const auto = /^AUTO(?::(\d+),(\d+))?$/.exec(text);
  if (auto) {
    const [low, high] = [Number(auto[1] ?? 3), Number(auto[2] ?? 6)];
    return word.length < low ? 0 : word.length < high ? 1 : 2;
  }
  const edits = Number(text);
  if (!(edits >= 0 && edits <= 2)) throw parsingError(`Valid edit distances are [0, 1, 2] but was [${String(fuzziness)}]`);
  return Math.trunc(edits);
}

function wordClause(field: Field, { text }: Token, options: MatchOptions): Predicate {
  const edits = editsFor(options.fuzziness, text);
  if (edits > 0) return { type: 'fuzzy', field, token: text, edits, prefixLength: options.prefixLength ?? 0 };
  return { type: 'token', field, token: text };
}

/** The words of a text field joined as the options say. Words at one place (synonyms) stand for each other. */
function joined(clauses: Predicate[], options: MatchOptions): Predicate {
  if (options.operator === 'and') return and(clauses);
  // one word is no choice of several: the minimum is not asked
  if (clauses.length === 1) return or(clauses);
  const needed = minimumShouldMatch(options.minimumShouldMatch, clauses.length, 1);
  if (needed > clauses.length) return none;
  return needed <= 1 ? or(clauses) : { type: 'at-least', count: needed, of: clauses };
}

function byPlace(field: Field, tokens: Token[], options: MatchOptions): Predicate[] {
  const places = new Map<number, Predicate[]>();
  for (const token of tokens) places.set(token.position, [...(places.get(token.position) ?? []), wordClause(field, token, options)]);
  return [...places.values()].map((clauses) => or(clauses));
}

function exactly(field: Field, text: unknown, lookup: FieldLookup, lenient: boolean | undefined): Predicate {
  try {
    return equals(field, text, lookup);
  } catch (error) {
    if (lenient && error instanceof EsError) return none;
    throw error;
  }
}

const withoutWords = (options: MatchOptions): Predicate => (options.zeroTerms === 'all' ? all : none);

/** `match` on one field. */
export function matchWords(field: Field, text: unknown, lookup: FieldLookup, options: MatchOptions = {}): Predicate {
  if (field.type !== 'text') {
    const edits = field.columnType === 'VARCHAR' && field.type !== 'ip' ? editsFor(options.fuzziness, String(text)) : 0;
    if (edits > 0) return { type: 'fuzzy', field, token: String(text), edits, prefixLength: options.prefixLength ?? 0 };
    return exactly(field, text, lookup, options.lenient);
  }
  const clauses = byPlace(field, queryTokens(field, String(text), options.analyzer), options);
  return clauses.length === 0 ? withoutWords(options) : joined(clauses, options);
}

/** `match_phrase`, and `match_phrase_prefix` where `prefix` is true. */
export function matchPhrase(field: Field, text: unknown, lookup: FieldLookup, prefix: boolean, options: MatchOptions = {}): Predicate {
  if (field.type !== 'text') {
    if (prefix && field.columnType === 'VARCHAR')
      return { type: 'regex', field, pattern: `${escapeRegex(String(text))}.*`, caseInsensitive: false };
    return exactly(field, text, lookup, options.lenient);
  }
  const tokens = queryTokens(field, String(text), options.analyzer);
  const [first] = tokens;
  if (!first) return withoutWords(options);
  if (tokens.length === 1) return { type: 'token', field, token: first.text, ...(prefix ? { prefix } : {}) };
  const spaced = tokens.map(({ text: word, position }, at) => ({
    text: word,
    gap: Math.max(0, position - (tokens[at - 1]?.position ?? position - 1) - 1),
  }));
  return { type: 'phrase', field, tokens: spaced, slop: options.slop ?? 0, prefix };
}

/** `match_bool_prefix`: every word but the last as `match` has it, the last as a prefix. */
export function matchBoolPrefix(field: Field, text: unknown, lookup: FieldLookup, options: MatchOptions = {}): Predicate {
  if (field.type !== 'text') return matchPhrase(field, text, lookup, true, options);
  const tokens = queryTokens(field, String(text), options.analyzer);
  const last = tokens.at(-1);
  if (!last) return withoutWords(options);
  const prefix: Predicate = { type: 'constant', value: 1, of: { type: 'token', field, token: last.text, prefix: true } };
  return joined([...byPlace(field, tokens.slice(0, -1), options), prefix], options);
}
