import { stringifyJson } from '../dsl/json';
import { eachWithinTime } from '../ingest/within-time';
import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import type { Catalog } from '../store/catalog';
import { hasPipeline, noPipelines, pipelinesFor, tooSlow, type WritePipelines } from './ingest';
import { type EngineRequest, type Handler, JsonText, jsonBody, ndjsonLines, ok } from './request';
import { sourceOption } from './source-options';
import { checkRefresh, refreshed } from './visibility';
import { type WriteOp, type WriteResult, writeOperations } from './write';
import { actionOp, afterPipelines, itemBody, updateOptions, writeTarget } from './write-requests';

type Json = Record<string, unknown>;

interface BulkItem {
  index: string;
  op: WriteOp;
  source: unknown;
  error?: EsError | undefined;
  /** A pipeline took it out. */
  dropped?: boolean;
  /** What came of it. */
  result?: WriteResult | undefined;
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
  if (error || op.action === 'delete' || text === undefined) return { index, op, source, error };
  if (op.action === 'update') {
    const body = jsonBody(text);
    return { index, op: { ...op, ...updateOptions(body) }, source: source ?? body._source ?? sourceOption(query) };
  }
  const own = withText(op, text.trim());
  if (!hasPipeline(pipelines)) return { index, op: own, source, error: undefined, dropped: false, result: undefined };
  try {
    const ready = afterPipelines(context.catalog, index, own, pipelines);
    return ready ? { ...ready, source } : { index, op, source, dropped: true };
  } catch (failure) {
    if (failure instanceof EsError) return { index, op, source, error: failure };
    throw failure;
  }
}

/** Written out property by property: objects of one shape are read several times faster than what is spread together. */
const withText = ({ action, id, routing, ifSeqNo, ifPrimaryTerm, externalVersion }: WriteOp, text: string): WriteOp => ({
  action,
  id,
  text,
  routing,
  ifSeqNo,
  ifPrimaryTerm,
  externalVersion,
});

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
  if (!pairs.some(([{ pipelines }]) => hasPipeline(pipelines))) return pairs.map(([action, body]) => toItem(action, body, request));
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
  const groups = new Map<string, BulkItem[]>();
  for (const item of items) {
    if (item.error || item.dropped) continue;
    const group = groups.get(item.index);
    if (group) group.push(item);
    else groups.set(item.index, [item]);
  }
  for (const [index, group] of groups) {
    const ops = group.map(({ op }) => op);
    const results = await writeOrFail(request, index, ops);
    group.forEach((item, at) => {
      item.result = results[at];
    });
  }
  const forced = refreshed(request, [...groups.keys()]);
  const toText = itemTexts(request.context.catalog, forced);
  const errors = items.some(({ error, result }) => (error ?? result?.error) !== undefined);
  const answers = items.map((item) => toText(item, resultOf(item))).join(',');
  const took = Math.round(performance.now() - started);
  return ok(new JsonText(`{"errors":${errors},"took":${took},"items":[${answers}]}`));
}

const resultOf = ({ op: { id = '' }, error, result }: BulkItem): WriteResult =>
  error ? { id, status: error.status, error } : (result ?? { id, status: 200, result: 'noop' });

/** Stand in a model of an item for what differs from document to document: no real one has them. */
const model = { id: '\u0000', version: -1.5, seq: -1.5 };
const modelParts = /(?<="_id":)"\\u0000"|(?<="_version":)-1\.5|(?<="_seq_no":)-1\.5/;

/** How items that turned out alike read: what stands between id, version and number. */
interface ItemModel {
  action: string;
  outcome: string;
  status: number;
  index: string;
  parts: string[];
}

/** Writes items of the answer: those that turned out alike differ by id, version and number, so that the rest is put into words once. */
function itemTexts(catalog: Catalog, forced: boolean) {
  const models: ItemModel[] = [];
  return ({ index, op: { action }, source }: BulkItem, result: WriteResult): string => {
    const text = (of: WriteResult) => stringifyJson({ [action]: itemBody(catalog.get(index), index, of, { forced, source }) });
    const { id, version, seq, status, result: outcome } = result;
    if (source !== undefined || outcome === undefined || version === undefined || seq === undefined) return text(result);
    const fits = (one: ItemModel) => one.outcome === outcome && one.index === index && one.action === action && one.status === status;
    let known = models.find(fits);
    if (!known) {
      known = { action, outcome, status, index, parts: text({ ...model, status, result: outcome }).split(modelParts) };
      models.push(known);
    }
    const [start, afterId, afterVersion, end] = known.parts;
    return `${start}${JSON.stringify(id)}${afterId}${version}${afterVersion}${seq}${end}`;
  };
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
