import { fieldLookup } from '../dsl/fields';
import { parseQuery } from '../dsl/parse-query';
import { EsError, illegalArgument } from '../plan/es-error';
import { or } from '../plan/predicate';
import type { SourceTable } from '../plan/search';
import { HeldContexts, parseKeepAlive } from './points-in-time';
import { type EngineContext, type EngineRequest, type Handler, jsonBody, ndjson, ok } from './request';
import { cached } from './request-cache';
import { resolve, resolveOptions, toSource } from './resolve';
import { runSearch, type SearchOptions, searchPage, shards } from './run-search';
import { checkSearchParameters } from './search-checks';
import { sourceOption } from './source-options';
import { withLookups } from './terms-lookup';

const points = new HeldContexts<SourceTable[]>(Date.now);
const scrolls = new HeldContexts<{ sources: SourceTable[]; body: Record<string, unknown>; after?: unknown[] }>(Date.now);

const searchOptions = ({ query }: EngineRequest, pit = false): SearchOptions => ({
  pit,
  scroll: query.has('scroll'),
  ignoreUnavailable: query.get('ignore_unavailable') === 'true',
  typedKeys: query.get('typed_keys') === 'true',
  namedScores: query.get('include_named_queries_score') === 'true',
});

/** The tables of the indices that a request names; an alias with a filter shows what passes it. */
export function sourcesOf(request: EngineRequest): SourceTable[] {
  return resolve(request.context.catalog, request.path.index, resolveOptions(request.query)).map(({ meta, aliases }) => {
    if (meta.closed) throw new EsError('index_closed_exception', 'closed', 400, { index: meta.name, index_uuid: meta.uuid });
    const filters = aliases.map((alias) => meta.aliases[alias]?.filter);
    const narrowed = filters.length > 0 && filters.every((filter) => filter !== undefined);
    if (!narrowed) return toSource(meta);
    const lookup = fieldLookup(meta.fields, request.context.nowMs());
    return { ...toSource(meta), filter: or(filters.map((filter) => parseQuery(filter, lookup))) };
  });
}

/** "true" and "false" as booleans, anything else as `otherwise` reads it. */
const flagOr = (text: string, otherwise: (text: string) => unknown): unknown =>
  text === 'true' ? true : text === 'false' ? false : otherwise(text);

const urlParameters: Record<string, (text: string) => unknown> = {
  from: Number,
  size: Number,
  sort: (text) => text.split(',').map((part) => (part.includes(':') ? { [part.split(':')[0] ?? '']: part.split(':')[1] } : part)),
  track_total_hits: (text) => flagOr(text, Number),
  version: (text) => text === 'true' || text === '',
  seq_no_primary_term: (text) => text === 'true' || text === '',
  track_scores: (text) => text === 'true' || text === '',
  explain: (text) => text === 'true' || text === '',
  docvalue_fields: (text) => text.split(','),
  stored_fields: (text) => text.split(','),
  terminate_after: Number,
  timeout: (text) => text,
};

/** Query-string parameters that a body may also hold. */
export function withUrlParameters(body: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const merged = { ...body };
  const q = query.get('q');
  const df = query.get('df');
  if (q !== null)
    merged.query = {
      query_string: {
        query: q,
        default_operator: query.get('default_operator') ?? 'or',
        ...(df ? { fields: [df] } : {}),
        ...(query.get('lenient') === 'true' ? { lenient: true } : {}),
      },
    };
  const source = sourceOption(query);
  if (source !== undefined) merged._source = source;
  for (const [name, read] of Object.entries(urlParameters)) if (query.has(name)) merged[name] = read(query.get(name) ?? '');
  return merged;
}

async function searchOne(request: EngineRequest, given: Record<string, unknown>, sources: () => SourceTable[]) {
  const body: Record<string, unknown> = {
    ...given,
    ...(given.query ? { query: await withLookups(request.context.catalog, given.query) } : {}),
  };
  const pit = body.pit as { id?: string; keep_alive?: string } | undefined;
  if (!pit) {
    const found = sources();
    const options = searchOptions(request);
    const asked = { requested: request.query.get('request_cache'), more: JSON.stringify(options) };
    return cached(request.context.catalog, found, body, asked, () => runSearch(request.context, found, body, request.signal, options));
  }
  const held = points.get(String(pit.id), pit.keep_alive ? parseKeepAlive(pit.keep_alive) : undefined);
  const answer = await runSearch(request.context, held, body, request.signal, searchOptions(request, true));
  return { pit_id: pit.id, ...answer };
}

/** `rest_total_hits_as_int`: the total as older clients read it, a bare number. */
function inShape<A extends { hits: { total?: { value: number } } }>(request: EngineRequest, answer: A): unknown {
  if (request.query.get('rest_total_hits_as_int') !== 'true') return answer;
  return { ...answer, hits: { ...answer.hits, total: answer.hits.total?.value ?? -1 } };
}

