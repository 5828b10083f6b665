import { fieldValues } from '../dsl/field-values';
import { parseJson } from '../dsl/json';
import { filterSource } from '../dsl/source-filter';
import { EsError, illegalArgument, indexNotFound, parsingError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { StoredDocument } from '../store/catalog';
import { isStored } from './hits';
import { type EngineRequest, type Handler, jsonBody, ndjson, ok } from './request';
import { resolveIndices, writeIndex } from './resolve';
import { sourceOption } from './source-options';
import { checkRefresh, isRefreshed, refreshed } from './visibility';
import { type WriteOp, type WriteResult, writeOperations } from './write';

type Json = Record<string, unknown>;

/** The index that a write to `name` goes to. With `require_alias` only an alias will do. */
function writeTarget(request: EngineRequest, name: string, requireAlias: boolean): string {
  const { catalog } = request.context;
  if (requireAlias && !catalog.list().some((meta) => Object.hasOwn(meta.aliases, name)))
    throw new EsError(
      'index_not_found_exception',
      `no such index [${name}] and [require_alias] request flag is [true] and [${name}] is not an alias`,
      404,
      {
        index: name,
        index_uuid: '_na_',
      },
    );
  return writeIndex(catalog, name);
}

/** What an update shows of the document, where `_source` asks for it. */
function shownSource(result: WriteResult, spec: unknown): Json {
  if (spec === undefined || spec === false || result.source === undefined) return {};
  const source = filterSource(parseJson(result.source) as Json, spec);
  return { get: { _seq_no: result.seq, _primary_term: 1, found: true, _source: source } };
}

function itemBody(meta: IndexMeta | undefined, index: string, result: WriteResult, options: { forced?: boolean; source?: unknown } = {}) {
  const { id, version, seq, status, error } = result;
  if (error) return { _index: index, _id: id, status, error: error.toBody().error };
  const noop = result.result === 'noop';
  const total = 1 + Number(meta?.settings.number_of_replicas ?? 1);
  return {
    _index: index,
    _id: id,
    _version: version,
    result: result.result,
    ...(options.forced && !noop ? { forced_refresh: true } : {}),
    _shards: noop ? { total: 0, successful: 0, failed: 0 } : { total, successful: 1, failed: 0 },
    _seq_no: seq,
    _primary_term: 1,
    ...shownSource(result, options.source),
    status,
  };
}

interface BulkItem {
  index: string;
  op: WriteOp;
  source: unknown;
  error?: EsError;
}

/** Version and routing options, from a query string or a bulk line. */
function writeOptions(given: (name: string) => unknown): Partial<WriteOp> {
  const number = (value: unknown) => (value === undefined || value === null ? undefined : Number(value));
  const [ifSeqNo, ifPrimaryTerm, version] = [number(given('if_seq_no')), number(given('if_primary_term')), number(given('version'))];
  const type = given('version_type');
  const routing = given('routing');
  if (version !== undefined && (type === undefined || type === null || type === 'internal'))
    throw new EsError(
      'action_request_validation_exception',
      'Validation Failed: 1: internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead;',
      400,
    );
  return {
    ...(ifSeqNo === undefined ? {} : { ifSeqNo }),
    ...(ifPrimaryTerm === undefined ? {} : { ifPrimaryTerm }),
    ...(routing === undefined || routing === null ? {} : { routing: String(routing) }),
    ...(version === undefined ? {} : { externalVersion: { version, orEqual: type === 'external_gte' } }),
  };
}

const updateOptions = (body: Json | undefined): Partial<WriteOp> => ({
  source: body?.doc as Json | undefined,
  upsert: body?.upsert as Json | undefined,
  docAsUpsert: body?.doc_as_upsert === true,
  scripted: body?.script !== undefined,
  detectNoop: body?.detect_noop !== false,
});

function toOp(action: string, meta: Json, source: Json | undefined): WriteOp {
  const base = {
    ...(meta._id === undefined || meta._id === null ? {} : { id: String(meta._id) }),
    ...writeOptions((name) => meta[name] ?? meta[`_${name}`]),
  };
  if (action === 'delete') return { action, ...base };
  if (action === 'update') return { action, ...base, ...updateOptions(source) };
  return { action: action === 'index' && meta.op_type === 'create' ? 'create' : (action as 'index'), ...base, source };
}

function parseBulk(request: EngineRequest): BulkItem[] {
  const lines = ndjson(request.text);
  if (lines.length === 0) throw parsingError('request body is required');
  const items: BulkItem[] = [];
  const whole = sourceOption(request.query);
  const requireAlias = request.query.get('require_alias') === 'true';
  for (let at = 0; at < lines.length; at++) {
    const [action, meta] = Object.entries(lines[at] ?? {})[0] ?? ['', {}];
    if (!['index', 'create', 'update', 'delete'].includes(action))
      throw illegalArgument(
        `Malformed action/metadata line [${at + 1}], expected one of [create, delete, index, update] but found [${action}]`,
      );
    const options = meta as Json;
    const index = String(options._index ?? request.path.index ?? '');
    if (!index) throw new EsError('action_request_validation_exception', 'Validation Failed: 1: index is missing;', 400);
    if (action !== 'delete' && at + 1 >= lines.length)
      throw illegalArgument(`Malformed action/metadata line [${at + 1}]: its document is missing`);
    if ((action === 'update' || action === 'delete') && options._id === undefined)
      throw new EsError('action_request_validation_exception', 'Validation Failed: 1: id is missing;', 400);
    const body = action === 'delete' ? undefined : lines[++at];
    const op = toOp(action, options, body);
    const source = action === 'update' ? (options._source ?? body?._source ?? whole) : undefined;
    try {
      items.push({
        index: writeTarget(request, index, options.require_alias === undefined ? requireAlias : options.require_alias === true),
        op,
        source,
      });
    } catch (error) {
      if (!(error instanceof EsError)) throw error;
      items.push({ index, op, source, error });
    }
  }
  return items;
}

async function bulk(request: EngineRequest) {
  const started = performance.now();
  checkRefresh(request);
  const items = parseBulk(request);
  const groups = new Map<string, number[]>();
  items.forEach((item, at) => {
    if (item.error) return;
    const places = groups.get(item.index);
    if (places) places.push(at);
    else groups.set(item.index, [at]);
  });
  const results: WriteResult[] = items.map(({ op, error }) => ({
    id: op.id ?? '',
    status: error?.status ?? 200,
    ...(error ? { error } : {}),
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

async function single(request: EngineRequest, op: WriteOp) {
  checkRefresh(request);
  const index = writeTarget(request, request.path.index ?? '', request.query.get('require_alias') === 'true');
  const own = { ...op, ...writeOptions((name) => request.query.get(name) ?? undefined) };
  const [result] = await writeOperations(request.context.catalog, index, [own]);
  if (!result) throw new EsError('exception', 'nothing was written', 500);
  if (result.error) throw result.error;
  const forced = refreshed(request, [index]);
  const source = op.action === 'update' ? (sourceOption(request.query) ?? jsonBody(request.text)._source) : undefined;
  const { status, ...body } = itemBody(request.context.catalog.get(index), index, result, { forced, source }) as Json;
  return ok(body, Number(status));
}

interface GetOptions {
  source: unknown;
  storedFields?: string[];
  routing?: string;
  realtime: boolean;
  version?: number;
}

function getOptions({ query }: EngineRequest, entry: Json = {}): GetOptions {
  const stored = entry.stored_fields ?? query.get('stored_fields')?.split(',');
  const routing = entry.routing ?? entry._routing ?? query.get('routing');
  const version = query.get('version');
  return {
    source: entry._source ?? sourceOption(query),
    ...(stored === undefined || stored === null ? {} : { storedFields: (Array.isArray(stored) ? stored : [stored]).map(String) }),
    ...(routing === undefined || routing === null ? {} : { routing: String(routing) }),
    realtime: query.get('realtime') !== 'false',
    ...(version === null ? {} : { version: Number(version) }),
  };
}

const sourceDisabled = (meta: IndexMeta) => (meta.mapping._source as { enabled?: boolean } | undefined)?.enabled === false;

/** What the mapping's `_source` rules leave of a document. */
export function keptSource(meta: Pick<IndexMeta, 'mapping'>, document: Json): Json {
  const rules = meta.mapping._source as { includes?: string[]; excludes?: string[] } | undefined;
  return rules?.includes || rules?.excludes ? filterSource(document, rules) : document;
}

async function find(request: EngineRequest, meta: IndexMeta, id: string, options: GetOptions): Promise<StoredDocument | undefined> {
  const { catalog } = request.context;
  if (request.query.get('refresh') === 'true') refreshed(request, [meta.name]);
  const found = (await catalog.exclusive(() => catalog.existing(meta, [id]))).get(id);
  if (!found || (!options.realtime && !isRefreshed(meta, found.seq))) return undefined;
  const spread = Number(meta.settings.number_of_shards ?? 1) > 1;
  return spread && found.routing !== undefined && found.routing !== options.routing ? undefined : found;
}

async function getDocument(request: EngineRequest, meta: IndexMeta, id: string, options: GetOptions): Promise<Json> {
  const found = await find(request, meta, id, options);
  if (!found) return { _index: meta.name, _id: id, found: false };
  if (options.version !== undefined && !request.query.get('version_type')?.startsWith('force') && options.version !== found.version)
    throw new EsError(
      'version_conflict_engine_exception',
      `[${id}]: version conflict, current version [${found.version}] is different than the one provided [${options.version}]`,
      409,
    );
  const document = parseJson(found.source) as Json;
  const stored = options.storedFields?.filter((field) => field !== '_source') ?? [];
  const fields =
    stored.length > 0
      ? fieldValues(
          document,
          stored.filter((field) => isStored(meta.mapping, field)),
          meta.fields,
        )
      : {};
  const wanted = options.source ?? (options.storedFields === undefined || options.storedFields.includes('_source'));
  return {
    _index: meta.name,
    _id: id,
    _version: found.version,
    _seq_no: found.seq,
    _primary_term: 1,
    ...(found.routing === undefined ? {} : { _routing: found.routing }),
    found: true,
    ...(wanted === false || sourceDisabled(meta) ? {} : { _source: filterSource(keptSource(meta, document), options.source) }),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

function readIndex(request: EngineRequest, name: string): IndexMeta {
  const { catalog } = request.context;
  const behind = catalog.get(name) ? [] : catalog.list().filter((meta) => Object.hasOwn(meta.aliases, name));
  if (behind.length > 1)
    throw illegalArgument(
      `alias [${name}] has more than one index associated with it [${behind.map((meta) => meta.name).join(', ')}], can't execute a single index op`,
    );
  const meta = catalog.get(name) ?? behind[0];
  if (!meta) throw indexNotFound(name);
  resolveIndices(catalog, meta.name, {});
  return meta;
}

async function get(request: EngineRequest) {
  const meta = readIndex(request, request.path.index ?? '');
  const answer = await getDocument(request, meta, request.path.id ?? '', getOptions(request));
  return ok(answer, answer.found ? 200 : 404);
}

async function getSource(request: EngineRequest) {
  const meta = readIndex(request, request.path.index ?? '');
  const answer = await getDocument(request, meta, request.path.id ?? '', getOptions(request));
  if (!answer.found)
    throw new EsError('resource_not_found_exception', `Document not found [${request.path.index}]/[${request.path.id}]`, 404);
  if (answer._source === undefined)
    throw new EsError('resource_not_found_exception', `Source not found [${request.path.index}]/[${request.path.id}]`, 404);
  return ok(answer._source);
}

async function mget(request: EngineRequest) {
  const body = jsonBody(request.text);
  const wanted = Array.isArray(body.docs)
    ? (body.docs as Json[]).map((entry) => (typeof entry === 'object' ? entry : { _id: entry }))
    : ((body.ids as unknown[] | undefined) ?? []).map((id): Json => ({ _id: id }));
  if (wanted.length === 0) throw new EsError('action_request_validation_exception', 'Validation Failed: 1: no documents to get;', 400);
  wanted.forEach((entry, at) => {
    if (entry._id === undefined)
      throw new EsError('action_request_validation_exception', `Validation Failed: 1: id is missing for doc ${at};`, 400);
    if (entry._index === undefined && request.path.index === undefined)
      throw new EsError('action_request_validation_exception', `Validation Failed: 1: index is missing for doc ${at};`, 400);
  });
  const docs = await Promise.all(
    wanted.map(async (entry) => {
      const index = String(entry._index ?? request.path.index);
      try {
        return await getDocument(request, readIndex(request, index), String(entry._id), getOptions(request, entry));
      } catch (error) {
        if (!(error instanceof EsError)) throw error;
        return { _index: index, _id: String(entry._id), error: error.toBody().error };
      }
    }),
  );
  return ok({ docs });
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
  ['POST,PUT', '/_bulk', bulk],
  ['POST,PUT', '/:index/_bulk', bulk],
  ['POST', '/:index/_doc', put('index')],
  ['PUT,POST', '/:index/_doc/:id', put('index')],
  ['PUT,POST', '/:index/_create/:id', put('create')],
  ['POST', '/:index/_update/:id', update],
  ['DELETE', '/:index/_doc/:id', (request) => single(request, { action: 'delete', id: request.path.id })],
  ['GET,HEAD', '/:index/_doc/:id', get],
  ['GET,HEAD', '/:index/_source/:id', getSource],
  ['GET,POST', '/_mget', mget],
  ['GET,POST', '/:index/_mget', mget],
];
