import { parseJson } from '../dsl/json';
import { filterSource } from '../dsl/source-filter';
import { EsError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { Catalog } from '../store/catalog';
import { hasPipeline, ingest, type WritePipelines } from './ingest';
import { type EngineRequest, jsonBody } from './request';
import { writeIndex } from './resolve';
import type { WriteOp, WriteResult } from './write';

type Json = Record<string, unknown>;

/** A write after its pipelines. Undefined where one dropped the document. */
export function afterPipelines(
  catalog: Catalog,
  index: string,
  op: WriteOp,
  pipelines: WritePipelines,
): { index: string; op: WriteOp } | undefined {
  if (!hasPipeline(pipelines) || (op.action !== 'index' && op.action !== 'create')) return { index, op };
  const { text, source: given, ...rest } = op;
  const source = given ?? (jsonBody(text ?? '') as Json);
  const outcome = ingest(
    catalog,
    { index, id: op.id, routing: op.routing, source, ingest: { timestamp: new Date().toISOString() } },
    pipelines,
  );
  if (!outcome) return undefined;
  return {
    index: outcome.index,
    op: {
      ...rest,
      ...(outcome.id === undefined ? {} : { id: outcome.id }),
      ...(outcome.routing === undefined ? {} : { routing: outcome.routing }),
      source: outcome.source,
    },
  };
}

/** The index that a write to `name` goes to. With `require_alias` only an alias will do. */
export function writeTarget(request: EngineRequest, name: string, requireAlias: boolean): string {
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

export function itemBody(
  meta: IndexMeta | undefined,
  index: string,
  result: WriteResult,
  options: { forced?: boolean; source?: unknown } = {},
) {
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

/** Version and routing options, from a query string or a bulk line. */
export function writeOptions(given: (name: string) => unknown): Partial<WriteOp> {
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

export const updateOptions = (body: Json | undefined): Partial<WriteOp> => ({
  source: body?.doc as Json | undefined,
  upsert: body?.upsert as Json | undefined,
  docAsUpsert: body?.doc_as_upsert === true,
  scripted: body?.script !== undefined,
  detectNoop: body?.detect_noop !== false,
});

/** What a bulk's action line says of its write; the document comes with the next line. */
export function actionOp(action: string, meta: Json): WriteOp {
  return {
    action: action === 'index' && meta.op_type === 'create' ? 'create' : (action as WriteOp['action']),
    ...(meta._id === undefined || meta._id === null ? {} : { id: String(meta._id) }),
    ...writeOptions((name) => meta[name] ?? meta[`_${name}`]),
  };
}