/** A total that is to be a bare number must be exact: refuses thresholds, and counts all where nothing is said. */
function exactTotal(request: EngineRequest, body: Record<string, unknown>): Record<string, unknown> {
  if (request.query.get('rest_total_hits_as_int') !== 'true') return body;
  const track = body.track_total_hits ?? true;
  if (typeof track === 'number')
    throw illegalArgument(`[rest_total_hits_as_int] cannot be used if the tracking of total hits is not accurate, got ${track}`);
  return { ...body, track_total_hits: track };
}

export async function search(request: EngineRequest) {
  const body = exactTotal(request, withUrlParameters(jsonBody(request.text), request.query));
  const keep = request.query.get('scroll');
  checkSearchParameters(request.query, body);
  if (!keep) return ok(inShape(request, await searchOne(request, body, () => sourcesOf(request))));
  const sources = sourcesOf(request).map((source) => freeze(request.context, source));
  const { answer, after } = await searchPage(request.context, sources, body, request.signal, searchOptions(request, true));
  const id = scrolls.open({ sources, body, after }, parseKeepAlive(keep));
  return ok(inShape(request, { _scroll_id: id, ...answer }));
}

const freeze = ({ catalog }: EngineContext, source: SourceTable): SourceTable => ({
  ...source,
  maxSeq: source.maxSeq ?? (catalog.get(source.index)?.nextSeq ?? 0) - 1,
});

async function nextScroll(request: EngineRequest) {
  const body = jsonBody(request.text);
  const id = String(body.scroll_id ?? request.query.get('scroll_id') ?? request.path.id ?? '');
  const state = scrolls.get(id, body.scroll ? parseKeepAlive(body.scroll) : undefined);
  if (!state.after)
    return ok(
      inShape(request, {
        _scroll_id: id,
        took: 0,
        timed_out: false,
        _shards: shards(state.sources),
        hits: { total: { value: 0, relation: 'eq' }, max_score: null, hits: [] },
      }),
    );
  const { answer, after } = await searchPage(
    request.context,
    state.sources,
    { ...state.body, aggs: undefined, aggregations: undefined, search_after: state.after, from: 0 },
    request.signal,
    searchOptions(request, true),
  );
  scrolls.update(id, { ...state, after });
  return ok(inShape(request, { _scroll_id: id, ...answer }));
}

async function msearch(request: EngineRequest) {
  const lines = ndjson(request.text);
  if (lines.length % 2 !== 0) throw illegalArgument('The msearch request must be pairs of a header and a body, one JSON object per line.');
  const started = performance.now();
  lines.forEach((line, at) => {
    if (at % 2 === 1) checkSearchParameters(request.query, line);
  });
  const responses = await Promise.all(
    Array.from({ length: lines.length / 2 }, async (_, index) => {
      const header = lines[index * 2] ?? {};
      const named = Array.isArray(header.index) ? header.index.join(',') : header.index;
      const own = { ...request, path: { ...request.path, ...(named ? { index: String(named) } : {}) } };
      try {
        const answer = await searchOne(own, exactTotal(own, lines[index * 2 + 1] ?? {}), () => sourcesOf(own));
        return { ...(inShape(own, answer) as object), status: 200 };
      } catch (error) {
        if (error instanceof EsError) return error.toBody();
        throw error;
      }
    }),
  );
  return ok({ took: Math.round(performance.now() - started), responses });
}

async function count(request: EngineRequest) {
  const body = withUrlParameters(jsonBody(request.text), request.query);
  const sources = sourcesOf(request);
  const query = body.query ? await withLookups(request.context.catalog, body.query) : undefined;
  const answer = await runSearch(request.context, sources, { query, size: 0, track_total_hits: true }, request.signal);
  return ok({ count: answer.hits.total?.value ?? 0, _shards: answer._shards });
}

function openPoint(request: EngineRequest) {
  const keepAlive = request.query.get('keep_alive');
  if (!keepAlive) throw illegalArgument('[keep_alive] is required');
  const sources = sourcesOf(request).map((source) => freeze(request.context, source));
  return ok({ id: points.open(sources, parseKeepAlive(keepAlive)), _shards: shards(sources) });
}

function closeContexts(held: { close(id: string): boolean }, ids: string[]) {
  const freed = ids.filter((id) => held.close(id)).length;
  return ok({ succeeded: true, num_freed: freed }, freed > 0 ? 200 : 404);
}

const idList = (value: unknown): string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)]);

export const searchRoutes: [string, string, Handler][] = [
  ['GET,POST', '/_search', search],
  ['GET,POST', '/:index/_search', search],
  ['GET,POST', '/_search/scroll', nextScroll],
  ['GET,POST', '/_search/scroll/:id', nextScroll],
  ['DELETE', '/_search/scroll', (request) => closeContexts(scrolls, idList(jsonBody(request.text).scroll_id))],
  ['DELETE', '/_search/scroll/:id', (request) => closeContexts(scrolls, [request.path.id ?? ''])],
  ['GET,POST', '/_msearch', msearch],
  ['GET,POST', '/:index/_msearch', msearch],
  ['GET,POST', '/_count', count],
  ['GET,POST', '/:index/_count', count],
  ['POST', '/:index/_pit', openPoint],
  ['DELETE', '/_pit', (request) => closeContexts(points, idList(jsonBody(request.text).id))],
];
