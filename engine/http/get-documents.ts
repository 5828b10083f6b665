import { fieldValues } from '../dsl/field-values';
import { parseJson } from '../dsl/json';
import { filterSource } from '../dsl/source-filter';
import { EsError, illegalArgument, indexNotFound } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { StoredDocument } from '../store/catalog';
import { countersOf } from './counters';
import { isStored } from './hits';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices } from './resolve';
import { sourceOption } from './source-options';
import { isRefreshed, refreshed } from './visibility';

type Json = Record<string, unknown>;

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
  const counters = countersOf(meta.uuid);
  counters.gets++;
  if (!found) counters.missingGets++;
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

export const getRoutes: [string, string, Handler][] = [
  ['GET,HEAD', '/:index/_doc/:id', get],
  ['GET,HEAD', '/:index/_source/:id', getSource],
  ['GET,POST', '/_mget', mget],
  ['GET,POST', '/:index/_mget', mget],
];
