import { randomBytes, randomUUID } from 'node:crypto';
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { AliasMeta, ColumnChange, IndexMeta, MappingNode, Row } from '../plan/index-meta';
import { type Database, readRows } from './database';

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
const chunkRows = 2_048;

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

  private constructor(readonly database: Database) {}

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
    for (const row of (await database.read('SELECT * FROM _oriel_indices')) as unknown as StoredIndex[]) {
      const meta = JSON.parse(row.meta) as Omit<IndexMeta, 'fields' | 'nextSeq'> & { fields: [string, Field][] };
      const last = await database.read(`SELECT max(_seq) AS seq FROM ${quote(row.table_name)}`);
      // Before aliases could narrow, they were a list of names.
      if (Array.isArray(meta.aliases)) meta.aliases = Object.fromEntries(meta.aliases.map((alias) => [alias, {}]));
      catalog.indices.set(row.name, { ...meta, fields: new Map(meta.fields), nextSeq: Number(last[0]?.seq ?? -1) + 1 });
    }
    return catalog;
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
    if (body) this.objectsOf(kind).set(name, body);
    else this.objectsOf(kind).delete(name);
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

  /** Call inside `exclusive`. */
  async create(
    name: string,
    mapping: MappingNode,
    settings: Record<string, unknown>,
    aliases: Record<string, AliasMeta>,
    { fields, columns, nextColumn }: { fields: Map<string, Field>; columns: ColumnChange[]; nextColumn: number },
  ): Promise<IndexMeta> {
    if (this.indices.has(name))
      throw new EsError('resource_already_exists_exception', `index [${name}/${this.indices.get(name)?.uuid}] already exists`, 400, {
        index: name,
      });
    const meta: IndexMeta = {
      name,
      table: `i_${randomUUID().replaceAll('-', '').slice(0, 16)}`,
      uuid: randomBytes(16).toString('base64url'),
      createdMs: Date.now(),
      mapping,
      settings,
      aliases,
      fields,
      nextSeq: 0,
      nextColumn,
    };
    await this.database.write(async (connection) => {
      const declared = columns.map((entry) => `, ${quote(entry.column)} ${entry.columnType}`).join('');
      await connection.run(
        `CREATE TABLE ${quote(meta.table)} (_id VARCHAR, _seq BIGINT, _version BIGINT, _source VARCHAR USING COMPRESSION zstd${declared})`,
      );
      await this.saveMeta(connection, meta, true);
    });
    this.indices.set(name, meta);
    return meta;
  }

  async drop(name: string): Promise<void> {
    const meta = this.indices.get(name);
    if (!meta) return;
    await this.database.write(async (connection) => {
      await connection.run(`DROP TABLE ${quote(meta.table)}`);
      await connection.run('DELETE FROM _oriel_indices WHERE name = ?', [name]);
    });
    this.indices.delete(name);
  }

  private async saveMeta(connection: DuckDBConnection, meta: IndexMeta, isNew = false): Promise<void> {
    const { fields, nextSeq: _, ...rest } = meta;
    const text = JSON.stringify({ ...rest, fields: [...fields] });
    if (isNew) await connection.run('INSERT INTO _oriel_indices VALUES (?, ?, ?)', [meta.name, meta.table, text]);
    else await connection.run('UPDATE _oriel_indices SET meta = ? WHERE name = ?', [text, meta.name]);
  }

  /** Applies mapping changes, removals and new rows in one transaction. Call inside `exclusive`. */
  async commit(meta: IndexMeta, changed: { next?: IndexMeta; columns: ColumnChange[]; removeIds: string[]; rows: Row[] }): Promise<void> {
    const next = changed.next ?? meta;
    await this.database.write(async (connection) => {
      for (const entry of changed.columns) await connection.run(alterSql(meta.table, entry));
      if (changed.next) await this.saveMeta(connection, next);
      if (changed.removeIds.length > 0) await removeRows(connection, meta.table, changed.removeIds);
      if (changed.rows.length > 0) await appendRows(connection, next, changed.rows);
    });
    this.indices.set(meta.name, next);
  }

  async saveSettings(meta: IndexMeta): Promise<void> {
    await this.database.write((connection) => this.saveMeta(connection, meta));
    this.indices.set(meta.name, meta);
  }

  /** Current versions of the ids that exist. Reads on the writer: call inside `exclusive`. */
  async existing(meta: IndexMeta, ids: string[]): Promise<Map<string, StoredDocument>> {
    if (ids.length === 0) return new Map();
    const routing = meta.fields.get('_routing');
    const rows = await readRows(
      this.database.writer,
      `SELECT _id, _version, _seq, _source${routing ? `, ${quote(routing.column)} AS _routing` : ''} FROM ${quote(meta.table)} WHERE _id IN (SELECT unnest(?))`,
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

function alterSql(table: string, { column, columnType, change }: ColumnChange): string {
  const own = quote(column);
  if (change === 'add') return `ALTER TABLE ${quote(table)} ADD COLUMN ${own} ${columnType}`;
  return `ALTER TABLE ${quote(table)} ALTER COLUMN ${own} TYPE ${columnType}[] USING CASE WHEN ${own} IS NULL THEN NULL ELSE [${own}] END`;
}

async function removeRows(connection: DuckDBConnection, table: string, ids: string[]) {
  await connection.run(`DELETE FROM ${quote(table)} WHERE _id IN (SELECT unnest(?))`, [new DuckDBListValue(ids)]);
}

/** How one value of a column type goes to DuckDB. */
const oneToDuck: Record<string, (value: never) => DuckDBValue> = {
  TIMESTAMP: (value: number) => new DuckDBTimestampValue(BigInt(Math.trunc(value)) * 1000n),
  BIGINT: (value: number | bigint) => BigInt(value),
  UBIGINT: (value: number | bigint) => BigInt(value),
  STRUCT: (value: Record<string, DuckDBValue>) => new DuckDBStructValue(value),
};
const asItIs = (value: never): DuckDBValue => value;

interface TableColumn {
  name: string;
  toDuck: (value: unknown) => DuckDBValue;
}

function toColumn(name: string, columnType: string, list: boolean): TableColumn {
  const one = (oneToDuck[columnType.startsWith('STRUCT') ? 'STRUCT' : columnType] ?? asItIs) as (value: unknown) => DuckDBValue;
  const each = (value: unknown) => (value === undefined || value === null ? null : one(value));
  if (!list) return { name, toDuck: each };
  const several = (value: unknown) => new DuckDBListValue((Array.isArray(value) ? value : [value]).map(each));
  return { name, toDuck: (value) => (value === undefined || value === null ? null : several(value)) };
}

async function appendRows(connection: DuckDBConnection, meta: IndexMeta, rows: Row[]) {
  const appender = await connection.createAppender(meta.table);
  const types: DuckDBType[] = Array.from({ length: appender.columnCount }, (_, index) => appender.columnType(index));
  const columns = await tableColumns(connection, meta);
  for (let from = 0; from < rows.length; from += chunkRows) {
    const part = rows.slice(from, from + chunkRows);
    const chunk = DuckDBDataChunk.create(types, part.length);
    const fill = (column: number, read: (row: Row) => DuckDBValue) => chunk.setColumnValues(column, part.map(read));
    fill(0, (row) => row.id);
    fill(1, (row) => BigInt(row.seq));
    fill(2, (row) => BigInt(row.version));
    fill(3, (row) => row.source);
    columns.forEach(({ name, toDuck }, index) => {
      fill(index + 4, (row) => toDuck(row.values.get(name)));
    });
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
}

/** Columns by the fields that they belong to; a changed mapping has another map of fields. */
const knownColumns = new WeakMap<IndexMeta['fields'], TableColumn[]>();

async function tableColumns(connection: DuckDBConnection, meta: IndexMeta): Promise<TableColumn[]> {
  const known = knownColumns.get(meta.fields);
  if (known) return known;
  const byColumn = new Map([...meta.fields.values()].map((field) => [field.column, field]));
  const rows = await readRows(
    connection,
    'SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index',
    [meta.table],
  );
  const columns = rows.slice(4).map((row) => {
    const field = byColumn.get(String(row.column_name));
    return toColumn(String(row.column_name), field?.columnType ?? String(row.data_type), field?.list ?? false);
  });
  knownColumns.set(meta.fields, columns);
  return columns;
}
