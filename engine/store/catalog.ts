import { randomBytes, randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DocumentRows } from '../plan/document-rows';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { isCompactCodec } from '../plan/index-codec';
import type { AliasMeta, ColumnChange, IndexMeta, MappingNode } from '../plan/index-meta';
import { type AttachedFile, attachedIndex, viewSql } from './attached-index';
import { type Database, quoted, readRows } from './database';
import { KeptTime } from './kept-time';
import { TableChanges } from './table-changes';
import { changeColumns, createTable, type SourceCompression } from './table-columns';
import { appendRows, removeRows } from './table-rows';
import { WordIndex } from './word-index';

interface StoredIndex {
  name: string;
  table_name: string;
  meta: string;
}

/** A document by its id. */
export interface StoredDocument {
  version: number;
  seq: number;
  source: string;
  routing?: string;
}

/** What belongs to the cluster and not to an index. */
export type ClusterObject = 'template' | 'index-template' | 'component-template' | 'pipeline' | 'setting';

/** All indices: what they map, and the only code that changes tables. One writer; every change is one transaction. */
export class Catalog {
  private readonly indices = new Map<string, IndexMeta>();
  private readonly objects = new Map<ClusterObject, Map<string, Record<string, unknown>>>();
  private tail: Promise<unknown> = Promise.resolve();

  /** The inverted index of the text fields. */
  readonly words: WordIndex;
  readonly kept: KeptTime;
  readonly changes: TableChanges;

  private constructor(readonly database: Database) {
    this.kept = new KeptTime(database);
    this.changes = new TableChanges(database);
    this.words = new WordIndex(
      database,
      (change) => this.exclusive(change),
      (table) => this.list().find((meta) => meta.table === table)?.nextSeq,
    );
  }

  static async open(database: Database): Promise<Catalog> {
    const catalog = new Catalog(database);
    await database.write((connection) =>
      connection.run('CREATE TABLE IF NOT EXISTS _oriel_indices (name VARCHAR, table_name VARCHAR, meta VARCHAR)'),
    );
    await database.write((connection) =>
      connection.run('CREATE TABLE IF NOT EXISTS _oriel_objects (kind VARCHAR, name VARCHAR, body VARCHAR)'),
    );
    for (const { kind, name, body } of await database.read('SELECT * FROM _oriel_objects ORDER BY name'))
      catalog.objectsOf(kind as ClusterObject).set(String(name), JSON.parse(String(body)));
    await catalog.words.load();
    for (const row of (await database.read('SELECT * FROM _oriel_indices')) as unknown as StoredIndex[]) {
      const meta = JSON.parse(row.meta) as Omit<IndexMeta, 'fields' | 'nextSeq'> & { fields: [string, Field][] };
      const lastSeq = meta.attached ? meta.attached.documents - 1 : await catalog.lastSeq(row.table_name);
      // Before aliases could narrow, they were a list of names.
      if (Array.isArray(meta.aliases)) meta.aliases = Object.fromEntries(meta.aliases.map((alias) => [alias, {}]));
      // Numbers that the word index knows are never given out again, even where their rows are gone.
      const nextSeq = Math.max(lastSeq + 1, catalog.words.writtenUntil(row.table_name));
      const known = { ...meta, fields: new Map(meta.fields), nextSeq };
      catalog.indices.set(row.name, known.attached && !(await catalog.readsFile(known)) ? { ...known, closed: true } : known);
    }
    return catalog;
  }

  private async lastSeq(table: string): Promise<number> {
    const [last] = await this.database.read(`SELECT max(_seq) AS seq FROM ${quoted(table)}`);
    return Number(last?.seq ?? -1);
  }

  /** Points an attached index to its file, wherever the folder lies now. False, and said in the log, where the file is not there. */
  private async readsFile(meta: IndexMeta): Promise<boolean> {
    try {
      await this.database.write((connection) => connection.run(viewSql(this.database, meta)));
      return true;
    } catch (error) {
      process.stderr.write(`${meta.name} is closed: its file cannot be read. ${(error as Error).message.split('\n')[0]}\n`);
      return false;
    }
  }

