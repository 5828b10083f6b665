import { escapeRegex } from '../../lib/elastic/wildcard';
import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { isDate, isRange } from '../plan/field';
import { all, none, or, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import { boosted, type QueryBody } from './query-body';
import { spanQuery, spanTerm } from './range-fields';
import { editsFor } from './text-match';
import { equals, ipRange, toScalar, wildcardPattern } from './values';

/** `{ field: value }` or `{ field: { value, … } }` as one pair. */
export function single(body: QueryBody, query: string): { path: string; options: Record<string, unknown>; value: unknown } {
  const entries = Object.entries(body).filter(([key]) => key !== 'boost' && key !== '_name');
  const [entry] = entries;
  if (!entry || entries.length !== 1)
    throw parsingError(`[${query}] query doesn't support multiple fields, found [${entries.map(([key]) => key).join('] and [')}]`);
  const [path, value] = entry;
  const options = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  return { path, options, value: options.value ?? (Object.keys(options).length > 0 ? undefined : value) };
}

/** Documents of the searched indices whose names satisfy `test`. */
function ofIndices({ indices }: FieldLookup, test: (name: string) => boolean): Predicate {
  const places = indices.flatMap((name, place) => (test(name) ? [place] : []));
  if (places.length === indices.length) return all;
  return places.length === 0 ? none : { type: 'of-sources', places };
}

/** A condition on `_id` or `_index`, which are no fields of a mapping. */
export function onMetadata(path: string, values: unknown[], lookup: FieldLookup): Predicate {
  if (path === '_id') return { type: 'ids', ids: values.map(String) };
  return path === '_index' ? ofIndices(lookup, (name) => values.includes(name)) : none;
}

function term(body: QueryBody, lookup: FieldLookup): Predicate {
  const { path, options, value } = single(body, 'term');
  if (value === undefined || value === null) throw illegalArgument('value cannot be null');
  const field = lookup.get(path);
  if (!field) return onMetadata(path, [value], lookup);
  if (options.case_insensitive === true && field.columnType === 'VARCHAR')
    return { type: 'regex', field, pattern: escapeRegex(String(value)), caseInsensitive: true };
  if (isRange(field)) return spanTerm(field, value, lookup.nowMs);
  if (field.type === 'text') return boosted(options.boost, { type: 'token', field, token: String(value) });
  return boosted(options.boost, equals(field, value, lookup));
}

function terms(body: QueryBody, lookup: FieldLookup): Predicate {
  const { path } = single(body, 'terms');
  const values = body[path];
  if (!Array.isArray(values)) throw parsingError('[terms] query requires an array of values; lookups in other indices are not supported');
  const field = lookup.get(path);
  if (!field) return onMetadata(path, values, lookup);
  if (isDate(field) || isRange(field) || field.type === 'text' || field.type === 'ip')
    return or(values.map((value) => term({ [path]: value }, lookup)));
  return { type: 'constant', value: 1, of: { type: 'in', field, values: values.map((value) => toScalar(field, value, lookup)) } };
}

/** Documents with as many of the terms as one of their own fields says. */
function termsSet(body: QueryBody, lookup: FieldLookup): Predicate {
  const { path } = single(body, 'terms_set');
  const options = (body[path] ?? {}) as Record<string, unknown>;
  if (options.minimum_should_match_script !== undefined)
    throw illegalArgument('scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster');
  if (!Array.isArray(options.terms)) throw parsingError('[terms_set] query requires [terms]');
  const needed = options.minimum_should_match_field ?? options.minimum_should_match;
  if (needed === undefined) throw illegalArgument('No minimum should match has been specified');
  const field = lookup.get(path);
  const count = typeof needed === 'number' ? needed : lookup.get(String(needed));
  if (!field || count === undefined || options.terms.length === 0) return none;
  return { type: 'at-least', count, of: options.terms.map((value) => term({ [path]: value } as QueryBody, lookup)) };
}

const bounds = ['gte', 'gt', 'lte', 'lt'] as const;

function range(body: QueryBody, lookup: FieldLookup): Predicate {
  const { path, options } = single(body, 'range');
  const field = lookup.get(path);
  const known = [...bounds, 'from', 'to', 'include_lower', 'include_upper', 'format', 'time_zone', 'boost', 'relation', '_name'];
  const unknown = Object.keys(options).find((key) => !known.includes(key as 'gte'));
  if (unknown) throw parsingError(`[range] query does not support [${unknown}]`);
  if (!field) return none;
  if (isRange(field)) return spanQuery(field, options, lookup.nowMs);
  const given = { ...options };
  if (given.from !== undefined) given[given.include_lower === false ? 'gt' : 'gte'] = given.from;
  if (given.to !== undefined) given[given.include_upper === false ? 'lt' : 'lte'] = given.to;
  if (field.type === 'ip') return ipRange(field, given);
  const read: Record<string, unknown> = {};
  for (const bound of bounds) {
    if (given[bound] === undefined || given[bound] === null) continue;
    const timeZone = typeof options.time_zone === 'string' ? options.time_zone : undefined;
    const format = typeof options.format === 'string' ? options.format : field.format;
    read[bound] = toScalar(field, given[bound], lookup, { roundUp: bound === 'lte' || bound === 'gt', timeZone, format });
  }
  return { type: 'range', field, ...read };
}

function pattern(query: string, toPattern: (value: string) => string) {
  return (body: QueryBody, lookup: FieldLookup): Predicate => {
    const { path, options, value } = single(body, query);
    const text = value ?? options.wildcard;
    if (typeof text !== 'string') throw parsingError(`[${query}] query needs a text value`);
    const field = lookup.get(path);
    if (!field && path === '_index') {
      const regex = new RegExp(`^(?:${toPattern(text)})$`, options.case_insensitive === true ? 'i' : '');
      return ofIndices(lookup, (name) => regex.test(name));
    }
    if (!field) return none;
    if (field.columnType !== 'VARCHAR')
      throw illegalArgument(
        `Can only use ${query} queries on keyword, text and wildcard fields - not on [${path}] which is of type [${field.type}]`,
      );
    const insensitive = options.case_insensitive === true;
    return {
      type: 'regex',
      field,
      pattern: toPattern(field.type === 'text' && insensitive ? text.toLowerCase() : text),
      caseInsensitive: insensitive,
    };
  };
}

export const termQueries = {
  term,
  terms,
  terms_set: termsSet,
  range,
  exists: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const path = String(body.field ?? '');
    if (!path) throw parsingError('[exists] must be provided with a [field]');
    if (path === '_source') throw new EsError('query_shard_exception', 'failed to create query: The _source field is not searchable', 400);
    if (['_id', '_index', '_seq_no', '_version'].includes(path)) return all;
    const own = lookup.match(path);
    const below = own.length > 0 ? own : lookup.match(`${path}.*`);
    return or(below.map((field): Predicate => ({ type: 'exists', field })));
  },
  ids: (body: QueryBody): Predicate => ({ type: 'ids', ids: (Array.isArray(body.values) ? body.values : []).map(String) }),
  fuzzy: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const { path, options, value } = single(body, 'fuzzy');
    const field = lookup.get(path);
    if (value === undefined || value === null) throw parsingError('[fuzzy] query needs a value');
    if (!field) return none;
    const edits = editsFor(options.fuzziness ?? 'AUTO', String(value));
    return { type: 'fuzzy', field, token: String(value), edits, prefixLength: Number(options.prefix_length ?? 0) };
  },
  prefix: pattern('prefix', (value) => `${escapeRegex(value)}.*`),
  wildcard: pattern('wildcard', wildcardPattern),
  regexp: pattern('regexp', (value) => value),
};
