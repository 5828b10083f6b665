import { illegalArgument, parsingError } from '../plan/es-error';
import { type Field, hasDocValues } from '../plan/field';
import { and, none, or, type Predicate } from '../plan/predicate';
import { queryTokens } from './analysis/token-text';
import type { FieldLookup } from './fields';
import { boosted, minimumShouldMatch, type QueryBody } from './query-body';
import { onMetadata, single } from './term-queries';
import { type MatchOptions, matchBoolPrefix, matchPhrase, matchWords } from './text-match';

function matchOptions(options: Record<string, unknown>): MatchOptions {
  const operator = String(options.operator ?? 'or').toLowerCase();
  if (operator !== 'or' && operator !== 'and')
    throw illegalArgument(`No enum constant org.elasticsearch.index.query.Operator.${operator.toUpperCase()}`);
  return {
    operator,
    ...(options.minimum_should_match === undefined ? {} : { minimumShouldMatch: options.minimum_should_match }),
    ...(options.fuzziness === undefined ? {} : { fuzziness: options.fuzziness }),
    ...(options.prefix_length === undefined ? {} : { prefixLength: Number(options.prefix_length) }),
    ...(typeof options.analyzer === 'string' ? { analyzer: options.analyzer } : {}),
    ...(options.slop === undefined ? {} : { slop: Number(options.slop) }),
    lenient: options.lenient === true,
    zeroTerms: options.zero_terms_query === 'all' ? 'all' : 'none',
  };
}

type Matcher = (field: Field, text: unknown, lookup: FieldLookup, options: MatchOptions) => Predicate;

const phrase: Matcher = (field, text, lookup, options) => matchPhrase(field, text, lookup, false, options);
const phrasePrefix: Matcher = (field, text, lookup, options) => matchPhrase(field, text, lookup, true, options);

function matchQuery(query: string, matcher: Matcher) {
  return (body: QueryBody, lookup: FieldLookup): Predicate => {
    const { path, options, value } = single(body, query);
    const text = options.query ?? value;
    if (text === undefined || text === null) throw parsingError(`[${query}] unknown token in [query]: no text provided`);
    const [field] = lookup.match(path);
    return field ? boosted(options.boost, matcher(field, text, lookup, matchOptions(options))) : onMetadata(path, [text], lookup);
  };
}

interface Weighed {
  field: Field;
  boost: number;
}

/** `title^3` and patterns as fields with weights. */
export function weighedFields(named: string[], lookup: FieldLookup): Weighed[] {
  return named.flatMap((name) => {
    const [, path = name, boost] = /^(.*?)(?:\^([\d.]+))?$/.exec(name) ?? [];
    return lookup
      .match(path)
      .filter(({ type }) => type !== 'geo_point' && type !== 'nested')
      .map((field) => ({ field, boost: Number(boost ?? 1) }));
  });
}

const matchers: Record<string, Matcher> = {
  best_fields: matchWords,
  most_fields: matchWords,
  phrase,
  phrase_prefix: phrasePrefix,
  bool_prefix: matchBoolPrefix,
};

/** Each word in any of the fields: the fields are read as one. */
function crossFields(fields: Weighed[], text: string, options: MatchOptions, lookup: FieldLookup): Predicate {
  const [first] = fields;
  if (!first) return none;
  const words = queryTokens(first.field, text, options.analyzer);
  const clauses = words.map(
    ({ text: word }): Predicate => ({
      type: 'best',
      tieBreaker: 0,
      of: fields.map(({ field, boost }) => boosted(boost, matchWords(field, word, lookup, { ...options, lenient: true, operator: 'or' }))),
    }),
  );
  if (options.operator === 'and') return and(clauses);
  const needed = minimumShouldMatch(options.minimumShouldMatch, clauses.length, 1);
  if (needed > clauses.length) return none;
  return needed <= 1 ? or(clauses) : { type: 'at-least', count: needed, of: clauses };
}

function checkBoolPrefix(body: QueryBody) {
  for (const option of ['slop', 'cutoff_frequency'])
    if (body[option] !== undefined) throw parsingError(`[${option}] not allowed for type [bool_prefix]`);
}

function multiMatch(body: QueryBody, lookup: FieldLookup): Predicate {
  if (body.query === undefined || body.query === null) throw parsingError('No text specified for multi_match query');
  const named = (Array.isArray(body.fields) ? body.fields : body.fields === undefined ? [] : [body.fields]).map(String);
  const fields =
    named.length > 0
      ? weighedFields(named, lookup)
      : weighedFields(['*'], lookup).filter(({ field }) => field.type === 'text' || hasDocValues(field));
  const type = String(body.type ?? 'best_fields');
  const options = matchOptions(body);
  if (named.length === 0) options.lenient = true;
  if (type === 'bool_prefix') checkBoolPrefix(body);
  if (type === 'cross_fields') return boosted(body.boost, crossFields(fields, String(body.query), options, lookup));
  const matcher = Object.hasOwn(matchers, type) ? matchers[type] : undefined;
  if (!matcher) throw parsingError(`No type found for value: [${type}]`);
  const of = fields.map(({ field, boost }) => boosted(boost, matcher(field, body.query, lookup, options)));
  if (type === 'most_fields' || type === 'bool_prefix') return boosted(body.boost, or(of));
  return boosted(body.boost, { type: 'best', tieBreaker: Number(body.tie_breaker ?? 0), of });
}

function combinedFields(body: QueryBody, lookup: FieldLookup): Predicate {
  const named = (Array.isArray(body.fields) ? body.fields : []).map(String);
  if (named.length === 0) throw parsingError('[combined_fields] requires fields');
  return crossFields(weighedFields(named, lookup), String(body.query ?? ''), matchOptions(body), lookup);
}

export const textQueries = {
  match: matchQuery('match', matchWords),
  match_phrase: matchQuery('match_phrase', phrase),
  match_phrase_prefix: matchQuery('match_phrase_prefix', phrasePrefix),
  match_bool_prefix: matchQuery('match_bool_prefix', matchBoolPrefix),
  multi_match: multiMatch,
  combined_fields: combinedFields,
};
