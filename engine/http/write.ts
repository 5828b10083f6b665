import { randomBytes } from 'node:crypto';
import { DocumentReader } from '../dsl/document-reader';
import { GrowingMapping } from '../dsl/growing-mapping';
import { parseJson, stringifyJson } from '../dsl/json';
import { DocumentRows } from '../plan/document-rows';
import { EsError } from '../plan/es-error';
import type { ColumnChange, IndexMeta } from '../plan/index-meta';
import type { Catalog } from '../store/catalog';
import { chunkRows } from '../store/chunk-column';
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

const mostIdBytes = 512;

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

/** One index's share of a bulk: read in order, committed in steps. */
class IndexWriter {
  private readonly growing: GrowingMapping;
  private rows = new DocumentRows();
  private reader: DocumentReader;
  /** Places of the rows of this step whose ids a later operation may name. */
  private places = new Map<string, number>();
  private removed = new Set<string>();
  private seq: number;

  constructor(
    private readonly meta: IndexMeta,
    private readonly states: Map<string, State>,
  ) {
    this.seq = meta.nextSeq;
    this.growing = new GrowingMapping(meta);
    this.reader = new DocumentReader(this.growing, this.rows);
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
    if (id.length > mostIdBytes / 4 && Buffer.byteLength(id) > mostIdBytes)
      throw new EsError(
        'illegal_argument_exception',
        `id is too long, must be no longer than ${mostIdBytes} bytes but was: ${Buffer.byteLength(id)}`,
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

  /** What the operations since the last call change. */
  take(): Changes {
    const { mapping, fields, nextColumn } = this.growing;
    const { changed, columns } = this.growing.take();
    const next: IndexMeta = { ...this.meta, mapping, fields, nextColumn, nextSeq: this.seq };
    const changes = { next, changedMapping: changed, columns, removeIds: [...this.removed], rows: this.rows.kept() };
    this.rows = new DocumentRows();
    this.reader = new DocumentReader(this.growing, this.rows);
    this.places = new Map();
    this.removed = new Set();
    return changes;
  }
}

interface Step {
  results: WriteResult[];
  changes: Changes;
}

interface Changes {
  next: IndexMeta;
  changedMapping: boolean;
  columns: ColumnChange[];
  removeIds: string[];
  rows: DocumentRows;
}

function countWrites(meta: IndexMeta, results: WriteResult[]) {
  const counters = countersOf(meta.uuid);
  for (const { result } of results) {
    if (result === 'created' || result === 'updated') counters.indexed++;
    else if (result === 'deleted') counters.deleted++;
    else if (result === 'noop') counters.noopUpdates++;
  }
}

/** Operations of one transaction: a bulk is read on while DuckDB commits what was read of it. */
const perStep = chunkRows;

/**
 * Applies operations to one index, in order; per-operation errors are in the results. Acknowledged means committed: operations go to disk in
 * steps, all of a step or nothing of it. Throws where the first one fails; what a later one was to write is an error in its results.
 */
export function writeOperations(catalog: Catalog, name: string, ops: WriteOp[]): Promise<WriteResult[]> {
  return catalog.exclusive(async () => {
    if (!catalog.get(name)) await createDataStream(catalog, name, Date.now());
    const index = writeIndex(catalog, name);
    const meta = catalog.get(index) ?? (await createIndex(catalog, index));
    const ids = ops.flatMap((op) => (op.id === undefined ? [] : [op.id]));
    const writer = new IndexWriter(meta, await catalog.existing(meta, [...new Set(ids)]));
    const results: WriteResult[] = [];
    const readStep = (): Step | undefined => {
      const step = ops.slice(results.length, results.length + perStep).map((op) => writer.apply(op));
      results.push(...step);
      return step.length === 0 ? undefined : { results: step, changes: writer.take() };
    };
    let done = 0;
    try {
      for (let step = readStep(); step; ) {
        const next = await commitStep(catalog, index, step.changes, readStep);
        countWrites(meta, step.results);
        done += step.results.length;
        step = next;
      }
      return results;
    } catch (error) {
      if (done === 0 || !(error instanceof EsError)) throw error;
      return ops.map((op, at) => (at < done ? results[at] : undefined) ?? { id: op.id ?? '', status: error.status, error });
    }
  });
}

/** Commits a step and reads the next one, while DuckDB is at work where there is anything to commit. */
async function commitStep(catalog: Catalog, index: string, changes: Changes, readNext: () => Step | undefined): Promise<Step | undefined> {
  const { next, changedMapping, columns, removeIds, rows } = changes;
  const meta = catalog.get(index);
  if (!meta || (rows.count + removeIds.length === 0 && !changedMapping)) return readNext();
  let read: Promise<Step | undefined> | undefined;
  const readOnce = () => {
    // an error waits until the commit is through
    read ??= new Promise<Step | undefined>((resolve) => resolve(readNext()));
    read.catch(() => undefined);
  };
  await catalog.commit(meta, { ...(changedMapping ? { next } : {}), columns, removeIds, rows }, readOnce);
  const now = catalog.get(index);
  if (now) now.nextSeq = next.nextSeq;
  readOnce();
  return read;
}
