import { EsError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices, resolveOptions, toSource, writeIndex } from './resolve';
import { runSearch } from './run-search';
import { refreshed } from './visibility';
import { type WriteOp, type WriteResult, writeOperations } from './write';

type Json = Record<string, unknown>;
const pageSize = 5_000;

interface Outcome {
  total: number;
  created: number;
  updated: number;
  deleted: number;
  versionConflicts: number;
  failures: unknown[];
  batches: number;
}

const scripting = () =>
  new EsError(
    'illegal_argument_exception',
    'scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster',
    400,
  );

/** Reads every document that a query finds, page by page, as the index stood at the start. */
async function* pages(request: EngineRequest, meta: IndexMeta, query: unknown, most: number) {
  const source = { ...toSource(meta), maxSeq: meta.nextSeq - 1 };
  let after: unknown[] | undefined;
  let seen = 0;
  while (seen < most) {
    const body = {
      query: query ?? { match_all: {} },
      size: Math.min(pageSize, most - seen),
      sort: [{ _seq_no: 'asc' }],
      version: true,
      seq_no_primary_term: true,
      track_total_hits: false,
      ...(after ? { search_after: after } : {}),
    };
    const { hits } = (await runSearch(request.context, [source], body, request.signal)).hits;
    if (hits.length === 0) return;
    seen += hits.length;
    after = (hits.at(-1) as { sort?: unknown[] } | undefined)?.sort;
    yield hits as { _id: string; _seq_no: number; _source?: Json }[];
  }
}

function tally(outcome: Outcome, index: string, results: WriteResult[]) {
  for (const result of results) {
    outcome.total++;
    if (result.error?.status === 409) outcome.versionConflicts++;
    else if (result.error) outcome.failures.push({ index, id: result.id, cause: result.error.toBody().error, status: result.status });
    else if (result.result === 'created') outcome.created++;
    else if (result.result === 'updated') outcome.updated++;
    else if (result.result === 'deleted') outcome.deleted++;
  }
  outcome.batches++;
}

const empty = (): Outcome => ({ total: 0, created: 0, updated: 0, deleted: 0, versionConflicts: 0, failures: [], batches: 0 });

const answer = (outcome: Outcome, startedMs: number) => ({
  took: Math.round(performance.now() - startedMs),
  timed_out: false,
  total: outcome.total,
  updated: outcome.updated,
  created: outcome.created,
  deleted: outcome.deleted,
  batches: outcome.batches,
  version_conflicts: outcome.versionConflicts,
  noops: 0,
  retries: { bulk: 0, search: 0 },
  throttled_millis: 0,
  requests_per_second: -1,
  throttled_until_millis: 0,
  failures: outcome.failures,
});

const limitOf = (given: unknown) => (given === undefined || given === null || Number(given) < 0 ? Number.POSITIVE_INFINITY : Number(given));

/** `_delete_by_query` and `_update_by_query`: one operation for every document found. */
const byQuery =
  (toOp: (hit: { _id: string; _seq_no: number; _source?: Json }) => WriteOp, needsQuery: boolean): Handler =>
  async (request) => {
    const body = jsonBody(request.text);
    const startedMs = performance.now();
    if (body.script !== undefined) throw scripting();
    if (needsQuery && body.query === undefined && !request.query.has('q'))
      throw new EsError('action_request_validation_exception', 'Validation Failed: 1: query is missing;', 400);
    const query = body.query ?? (request.query.has('q') ? { query_string: { query: request.query.get('q') } } : undefined);
    const outcome = empty();
    const metas = resolveIndices(request.context.catalog, request.path.index, resolveOptions(request.query));
    for (const meta of metas)
      for await (const hits of pages(request, meta, query, limitOf(body.max_docs ?? request.query.get('max_docs'))))
        tally(outcome, meta.name, await writeOperations(request.context.catalog, meta.name, hits.map(toOp)));
    refreshed(
      request,
      metas.map(({ name }) => name),
    );
    const conflict = outcome.versionConflicts > 0 && (body.conflicts ?? request.query.get('conflicts')) !== 'proceed';
    return ok(answer(outcome, startedMs), conflict ? 409 : 200);
  };

async function reindex(request: EngineRequest) {
  const body = jsonBody(request.text);
  const startedMs = performance.now();
  const [source, target] = [body.source as Json | undefined, body.dest as Json | undefined];
  if (body.script !== undefined) throw scripting();
  if (!source?.index || !target?.index)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: source and dest need an index;', 400);
  if (source.remote) throw new EsError('illegal_argument_exception', 'The embedded engine does not reindex from remote clusters.', 400);
  const index = writeIndex(request.context.catalog, String(target.index));
  const outcome = empty();
  const names = Array.isArray(source.index) ? source.index.join(',') : String(source.index);
  const metas = resolveIndices(request.context.catalog, names, resolveOptions(request.query));
  if (metas.some(({ name }) => name === index))
    throw new EsError(
      'action_request_validation_exception',
      `Validation Failed: 1: reindex cannot write into an index its reading from [${index}];`,
      400,
    );
  const action = target.op_type === 'create' ? 'create' : 'index';
  for (const meta of metas)
    for await (const hits of pages(request, meta, source.query, limitOf(body.max_docs)))
      tally(
        outcome,
        index,
        await writeOperations(
          request.context.catalog,
          index,
          hits.map(({ _id: id, _source }) => ({ action, id, source: _source ?? {} })),
        ),
      );
  refreshed(request, [index]);
  const conflict = outcome.versionConflicts > 0 && body.conflicts !== 'proceed';
  return ok(answer(outcome, startedMs), conflict ? 409 : 200);
}

const ifUnchanged = (seq: number) => ({ ifSeqNo: seq });

export const byQueryRoutes: [string, string, Handler][] = [
  ['POST', '/:index/_delete_by_query', byQuery((hit) => ({ action: 'delete', id: hit._id, ...ifUnchanged(hit._seq_no) }), true)],
  [
    'POST',
    '/:index/_update_by_query',
    byQuery((hit) => ({ action: 'index', id: hit._id, source: hit._source ?? {}, ...ifUnchanged(hit._seq_no) }), false),
  ],
  ['POST', '/_reindex', reindex],
];
