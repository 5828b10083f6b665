import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { type EngineRequest, type Handler, ndjson, ok } from './request';
import { sourceOption } from './source-options';
import { checkRefresh, refreshed } from './visibility';
import { type WriteOp, type WriteResult, writeOperations } from './write';
import { afterPipelines, itemBody, toOp, writeTarget } from './write-requests';

type Json = Record<string, unknown>;

interface BulkItem {
  index: string;
  op: WriteOp;
  source: unknown;
  error?: EsError;
  /** A pipeline took it out. */
  dropped?: boolean;
}

const actions = ['index', 'create', 'update', 'delete'];
const missing = (what: string) => new EsError('action_request_validation_exception', `Validation Failed: 1: ${what} is missing;`, 400);

interface ActionLine {
  action: string;
  options: Json;
  index: string;
}

/** One action line; `last` says that no line follows it. */
function readAction(line: Json | undefined, at: number, last: boolean, request: EngineRequest): ActionLine {
  const [action, meta] = Object.entries(line ?? {})[0] ?? ['', {}];
  if (!actions.includes(action))
    throw illegalArgument(
      `Malformed action/metadata line [${at + 1}], expected one of [create, delete, index, update] but found [${action}]`,
    );
  const options = meta as Json;
  const index = String(options._index ?? request.path.index ?? '');
  if (!index) throw missing('index');
  if (action !== 'delete' && last) throw illegalArgument(`Malformed action/metadata line [${at + 1}]: its document is missing`);
  if ((action === 'update' || action === 'delete') && options._id === undefined) throw missing('id');
  return { action, options, index };
}

function toItem({ action, options, index }: ActionLine, body: Json | undefined, request: EngineRequest): BulkItem {
  const op = toOp(action, options, body);
  const source = action === 'update' ? (options._source ?? body?._source ?? sourceOption(request.query)) : undefined;
  const requireAlias = options.require_alias ?? request.query.get('require_alias') === 'true';
  const pipeline = options.pipeline ?? request.query.get('pipeline') ?? undefined;
  try {
    const target = writeTarget(request, index, requireAlias === true);
    const ready = afterPipelines(request.context.catalog, target, op, pipeline === undefined ? undefined : String(pipeline));
    return ready ? { ...ready, source } : { index: target, op, source, dropped: true };
  } catch (error) {
    if (error instanceof EsError) return { index, op, source, error };
    throw error;
  }
}

function parseBulk(request: EngineRequest): BulkItem[] {
  const lines = ndjson(request.text);
  if (lines.length === 0) throw parsingError('request body is required');
  const items: BulkItem[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = readAction(lines[at], at, at + 1 >= lines.length, request);
    items.push(toItem(line, line.action === 'delete' ? undefined : lines[++at], request));
  }
  return items;
}

async function bulk(request: EngineRequest) {
  const started = performance.now();
  checkRefresh(request);
  const items = parseBulk(request);
  const groups = new Map<string, number[]>();
  items.forEach((item, at) => {
    if (item.error || item.dropped) return;
    const places = groups.get(item.index);
    if (places) places.push(at);
    else groups.set(item.index, [at]);
  });
  const results: WriteResult[] = items.map(({ op, error }) => ({
    id: op.id ?? '',
    status: error?.status ?? 200,
    ...(error ? { error } : { result: 'noop' as const }),
  }));
  for (const [index, places] of groups) {
    const written = await writeOrFail(
      request,
      index,
      places.map((at) => (items[at] as BulkItem).op),
    );
    places.forEach((at, position) => {
      results[at] = written[position] as WriteResult;
    });
  }
  const forced = refreshed(request, [...groups.keys()]);
  const answers = items.map(({ index, op, source }, at) => ({
    [op.action]: itemBody(request.context.catalog.get(index), index, results[at] as WriteResult, { forced, source }),
  }));
  return ok({ errors: results.some(({ error }) => error !== undefined), took: Math.round(performance.now() - started), items: answers });
}

async function writeOrFail(request: EngineRequest, index: string, ops: WriteOp[]): Promise<WriteResult[]> {
  try {
    return await writeOperations(request.context.catalog, index, ops);
  } catch (error) {
    if (error instanceof EsError) return ops.map((op) => ({ id: op.id ?? '', status: error.status, error }));
    throw error;
  }
}

export const bulkRoutes: [string, string, Handler][] = [
  ['POST,PUT', '/_bulk', bulk],
  ['POST,PUT', '/:index/_bulk', bulk],
];
