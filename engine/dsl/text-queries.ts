import { parsingError } from '../plan/es-error';
import { hasDocValues } from '../plan/field';
import { none, or, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import { minimumShouldMatch, type QueryBody } from './query-body';
import { single } from './term-queries';
import { matches, tokensOf } from './values';

type Mode = 'any' | 'all' | 'phrase' | 'phrase-prefix';

function matchQuery(query: string, mode: Mode) {
  return (body: QueryBody, lookup: FieldLookup): Predicate => {
    const { path, options, value } = single(body, query);
    const text = options.query ?? value;
    if (text === undefined || text === null) throw parsingError(`[${query}] unknown token in [query]: no text provided`);
    const field = lookup.get(path);
    if (!field) return none;
    const wanted = mode === 'any' && String(options.operator ?? 'or').toLowerCase() === 'and' ? 'all' : mode;
    const tokens = field.type === 'text' ? tokensOf(String(text)) : [];
    if (wanted === 'any' && options.minimum_should_match !== undefined && tokens.length > 1) {
      const of = tokens.map((token): Predicate => ({ type: 'tokens', field, tokens: [token], mode: 'all' }));
      return { type: 'at-least', count: minimumShouldMatch(options.minimum_should_match, tokens.length, 1), of };
    }
    return matches(field, text, wanted, lookup, options.lenient === true);
  };
}

function multiMatch(body: QueryBody, lookup: FieldLookup): Predicate {
  const named = (Array.isArray(body.fields) ? body.fields : []).map((field) => String(field).replace(/\^[\d.]+$/, ''));
  const fields =
    named.length > 0
      ? named.flatMap((name) => lookup.match(name))
      : lookup.all().filter((field) => field.type === 'text' || hasDocValues(field));
  const searchable = fields.filter((field) => field.type !== 'geo_point' && field.type !== 'nested');
  const type = String(body.type ?? 'best_fields');
  const phrase: Mode =
    type === 'phrase'
      ? 'phrase'
      : type === 'phrase_prefix'
        ? 'phrase-prefix'
        : String(body.operator ?? 'or').toLowerCase() === 'and'
          ? 'all'
          : 'any';
  return or(searchable.map((field) => matches(field, body.query, phrase, lookup, body.lenient === true || named.length === 0)));
}

export const textQueries = {
  match: matchQuery('match', 'any'),
  match_phrase: matchQuery('match_phrase', 'phrase'),
  match_phrase_prefix: matchQuery('match_phrase_prefix', 'phrase-prefix'),
  match_bool_prefix: matchQuery('match_bool_prefix', 'phrase-prefix'),
  multi_match: multiMatch,
  combined_fields: multiMatch,
};
