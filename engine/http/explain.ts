import { fieldLookup } from '../dsl/fields';
import { parseJson } from '../dsl/json';
import { parseQuery } from '../dsl/parse-query';
import { filterSource } from '../dsl/source-filter';
import { EsError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import { keptSource } from './get-documents';
import { toFloat } from './hits';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolve, resolveIndices, resolveOptions } from './resolve';
import { runSearch } from './run-search';
import { sourcesOf, withUrlParameters } from './search';
import { sourceOption } from './source-options';

type Json = Record<string, unknown>;

const onlyQuery = (body: Json) => {
  const unknown = Object.keys(body).find((key) => key !== 'query');
  if (unknown) throw new EsError('parsing_exception', `request does not support [${unknown}]`, 400);
};

/** Why a document has its score: the engine tells the score and the clause, not Lucene's arithmetic. */
const explainDocument: Handler = async (request) => {
  const body = jsonBody(request.text);
  onlyQuery(body);
  const merged = withUrlParameters(
    body,
    new URLSearchParams([...request.query].filter(([key]) => ['q', 'df', 'default_operator', 'lenient'].includes(key))),
  );
  if (merged.query === undefined) throw new EsError('action_request_validation_exception', 'Validation Failed: 1: query is missing;', 400);
  const id = request.path.id ?? '';
  const sources = sourcesOf(request);
  const index = sources[0]?.index ?? request.path.index ?? '';
  const search = { query: { bool: { must: [merged.query], filter: [{ ids: { values: [id] } }] } }, size: 1, track_total_hits: false };
  const [hit] = (await runSearch(request.context, sources, search, request.signal)).hits.hits;
  const meta = request.context.catalog.get(index);
  const found = meta && (await request.context.catalog.exclusive(() => request.context.catalog.existing(meta, [id]))).get(id);
  if (!found || !meta) return ok({ _index: index, _id: id, matched: false }, 404);
  const spec = sourceOption(request.query);
  const get =
    spec === undefined
      ? {}
      : {
          get: {
            found: true,
            ...(spec === false ? {} : { _source: filterSource(keptSource(meta, parseJson(found.source) as Json), spec) }),
          },
        };
  if (!hit)
    return ok({
      _index: index,
      _id: id,
      matched: false,
      explanation: { value: 0, description: 'no matching clause', details: [] },
      ...get,
    });
  const value = toFloat(Number(hit._score ?? 0));
  return ok({
    _index: index,
    _id: id,
    matched: true,
    explanation: { value, description: `score of ${JSON.stringify(merged.query)}`, details: [] },
    ...get,
  });
};

const known = [
  'bool',
  'match',
  'term',
  'terms',
  'range',
  'exists',
  'match_all',
  'query_string',
  'prefix',
  'wildcard',
  'nested',
  'match_phrase',
];

/** One letter too many, too few or other: near enough to be meant. */
function near(word: string): string | undefined {
  const off = (one: string, other: string) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    return (
      Math.abs(one.length - other.length) <= 1 &&
      (one.slice(same + 1) === other.slice(same) ||
        one.slice(same) === other.slice(same + 1) ||
        one.slice(same + 1) === other.slice(same + 1))
    );
  };
  return known.find((name) => off(word, name));
}

function reasonOf(error: unknown): string {
  const text = error instanceof EsError ? error.message : String(error);
  const unknown = /^unknown query \[(.+)\]$/.exec(text)?.[1];
  const meant = unknown && near(unknown);
  return meant ? `${text} did you mean [${meant}]?` : text;
}

function validateIn(request: EngineRequest, meta: IndexMeta, query: unknown, aliasFilters: Json[]) {
  try {
    const lookup = fieldLookup(meta.fields, request.context.nowMs());
    parseQuery(query, lookup);
    for (const filter of aliasFilters) parseQuery(filter, lookup);
    const all = typeof query === 'object' && query !== null && Object.keys(query)[0] === 'match_all';
    return {
      index: meta.name,
      valid: true,
      explanation: all ? 'ApproximateScoreQuery(originalQuery=*:*, approximationQuery=Approximate(*:*))' : JSON.stringify(query),
    };
  } catch (error) {
    if (!(error instanceof EsError)) throw error;
    return { index: meta.name, valid: false, error: error.message };
  }
}

/** `_validate/query`: reads the query as a search would, and runs nothing. */
const validate: Handler = (request) => {
  const body = jsonBody(request.text);
  const explain = request.query.get('explain') === 'true' || request.query.get('rewrite') === 'true';
  const shards = { total: 1, successful: 1, failed: 0 };
  const invalid = (reason: string) => ok({ valid: false, ...(explain ? { error: reason } : {}) });
  try {
    onlyQuery(body);
    const { query } = withUrlParameters(body, request.query);
    const wanted = query ?? { match_all: {} };
    if (resolveIndices(request.context.catalog, request.path.index, resolveOptions(request.query)).length === 0) {
      parseQuery(wanted, fieldLookup(new Map(), request.context.nowMs()));
      return ok({ valid: true, _shards: shards, ...(explain ? { explanations: [] } : {}) });
    }
    const results = resolve(request.context.catalog, request.path.index, resolveOptions(request.query)).map(({ meta, aliases }) =>
      validateIn(
        request,
        meta,
        wanted,
        aliases.flatMap((alias) => (meta.aliases[alias]?.filter ? [meta.aliases[alias].filter as Json] : [])),
      ),
    );
    const failed = results.find((result) => !result.valid);
    if (failed && /unknown query/.test(String(failed.error)))
      return invalid(`org.opensearch.common.ParsingException: ${reasonOf(new EsError('parsing_exception', String(failed.error), 400))};`);
    return ok({ _shards: shards, valid: failed === undefined, ...(explain ? { explanations: results } : {}) });
  } catch (error) {
    if (!(error instanceof EsError)) throw error;
    if (error.status === 404) throw error;
    return invalid(/unknown query/.test(error.message) ? `org.opensearch.common.ParsingException: ${reasonOf(error)};` : error.message);
  }
};

export const explainRoutes: [string, string, Handler][] = [
  ['GET,POST', '/:index/_explain/:id', explainDocument],
  ['GET,POST', '/_validate/query', validate],
  ['GET,POST', '/:index/_validate/query', validate],
];
