import { EsError, parsingError } from '../plan/es-error';
import { hasDocValues } from '../plan/field';
import { all, and, none, or, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import { geoQueries } from './geo-queries';
import { nestedQuery } from './nested-query';
import { minimumShouldMatch, type ParseClause, type QueryBody } from './query-body';
import { parseQueryString } from './query-string';
import { termQueries } from './term-queries';
import { textQueries } from './text-queries';

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function bool(body: QueryBody, _: FieldLookup, parse: ParseClause): Predicate {
  const known = ['must', 'filter', 'should', 'must_not', 'minimum_should_match', 'boost', '_name', 'adjust_pure_negative'];
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown) throw parsingError(`[bool] query does not support [${unknown}]`);
  const must = [...list(body.must), ...list(body.filter)].map((clause) => parse(clause));
  const should = list(body.should).map((clause) => parse(clause));
  const mustNot = list(body.must_not).map((clause) => parse(clause));
  const needed = minimumShouldMatch(body.minimum_should_match, should.length, must.length === 0 && should.length > 0 ? 1 : 0);
  if (needed === 1) must.push(or(should));
  else if (needed > 1) must.push({ type: 'at-least', count: needed, of: should });
  else if (needed > should.length) return none;
  return and([...must, ...mustNot.map((of): Predicate => (of.type === 'none' ? all : of.type === 'all' ? none : { type: 'not', of }))]);
}

function queryString(body: QueryBody, lookup: FieldLookup): Predicate {
  const named = [...list(body.fields), ...list(body.default_field)].map((field) => String(field).replace(/\^[\d.]+$/, ''));
  const anyField = named.length === 0 || named.includes('*');
  const fields = anyField
    ? lookup.all().filter((field) => field.type === 'text' || (hasDocValues(field) && field.type !== 'geo_point'))
    : named.flatMap((name) => lookup.match(name));
  return parseQueryString(String(body.query ?? ''), {
    fields,
    lookup,
    defaultOperator: String(body.default_operator ?? 'or').toLowerCase() === 'and' ? 'and' : 'or',
    lenient: body.lenient === true || anyField,
  });
}

const compound: Record<string, (body: QueryBody, lookup: FieldLookup, parse: ParseClause) => Predicate> = {
  match_all: () => all,
  match_none: () => none,
  bool,
  constant_score: (body, _, parse) => parse(body.filter),
  boosting: (body, _, parse) => parse(body.positive),
  dis_max: (body, _, parse) => or(list(body.queries).map((clause) => parse(clause))),
  function_score: (body, _, parse) => (body.query ? parse(body.query) : all),
  nested: nestedQuery,
  query_string: queryString,
  simple_query_string: (body, lookup) =>
    queryString(
      {
        ...body,
        lenient: true,
        query: String(body.query ?? '')
          .replaceAll('|', ' OR ')
          .replace(/\+/g, ' AND '),
      },
      lookup,
    ),
};

const registry: Record<string, (body: QueryBody, lookup: FieldLookup, parse: ParseClause) => Predicate> = {
  ...compound,
  ...termQueries,
  ...textQueries,
  ...geoQueries,
};

/** One Query DSL clause as a predicate. Throws `parsing_exception` for what the engine does not know. */
export function parseQuery(query: unknown, lookup: FieldLookup, depth = 0): Predicate {
  if (depth > 50) throw new EsError('illegal_argument_exception', 'The query is nested deeper than 50 levels.', 400);
  if (typeof query !== 'object' || query === null || Array.isArray(query)) throw parsingError('query malformed, expected an object');
  const keys = Object.keys(query);
  const [name] = keys;
  if (name === undefined || keys.length !== 1)
    throw parsingError(
      keys.length === 0 ? 'query malformed, empty clause found' : `[${name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]`,
    );
  const parser = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (!parser) throw parsingError(`unknown query [${name}]`);
  return parser((query as QueryBody)[name] as QueryBody, lookup, (inner, own) => parseQuery(inner, own ?? lookup, depth + 1));
}
