import { EsError } from '../plan/es-error';
import { pipelinesFor } from './ingest';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { sourceOption } from './source-options';
import { checkRefresh, refreshed } from './visibility';
import { type WriteOp, writeOperations } from './write';
import { afterPipelines, itemBody, updateOptions, writeOptions, writeTarget } from './write-requests';

type Json = Record<string, unknown>;

async function single(request: EngineRequest, op: WriteOp) {
  checkRefresh(request);
  const index = writeTarget(request, request.path.index ?? '', request.query.get('require_alias') === 'true');
  const own = { ...op, ...writeOptions((name) => request.query.get(name) ?? undefined) };
  const { catalog } = request.context;
  const ready = afterPipelines(catalog, index, own, pipelinesFor(catalog, index, request.query.get('pipeline') ?? undefined));
  if (!ready) return ok(itemBody(undefined, index, { id: own.id ?? '', status: 200, result: 'noop' }), 200);
  const [result] = await writeOperations(catalog, ready.index, [ready.op]);
  if (!result) throw new EsError('exception', 'nothing was written', 500);
  if (result.error) throw result.error;
  const forced = refreshed(request, [index]);
  const source = op.action === 'update' ? (sourceOption(request.query) ?? jsonBody(request.text)._source) : undefined;
  const { status, ...body } = itemBody(catalog.get(index), index, result, { forced, source }) as Json;
  return ok(body, Number(status));
}

const put =
  (action: 'index' | 'create'): Handler =>
  (request) => {
    if (request.text.trim() === '')
      throw new EsError('action_request_validation_exception', 'Validation Failed: 1: source is missing;', 400);
    return single(request, {
      action: request.query.get('op_type') === 'create' ? 'create' : action,
      id: request.path.id,
      source: jsonBody(request.text),
    });
  };

function update(request: EngineRequest) {
  const body = jsonBody(request.text);
  const unknown = Object.keys(body).find(
    (key) =>
      !['doc', 'upsert', 'doc_as_upsert', 'script', 'scripted_upsert', 'detect_noop', '_source', 'if_seq_no', 'if_primary_term'].includes(
        key,
      ),
  );
  if (unknown) throw new EsError('x_content_parse_exception', `[UpdateRequest] unknown field [${unknown}]`, 400);
  if (body.doc === undefined && body.script === undefined && body.upsert === undefined)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: script or doc is missing;', 400);
  return single(request, {
    action: 'update',
    id: request.path.id,
    ...updateOptions(body),
    ...writeOptions((name) => (name.startsWith('if_') ? body[name] : undefined)),
  });
}

export const documentRoutes: [string, string, Handler][] = [
  ['POST', '/:index/_doc', put('index')],
  ['PUT,POST', '/:index/_doc/:id', put('index')],
  ['PUT,POST', '/:index/_create/:id', put('create')],
  ['POST', '/:index/_update/:id', update],
  ['DELETE', '/:index/_doc/:id', (request) => single(request, { action: 'delete', id: request.path.id })],
];
