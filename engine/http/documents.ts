import { parseJson } from '../dsl/json';
import { filterSource } from '../dsl/source-filter';
import { EsError, illegalArgument, indexNotFound, parsingError } from '../plan/es-error';
import { type EngineRequest, type Handler, jsonBody, ndjson, ok } from './request';
import { resolveIndices, resolveOptions, toSource, writeIndex } from './resolve';
import { runSearch } from './search';
import { type WriteOp, type WriteResult, writeOperations } from './write';

const writeTarget = (request: EngineRequest, name: string) => writeIndex(request.context.catalog, name);

function itemBody(index: string, { id, result, version, seq, status, error }: WriteResult) {
  if (error) return { _index: index, _id: id, status, error: error.toBody().error };
  return {
    _index: index,
    _id: id,
    _version: version,
    result,
    _shards: { total: 1, successful: 1, failed: 0 },
    _seq_no: seq,
    _primary_term: 1,
    status,
  };
}

interface BulkItem {
  index: string;
  op: WriteOp;
}

function toOp(action: string, meta: Record<string, unknown>, source: Record<string, unknown> | undefined): WriteOp {
  const base = {
    ...(meta._id === undefined || meta._id === null ? {} : { id: String(meta._id) }),
    ...(meta.if_seq_no === undefined ? {} : { ifSeqNo: Number(meta.if_seq_no) }),
  };
  if (action === 'delete') return { action, ...base };
  if (action === 'update')
    return {
      action,
      ...base,
      source: source?.doc as Record<string, unknown> | undefined,
      upsert: source?.upsert as Record<string, unknown> | undefined,
      docAsUpsert: source?.doc_as_upsert === true,
    };
  return { action: action as 'index', ...base, source };
}

function parseBulk(request: EngineRequest): BulkItem[] {
  const lines = ndjson(request.text);
  if (lines.length === 0) throw parsingError('request body is required');
  const items: BulkItem[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [action, meta] = Object.entries(lines[at] ?? {})[0] ?? ['', {}];
    if (!['index', 'create', 'update', 'delete'].includes(action))
      throw illegalArgument(
        `Malformed action/metadata line [${at + 1}], expected one of [create, delete, index, update] but found [${action}]`,
      );
    const options = meta as Record<string, unknown>;
    const index = String(options._index ?? request.path.index ?? '');
    if (!index) throw new EsError('action_request_validation_exception', 'Validation Failed: 1: index is missing;', 400);
    if (action !== 'delete' && at + 1 >= lines.length)
      throw illegalArgument(`Malformed action/metadata line [${at + 1}]: its document is missing`);
    if ((action === 'update' || action === 'delete') && options._id === undefined)
      throw new EsError('action_request_validation_exception', 'Validation Failed: 1: id is missing;', 400);
    items.push({ index: writeTarget(request, index), op: toOp(action, options, action === 'delete' ? undefined : lines[++at]) });
  }
  return items;
}

async function bulk(request: EngineRequest) {
  const started = performance.now();
  const items = parseBulk(request);
  const groups = new Map<string, number[]>();
  items.forEach((item, at) => {
    const places = groups.get(item.index);
    if (places) places.push(at);
    else groups.set(item.index, [at]);
  });
  const answers: unknown[] = new Array(items.length);
  let errors = false;
  for (const [index, places] of groups) {
    const results = await writeOrFail(
      request,
      index,
      places.map((at) => (items[at] as BulkItem).op),
    );
    places.forEach((at, position) => {
      const result = results[position] as WriteResult;
      errors ||= result.error !== undefined;
      answers[at] = { [(items[at] as BulkItem).op.action]: itemBody(index, result) };
    });
  }
  return ok({ errors, took: Math.round(performance.now() - started), items: answers });
}

async function writeOrFail(request: EngineRequest, index: string, ops: WriteOp[]): Promise<WriteResult[]> {
  try {
    return await writeOperations(request.context.catalog, index, ops);
  } catch (error) {
    if (error instanceof EsError) return ops.map((op) => ({ id: op.id ?? '', status: error.status, error }));
    throw error;
  }
}

