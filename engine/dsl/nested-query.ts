import { escapeRegex } from '../../lib/elastic/wildcard';
import { EsError, parsingError } from '../plan/es-error';
import { type NestedPredicate, none, type Predicate, type Scalar } from '../plan/predicate';
import type { FieldLookup } from './fields';
import type { QueryBody } from './query-body';
import { single } from './term-queries';
import { tokensOf, wildcardPattern } from './values';

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

type Test = Extract<NestedPredicate, { type: 'value' }>['test'];

/** Tests on one field of a nested object, by query name. Values are compared as the JSON has them. */
const leaf: Record<string, (value: unknown, options: Record<string, unknown>) => Test> = {
  term: (value) => ({ in: [value as Scalar] }),
  terms: (value) => ({ in: list(value) as Scalar[] }),
  match: (value, options) =>
    typeof (options.query ?? value) === 'string'
      ? { words: tokensOf(String(options.query ?? value)) }
      : { in: [(options.query ?? value) as Scalar] },
  match_phrase: (value, options) => ({ words: tokensOf(String(options.query ?? value)) }),
  range: (_, { gte, gt, lte, lt }) => ({ gte, gt, lte, lt }) as Test,
  prefix: (value) => ({ regex: `${escapeRegex(String(value))}.*` }),
  wildcard: (value, options) => ({ regex: wildcardPattern(String(value ?? options.wildcard)) }),
};

function parseNested(query: unknown, path: string): NestedPredicate {
  const [entry] = Object.entries((query ?? {}) as QueryBody);
  if (!entry) throw parsingError('query malformed, empty clause found');
  const [name, body] = entry as [string, QueryBody];
  const inner = (clause: unknown) => parseNested(clause, path);
  if (name === 'match_all') return { type: 'and', of: [] };
  if (name === 'bool') {
    const should = list(body.should).map(inner);
    const must = [...list(body.must), ...list(body.filter)].map(inner);
    if (should.length > 0 && (must.length === 0 || Number(body.minimum_should_match ?? 0) > 0)) must.push({ type: 'or', of: should });
    return { type: 'and', of: [...must, ...list(body.must_not).map((clause): NestedPredicate => ({ type: 'not', of: inner(clause) }))] };
  }
  const relative = (full: string) => full.replace(`${path}.`, '');
  if (name === 'exists') return { type: 'value', path: relative(String(body.field)), test: { exists: true } };
  if (name === 'query_string') {
    const fields = list(body.fields).map(String);
    return {
      type: 'or',
      of: fields.map((field) => ({ type: 'value', path: relative(field), test: { regex: wildcardPattern(String(body.query)) } })),
    };
  }
  const toTest = leaf[name];
  if (!toTest)
    throw new EsError('illegal_argument_exception', `The embedded engine does not support [${name}] inside a nested query.`, 400);
  const { path: field, options, value } = single(body, name);
  return { type: 'value', path: relative(field), test: toTest(value, options) };
}

export function nestedQuery(body: QueryBody, lookup: FieldLookup): Predicate {
  const path = String(body.path ?? '');
  const field = lookup.get(path);
  if (field?.type !== 'nested') {
    if (body.ignore_unmapped === true) return none;
    throw new EsError('query_shard_exception', `failed to create query: [nested] failed to find nested object under path [${path}]`, 400);
  }
  return { type: 'nested', field, object: parseNested(body.query, path) };
}
