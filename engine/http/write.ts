import { randomBytes } from 'node:crypto';
import { DocumentReader } from '../dsl/document-reader';
import { GrowingMapping } from '../dsl/growing-mapping';
import { parseJson, stringifyJson } from '../dsl/json';
import { DocumentRows } from '../plan/document-rows';
import { EsError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { Catalog } from '../store/catalog';
import { countersOf } from './counters';
import { createIndex } from './create-index';
import { createDataStream } from './data-streams';
import { writeIndex } from './resolve';

export interface WriteOp {
  action: 'index' | 'create' | 'update' | 'delete';
  id?: string;
  source?: Record<string, unknown>;
  /** The document as it was sent, instead of `source`: read only when its turn comes, and kept letter by letter. */
  text?: string;
  upsert?: Record<string, unknown>;
  docAsUpsert?: boolean;
  ifSeqNo?: number;
  ifPrimaryTerm?: number;
  routing?: string;
  /** Versions that the caller counts: refused unless newer (or as new, for `external_gte`). */
  externalVersion?: { version: number; orEqual: boolean };
  /** A script was asked for: there is none to run. */
  scripted?: boolean;
  /** An update writes even where nothing changes. */
  detectNoop?: boolean;
}

export interface WriteResult {
  id: string;
  status: number;
  result?: 'created' | 'updated' | 'deleted' | 'not_found' | 'noop';
  version?: number;
  seq?: number;
  error?: EsError;
  /** The document as it stands after the operation. */
  source?: string;
}

interface State {
  version: number;
  seq: number;
  source: string;
  routing?: string;
}

const idBytes = 15;
const idsAtOnce = 512;
let pool = Buffer.alloc(0);
let used = 0;

/** An id of 120 random bits. Randomness is fetched for many at once: one by one it costs a tenth of a bulk. */
function newId(): string {
  if (used >= pool.length) [pool, used] = [randomBytes(idBytes * idsAtOnce), 0];
  const id = pool.toString('base64url', used, used + idBytes);
  used += idBytes;
  return id;
}

const conflict = (id: string, why: string) => new EsError('version_conflict_engine_exception', `[${id}]: version conflict, ${why}`, 409);

function merge(base: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const before = merged[key];
    const both =
      value && before && typeof value === 'object' && typeof before === 'object' && !Array.isArray(value) && !Array.isArray(before);
    merged[key] = both ? merge(before as Record<string, unknown>, value as Record<string, unknown>) : value;
  }
  return merged;
}

/** One index's share of a bulk: read in order, then committed as one transaction. */
class IndexWriter {
  private readonly rows = new DocumentRows();
  /** Places of the rows of this bulk whose ids a later operation may name. */
  private readonly places = new Map<string, number>();
  private readonly removed = new Set<string>();
  private readonly reader: DocumentReader;
  private seq: number;

  constructor(
    private readonly meta: IndexMeta,
    private readonly growing: GrowingMapping,
    private readonly states: Map<string, State>,
  ) {
    this.seq = meta.nextSeq;
    this.reader = new DocumentReader(growing, this.rows);
  }

  apply(op: WriteOp): WriteResult {
    const id = op.id ?? newId();
    if (id === '')
      return { id, status: 400, error: new EsError('illegal_argument_exception', 'if _id is specified it must not be empty', 400) };
    try {
      return op.action === 'delete' ? this.remove(id, op) : this.put(id, op);
    } catch (error) {
      if (error instanceof EsError) return { id, status: error.status, error };
      throw error;
    }
  }

  private remove(id: string, op: WriteOp): WriteResult {
    const state = this.states.get(id);
    this.checkSeq(id, op, state);
    const version = this.nextVersion(id, op, state);
    if (!state || this.elsewhere(op, state)) return { id, status: 404, result: 'not_found', version: state ? 1 : version, seq: this.seq };
    this.states.delete(id);
    this.dropRow(id);
    this.removed.add(id);
    return { id, status: 200, result: 'deleted', version, seq: this.seq++ };
  }

  private dropRow(id: string) {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.rows.drop(place);
    this.places.delete(id);
  }

  /** A document of several shards is found only by the routing that it was written with. */
  private elsewhere(op: WriteOp, state: State): boolean {
    return Number(this.meta.settings.number_of_shards ?? 1) > 1 && state.routing !== undefined && op.routing !== state.routing;
  }

  private nextVersion(id: string, { externalVersion: own }: WriteOp, state: State | undefined): number {
    if (!own) return (state?.version ?? 0) + 1;
    if (state && (own.orEqual ? own.version < state.version : own.version <= state.version))
      throw conflict(id, `current version [${state.version}] is higher or equal to the one provided [${own.version}]`);
    return own.version;
  }

