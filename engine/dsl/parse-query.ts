import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { hasDocValues } from '../plan/field';
import { all, and, none, or, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import { geoQueries } from './geo-queries';
import { nestedQuery } from './nested-query';
import { boosted, minimumShouldMatch, type ParseClause, type QueryBody } from './query-body';
import { parseQueryString } from './query-string';
import { boosting, disMax, distanceFeature, functionScore } from './score-queries';
import { termQueries } from './term-queries';
import { textQueries, weighedFields } from './text-queries';

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function bool(body: QueryBody, _: FieldLookup, parse: ParseClause): Predicate {
  const known = ['must', 'filter', 'should', 'must_not', 'minimum_should_match', 'boost', '_name', 'adjust_pure_negative'];
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown) throw parsingError(`[bool] query does not support [${unknown}]`);
  const read = (clauses: unknown) => list(clauses).map((clause) => parse(clause));
  const must = [...read(body.must), ...read(body.filter).map(filtering)];
  const should = read(body.should);
  const needed = minimumShouldMatch(body.minimum_should_match, should.length, must.length === 0 && should.length > 0 ? 1 : 0);
  if (needed === 1) must.push(or(should));
  else if (needed > should.length) return none;
  else if (needed > 1) must.push({ type: 'at-least', count: needed, of: should });
  else must.push(...should.map((of): Predicate => ({ type: 'optional', of })));
  const not = read(body.must_not).map((of): Predicate => (of.type === 'none' ? all : of.type === 'all' ? none : { type: 'not', of }));
  return boosted(body.boost, and([...must, ...not]));
}

/** A clause that decides and does not count. */
const filtering = (of: Predicate): Predicate => (of.type === 'none' ? of : { type: 'filter', of });

function queryString(body: QueryBody, lookup: FieldLookup): Predicate {
  if (typeof body.query !== 'string') throw parsingError('[query_string] must be provided with a [query]');
  if (list(body.fields).some((field) => typeof field !== 'string'))
    throw parsingError('[query_string] field name in [fields] cannot be null');
  const named = [...list(body.fields), ...list(body.default_field)].map(String);
  const anyField = named.length === 0 || named.some((name) => name.startsWith('*'));
  const fields = anyField
    ? lookup.all().filter((field) => field.type === 'text' || (hasDocValues(field) && field.type !== 'geo_point'))
    : weighedFields(named, lookup).map(({ field }) => field);
  return boosted(
    body.boost,
    parseQueryString(body.query, {
      fields,
      lookup,
      defaultOperator: String(body.default_operator ?? 'or').toLowerCase() === 'and' ? 'and' : 'or',
      lenient: body.lenient === true || anyField,
      ...(typeof body.analyzer === 'string' ? { analyzer: body.analyzer } : {}),
    }),
  );
}

const compound: Record<string, (body: QueryBody, lookup: FieldLookup, parse: ParseClause) => Predicate> = {
  match_all: (body) => boosted(body.boost, all),
  match_none: () => none,
  bool,
  constant_score: (body, _, parse) => {
    if (body.filter === undefined) throw parsingError("[constant_score] requires a 'filter' element");
    return { type: 'constant', value: Number(body.boost ?? 1), of: parse(body.filter) };
  },
  boosting,
  dis_max: disMax,
  function_score: functionScore,
  distance_feature: distanceFeature,
  script_score: () => {
    throw illegalArgument('scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster');
  },
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

/** Every query that is known, by name. */
export const queryNames = Object.keys(registry);

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
  const body = (query as QueryBody)[name] as QueryBody;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw parsingError(`[${name}] query malformed, no start_object after query name`);
  const predicate = parser(body, lookup, (inner, own) => parseQuery(inner, own ?? lookup, depth + 1));
  const label = body._name ?? (Object.values(body)[0] as QueryBody | undefined)?._name;
  if (typeof label === 'string') lookup.named.set(label, predicate);
  return predicate;
}