  private objectsOf(kind: ClusterObject): Map<string, Record<string, unknown>> {
    const known = this.objects.get(kind) ?? new Map<string, Record<string, unknown>>();
    this.objects.set(kind, known);
    return known;
  }

  /** Templates, pipelines and the like, by name. */
  listObjects(kind: ClusterObject): ReadonlyMap<string, Record<string, unknown>> {
    return this.objectsOf(kind);
  }

  /** Keeps an object, or forgets it where `body` is undefined. Call inside `exclusive`. */
  async saveObject(kind: ClusterObject, name: string, body: Record<string, unknown> | undefined): Promise<void> {
    await this.database.write(async (connection) => {
      await connection.run('DELETE FROM _oriel_objects WHERE kind = ? AND name = ?', [kind, name]);
      if (body) await connection.run('INSERT INTO _oriel_objects VALUES (?, ?, ?)', [kind, name, JSON.stringify(body)]);
    });
    this.know(() => {
      if (body) this.objectsOf(kind).set(name, body);
      else this.objectsOf(kind).delete(name);
    });
  }

  get(name: string): IndexMeta | undefined {
    return this.indices.get(name);
  }

  list(): IndexMeta[] {
    return [...this.indices.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Runs one change after all earlier ones. */
  exclusive<T>(change: () => Promise<T>): Promise<T> {
    const next = this.tail.then(change, change);
    this.tail = next.catch(() => undefined);
    return next;
  }

  private later: (() => void)[] | undefined;

  /** Changes what is known of the indices: now, or when the transaction that `together` opened is through. */
  private know(change: () => void) {
    if (this.later) this.later.push(change);
    else change();
  }

  /**
   * Several changes as one transaction: all of them are there after a crash, or none. What they change is known when they are through.
   * Inside another `together` they belong to that one. Call inside `exclusive`.
   */
  async together<T>(changes: () => Promise<T>): Promise<T> {
    if (this.later) return changes();
    const later: (() => void)[] = [];
    this.later = later;
    let result: T;
    try {
      result = await this.database.write(changes);
    } finally {
      this.later = undefined;
    }
    for (const change of later) change();
    return result;
  }

  /** Call inside `exclusive`. */
  async create(
    name: string,
    mapping: MappingNode,
    settings: Record<string, unknown>,
    aliases: Record<string, AliasMeta>,
    { fields, columns, nextColumn }: { fields: Map<string, Field>; columns: ColumnChange[]; nextColumn: number },
  ): Promise<IndexMeta> {
    this.requireFree(name);
    const meta: IndexMeta = { ...freshMeta(name), mapping, settings, aliases, fields, nextSeq: 0, nextColumn };
    await this.database.write(async (connection) => {
      await createTable(connection, meta.table, columns, compressionOf(meta));
      await this.saveMeta(connection, meta, true);
    });
    this.know(() => this.indices.set(name, meta));
    return meta;
  }

  /** Throws `resource_already_exists_exception` where the name is taken. */
  requireFree(name: string) {
    if (this.indices.has(name))
      throw new EsError('resource_already_exists_exception', `index [${name}/${this.indices.get(name)?.uuid}] already exists`, 400, {
        index: name,
      });
  }

  /** An index whose documents are the rows of a Parquet file: `file` lies in the folder of attached files. Call inside `exclusive`. */
  async attach(
    name: string,
    mapping: MappingNode,
    set: { fields: Map<string, Field>; nextColumn: number },
    given: AttachedFile,
  ): Promise<IndexMeta> {
    this.requireFree(name);
    const meta = attachedIndex(freshMeta(name), mapping, set, given);
    await this.database.write(async (connection) => {
      await connection.run(viewSql(this.database, meta));
      await this.saveMeta(connection, meta, true);
    });
    this.know(() => this.indices.set(name, meta));
    return meta;
  }

  async drop(name: string): Promise<void> {
    const meta = this.indices.get(name);
    if (!meta) return;
    await this.database.write(async (connection) => {
      await connection.run(`DROP ${meta.attached ? 'VIEW IF EXISTS' : 'TABLE'} ${quoted(meta.table)}`);
      await this.words.drop(connection, meta.table);
      await connection.run('DELETE FROM _oriel_indices WHERE name = ?', [name]);
    });
    this.know(() => {
      this.indices.delete(name);
      this.words.forget(meta.table);
      if (meta.attached) this.database.forgetFile(meta.attached.file);
    });
  }

  private async saveMeta(connection: DuckDBConnection, meta: IndexMeta, isNew = false): Promise<void> {
    const { fields, nextSeq: _, ...rest } = meta;
    const text = JSON.stringify({ ...rest, fields: [...fields] });
    if (isNew) await connection.run('INSERT INTO _oriel_indices VALUES (?, ?, ?)', [meta.name, meta.table, text]);
    else await connection.run('UPDATE _oriel_indices SET meta = ? WHERE name = ?', [text, meta.name]);
  }

  /**
   * Applies mapping changes, removals and new rows in one transaction; `meanwhile` may run while that goes to disk. Call inside
   * `exclusive`.
   */
  async commit(
    meta: IndexMeta,
    changed: { next?: IndexMeta; columns: ColumnChange[]; removeIds: string[]; rows?: DocumentRows },
    meanwhile?: () => void,
  ): Promise<void> {
    const next = changed.next ?? meta;
    const added = changed.rows?.count ?? 0;
    if (meta.attached && changed.columns.length + changed.removeIds.length + added > 0)
      throw new EsError(
        'cluster_block_exception',
        `index [${meta.name}] blocked by: [FORBIDDEN/8/index write (api)]; it is an attached Parquet file, which is only read`,
        403,
      );
    const removed = changed.removeIds.length > 0;
    if (removed) this.changes.removing(meta.table);
    try {
      await this.database.write(async (connection) => {
        await changeColumns(connection, meta.table, changed.columns, meta.nextSeq, compressionOf(meta));
        if (changed.next) await this.saveMeta(connection, next);
        if (removed) await removeRows(connection, meta.table, changed.removeIds);
        if (changed.rows && added > 0) await appendRows(connection, next, changed.rows);
      }, meanwhile);
    } catch (error) {
      this.changes.failed(meta.table);
      throw error;
    }
    this.know(() => {
      this.indices.set(meta.name, next);
      this.changes.done(meta.table, { removed });
      if (removed) this.words.rowsRemoved(meta.table);
    });
  }

  async saveSettings(meta: IndexMeta): Promise<void> {
    await this.database.write((connection) => this.saveMeta(connection, meta));
    this.know(() => {
      this.indices.set(meta.name, meta);
      this.changes.done(meta.table);
    });
  }

  /** Current versions of the ids that exist. Reads on the writer: call inside `exclusive`. */
  async existing(meta: IndexMeta, ids: string[]): Promise<Map<string, StoredDocument>> {
    if (ids.length === 0) return new Map();
    const routing = meta.fields.get('_routing');
    const rows = await readRows(
      this.database.writer,
      `SELECT _id, _version, _seq, _source${routing ? `, ${quoted(routing.column)} AS _routing` : ''} FROM ${quoted(meta.table)} WHERE _id IN (SELECT unnest(?))`,
      [ids],
    );
    return new Map(
      rows.map((row) => [
        String(row._id),
        {
          version: Number(row._version),
          seq: Number(row._seq),
          source: String(row._source),
          ...(row._routing === undefined || row._routing === null ? {} : { routing: String(row._routing) }),
        },
      ]),
    );
  }
}

const compressionOf = ({ settings }: IndexMeta): SourceCompression => (isCompactCodec(settings.codec) ? 'zstd' : 'uncompressed');

const freshMeta = (name: string) => ({
  name,
  table: `i_${randomUUID().replaceAll('-', '').slice(0, 16)}`,
  uuid: randomBytes(16).toString('base64url'),
  createdMs: Date.now(),
});
