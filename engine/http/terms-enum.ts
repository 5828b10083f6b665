import { escapeRegex } from '../../lib/elastic/wildcard';
import { fieldLookup, mergeFields } from '../dsl/fields';
import { parseQuery } from '../dsl/parse-query';
import { EsError } from '../plan/es-error';
import { and, type Predicate } from '../plan/predicate';
import type { SearchPlan } from '../plan/search';
import { allKeysSql } from '../sql/value-sql';
import { type Handler, jsonBody, ok } from './request';
import { shards } from './run-search';
import { sourcesOf } from './search';

/** `_terms_enum`: values of a field that start so, in order. For completing what somebody types. */
const termsEnum: Handler = async (request) => {
  const body = jsonBody(request.text);
  const path = String(body.field ?? '');
  if (path === '') throw new EsError('action_request_validation_exception', 'Validation Failed: 1: field cannot be null;', 400);
  const sources = sourcesOf(request);
  const fields = mergeFields(sources);
  const lookup = fieldLookup(fields, request.context.nowMs());
  const field = lookup.get(path);
  const size = Math.min(10_000, Math.max(1, Number(body.size ?? 10)));
  if (field?.columnType !== 'VARCHAR' || field.type === 'text') return ok({ _shards: shards(sources), terms: [], complete: true });
  const start = String(body.string ?? '');
  const prefix: Predicate = { type: 'regex', field, pattern: `${escapeRegex(start)}.*`, caseInsensitive: body.case_insensitive === true };
  const query = and([prefix, ...(body.index_filter ? [parseQuery(body.index_filter, lookup)] : [])]);
  const plan: SearchPlan = {
    sources,
    fields,
    query,
    sort: [],
    from: 0,
    size: 0,
    fetchSource: false,
    countUpTo: -1,
    aggregations: { metrics: [], buckets: [] },
  };
  const spec = {
    type: 'terms' as const,
    field,
    size,
    order: [],
    minDocCount: 1,
    include: `${body.case_insensitive === true ? '(?i)' : ''}${escapeRegex(start)}.*`,
  };
  const rows = await request.context.catalog.database.read(...bind(allKeysSql(plan, spec, size + 1)), { signal: request.signal });
  const after = body.search_after === undefined ? undefined : String(body.search_after);
  const terms = rows.map((row) => String(row.k)).filter((term) => after === undefined || term > after);
  return ok({ _shards: shards(sources), terms: terms.slice(0, size), complete: terms.length <= size });
};

const bind = ({ sql, parameters }: ReturnType<typeof allKeysSql>) => [sql, parameters] as const;

export const termsEnumRoutes: [string, string, Handler][] = [['GET,POST', '/:index/_terms_enum', termsEnum]];
