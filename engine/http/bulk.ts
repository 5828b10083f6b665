import { eachWithinTime } from '../ingest/within-time';
import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { noPipelines, pipelinesFor, tooSlow, type WritePipelines } from './ingest';
import { type EngineRequest, type Handler, jsonBody, ndjsonLines, ok } from './request';
import { sourceOption } from './source-options';
import { checkRefresh, refreshed } from './visibility';
import { type WriteOp, type WriteResult, writeOperations } from './write';
import { actionOp, afterPipelines, itemBody, updateOptions, writeTarget } from './write-requests';

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

/** What an action line says: one that names no document is the same for every line that reads like it. */
interface Action {
  op: WriteOp;
  index: string;
  pipelines: WritePipelines;
  /** What an update shows of the document. */
  source: unknown;
  error?: EsError;
}

function readAction(text: string, at: number, request: EngineRequest): Action {
  const [action, meta] = Object.entries(jsonBody(text))[0] ?? ['', {}];
  if (!actions.includes(action))
    throw illegalArgument(
      `Malformed action/metadata line [${at + 1}], expected one of [create, delete, index, update] but found [${action}]`,
    );
  const options = meta as Json;
  const name = String(options._index ?? request.path.index ?? '');
  if (!name) throw missing('index');
  if ((action === 'update' || action === 'delete') && options._id === undefined) throw missing('id');
  const op = actionOp(action, options);
  const source = action === 'update' ? options._source : undefined;
  const requireAlias = options.require_alias ?? request.query.get('require_alias') === 'true';
  const pipeline = options.pipeline ?? request.query.get('pipeline') ?? undefined;
  const { catalog } = request.context;
  try {
    const index = writeTarget(request, name, requireAlias === true);
    const writes = op.action === 'index' || op.action === 'create';
    return {
      op,
      index,
      source,
      pipelines: writes ? pipelinesFor(catalog, index, pipeline === undefined ? undefined : String(pipeline)) : noPipelines,
    };
  } catch (error) {
    if (error instanceof EsError) return { op, index: name, source, pipelines: noPipelines, error };
    throw error;
  }
}

function toItem({ op, index, source, pipelines, error }: Action, text: string | undefined, { context, query }: EngineRequest): BulkItem {
  if (error || op.action === 'delete' || text === undefined) return { op, index, source, ...(error ? { error } : {}) };
  if (op.action === 'update') {
    const body = jsonBody(text);
    return { op: { ...op, ...updateOptions(body) }, index, source: source ?? body._source ?? sourceOption(query) };
  }
  try {
    const ready = afterPipelines(context.catalog, index, { ...op, text: text.trim() }, pipelines);
    return ready ? { ...ready, source } : { index, op, source, dropped: true };
  } catch (failure) {
    if (failure instanceof EsError) return { index, op, source, error: failure };
    throw failure;
  }
}

const mostKnown = 64;

function parseBulk(request: EngineRequest): BulkItem[] {
  const lines = ndjsonLines(request.text);
  if (lines.length === 0) throw parsingError('request body is required');
  const pairs: [Action, string | undefined][] = [];
  const known = new Map<string, Action>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const action = known.get(line) ?? readAction(line, at, request);
    if (known.size < mostKnown) known.set(line, action);
    const body = action.op.action === 'delete' ? undefined : lines[++at];
    if (action.op.action !== 'delete' && body === undefined)
      throw illegalArgument(`Malformed action/metadata line [${at}]: its document is missing`);
    pairs.push([action, body]);
  }
  return toItems(pairs, request);
}

function toItems(pairs: [Action, string | undefined][], request: EngineRequest): BulkItem[] {
  if (!pairs.some(([{ pipelines }]) => pipelines.first ?? pipelines.final))
    return pairs.map(([action, body]) => toItem(action, body, request));
  const items: BulkItem[] = [];
  eachWithinTime(
    pairs.length,
    (at) => {
      const [action, body] = pairs[at] as [Action, string | undefined];
      items[at] = toItem(action, body, request);
    },
    (at) => {
      const [{ index, op, source }] = pairs[at] as [Action, string | undefined];
      items[at] = { index, op, source, error: tooSlow() };
    },
  );
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