  private checkSeq(id: string, op: WriteOp, state: State | undefined) {
    if (op.ifSeqNo === undefined) return;
    if (op.action === 'update' && !state) return;
    if (!state || state.seq !== op.ifSeqNo || (op.ifPrimaryTerm ?? 1) !== 1)
      throw conflict(
        id,
        `required seqNo [${op.ifSeqNo}], primary term [${op.ifPrimaryTerm ?? 1}]. ${state ? `current document has seqNo [${state.seq}] and primary term [1]` : 'but no document was found'}`,
      );
  }

  /** The document that an operation leaves behind, as text where it came so; undefined where an update changes nothing. */
  private wanted(id: string, op: WriteOp, state: State | undefined): Record<string, unknown> | string | undefined {
    if (op.scripted)
      throw new EsError(
        'illegal_argument_exception',
        'scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster',
        400,
      );
    if (op.action !== 'update') return op.source ?? op.text ?? {};
    if (!state) {
      const upsert = op.docAsUpsert ? op.source : op.upsert;
      if (!upsert) throw new EsError('document_missing_exception', `[${id}]: document missing`, 404);
      return upsert;
    }
    const before = parseJson(state.source) as Record<string, unknown>;
    const merged = merge(before, op.source ?? {});
    return op.detectNoop !== false && stringifyJson(merged) === stringifyJson(before) ? undefined : merged;
  }

  private put(id: string, op: WriteOp): WriteResult {
    if (Buffer.byteLength(id) > 512)
      throw new EsError(
        'illegal_argument_exception',
        `id is too long, must be no longer than 512 bytes but was: ${Buffer.byteLength(id)}`,
        400,
      );
    const state = this.states.get(id);
    if (op.action === 'create' && state) throw conflict(id, `document already exists (current version [${state.version}])`);
    this.checkSeq(id, op, state);
    const document = this.wanted(id, op, state);
    if (document === undefined) return { id, status: 200, result: 'noop', version: state?.version, seq: state?.seq, source: state?.source };
    this.reader.read({ id, source: document, routing: op.routing });
    const version = this.nextVersion(id, op, state);
    const source = typeof document === 'string' ? document : stringifyJson(document);
    const seq = this.seq++;
    if (state) {
      this.removed.add(id);
      this.dropRow(id);
    }
    const place = this.rows.add(id, seq, version, source);
    if (op.id !== undefined) {
      this.places.set(id, place);
      this.states.set(id, { version, seq, source, ...(op.routing === undefined ? {} : { routing: op.routing }) });
    }
    return { id, status: state ? 200 : 201, result: state ? 'updated' : 'created', version, seq, source };
  }

  changes() {
    const next: IndexMeta = {
      ...this.meta,
      mapping: this.growing.mapping,
      fields: this.growing.fields,
      nextColumn: this.growing.nextColumn,
      nextSeq: this.seq,
    };
    return {
      next,
      changedMapping: this.growing.changed,
      columns: this.growing.columns,
      removeIds: [...this.removed],
      rows: this.rows.kept(),
    };
  }
}

function countWrites(meta: IndexMeta, results: WriteResult[]) {
  const counters = countersOf(meta.uuid);
  for (const { result } of results) {
    if (result === 'created' || result === 'updated') counters.indexed++;
    else if (result === 'deleted') counters.deleted++;
    else if (result === 'noop') counters.noopUpdates++;
  }
}

/** Applies operations to one index, all or nothing on disk; per-operation errors are in the results. Acknowledged means committed. */
export function writeOperations(catalog: Catalog, name: string, ops: WriteOp[]): Promise<WriteResult[]> {
  return catalog.exclusive(async () => {
    if (!catalog.get(name)) await createDataStream(catalog, name, Date.now());
    const index = writeIndex(catalog, name);
    const meta = catalog.get(index) ?? (await createIndex(catalog, index));
    const ids = ops.flatMap((op) => (op.id === undefined ? [] : [op.id]));
    const states = await catalog.existing(meta, [...new Set(ids)]);
    const writer = new IndexWriter(meta, new GrowingMapping(meta), states);
    const results = ops.map((op) => writer.apply(op));
    countWrites(meta, results);
    const { next, changedMapping, columns, removeIds, rows } = writer.changes();
    if (rows.count + removeIds.length > 0 || changedMapping) {
      await catalog.commit(meta, { ...(changedMapping ? { next } : {}), columns, removeIds, rows });
      const now = catalog.get(index);
      if (now) now.nextSeq = next.nextSeq;
    }
    return results;
  });
}