async function single(request: EngineRequest, op: WriteOp) {
  const index = writeTarget(request, request.path.index ?? '');
  const [result] = await writeOperations(request.context.catalog, index, [op]);
  if (!result) throw new EsError('exception', 'nothing was written', 500);
  if (result.error) throw result.error;
  const { status, ...body } = itemBody(index, result) as Record<string, unknown>;
  return ok(body, Number(status));
}

async function get(request: EngineRequest) {
  const meta = request.context.catalog.get(writeTarget(request, request.path.index ?? ''));
  if (!meta) throw indexNotFound(request.path.index ?? '');
  const id = request.path.id ?? '';
  const found = (await request.context.catalog.exclusive(() => request.context.catalog.existing(meta, [id]))).get(id);
  if (!found) return ok({ _index: meta.name, _id: id, found: false }, 404);
  return ok({
    _index: meta.name,
    _id: id,
    _version: found.version,
    _seq_no: found.seq,
    _primary_term: 1,
    found: true,
    _source: filterSource(parseJson(found.source) as Record<string, unknown>, request.query.get('_source')?.split(',') ?? undefined),
  });
}

async function getSource(request: EngineRequest) {
  const reply = await get(request);
  if (reply.status === 404)
    throw new EsError('resource_not_found_exception', `Document not found [${request.path.index}]/[${request.path.id}]`, 404);
  return ok((reply.body as { _source: unknown })._source);
}

async function mget(request: EngineRequest) {
  const body = jsonBody(request.text);
  const wanted = Array.isArray(body.docs)
    ? (body.docs as Record<string, unknown>[])
    : ((body.ids as unknown[]) ?? []).map((id) => ({ _id: id }) as Record<string, unknown>);
  const docs = await Promise.all(
    wanted.map(
      async (entry) => (await get({ ...request, path: { index: String(entry._index ?? request.path.index), id: String(entry._id) } })).body,
    ),
  );
  return ok({ docs });
}

async function deleteByQuery(request: EngineRequest) {
  const body = jsonBody(request.text);
  if (body.query === undefined) throw new EsError('action_request_validation_exception', 'Validation Failed: 1: query is missing;', 400);
  let deleted = 0;
  for (const meta of resolveIndices(request.context.catalog, request.path.index, resolveOptions(request.query))) {
    for (;;) {
      const page = await runSearch(
        request.context,
        [toSource(meta)],
        { query: body.query, size: 5_000, _source: false, track_total_hits: false },
        request.signal,
      );
      const ids = page.hits.hits.map((hit) => String(hit._id));
      if (ids.length === 0) break;
      const results = await writeOperations(
        request.context.catalog,
        meta.name,
        ids.map((id) => ({ action: 'delete', id })),
      );
      deleted += results.filter((result) => result.result === 'deleted').length;
    }
  }
  return ok({ took: 0, timed_out: false, total: deleted, deleted, batches: 1, version_conflicts: 0, noops: 0, failures: [] });
}

const put =
  (action: 'index' | 'create'): Handler =>
  (request) =>
    single(request, {
      action: request.query.get('op_type') === 'create' ? 'create' : action,
      id: request.path.id,
      source: jsonBody(request.text),
      ...(request.query.has('if_seq_no') ? { ifSeqNo: Number(request.query.get('if_seq_no')) } : {}),
    });

export const documentRoutes: [string, string, Handler][] = [
  ['POST,PUT', '/_bulk', bulk],
  ['POST,PUT', '/:index/_bulk', bulk],
  ['POST', '/:index/_doc', put('index')],
  ['PUT,POST', '/:index/_doc/:id', put('index')],
  ['PUT,POST', '/:index/_create/:id', put('create')],
  ['POST', '/:index/_update/:id', (request) => single(request, toOp('update', { _id: request.path.id }, jsonBody(request.text)))],
  ['DELETE', '/:index/_doc/:id', (request) => single(request, { action: 'delete', id: request.path.id })],
  ['GET,HEAD', '/:index/_doc/:id', get],
  ['GET,HEAD', '/:index/_source/:id', getSource],
  ['GET,POST', '/_mget', mget],
  ['GET,POST', '/:index/_mget', mget],
  ['POST', '/:index/_delete_by_query', deleteByQuery],
];
