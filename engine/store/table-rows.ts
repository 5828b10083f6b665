import { type DuckDBConnection, DuckDBDataChunk, DuckDBListValue, type DuckDBType } from '@duckdb/node-api';
import type { DocumentRows } from '../plan/document-rows';
import type { IndexMeta } from '../plan/index-meta';
import { chunkRows, writeColumn } from './chunk-column';
import { quoted, readRows } from './database';

/** Takes documents out by id. */
export async function removeRows(connection: DuckDBConnection, table: string, ids: string[]) {
  await connection.run(`DELETE FROM ${quoted(table)} WHERE _id IN (SELECT unnest(?))`, [new DuckDBListValue(ids)]);
}

/** Adds documents, in chunks of column values. */
export async function appendRows(connection: DuckDBConnection, meta: IndexMeta, rows: DocumentRows) {
  const appender = await connection.createAppender(meta.table);
  const types: DuckDBType[] = Array.from({ length: appender.columnCount }, (_, index) => appender.columnType(index));
  const names = await columnNames(connection, meta);
  const own: [string, unknown[]][] = [
    ['_id', rows.ids],
    ['_seq', rows.seqs],
    ['_version', rows.versions],
    ['_source', rows.sources],
  ];
  const values = new Map([...own, ...rows.values]);
  for (let from = 0; from < rows.ids.length; from += chunkRows) {
    const count = Math.min(rows.ids.length - from, chunkRows);
    const chunk = DuckDBDataChunk.create(types, count);
    types.forEach((type, column) => {
      writeColumn(chunk, column, String(type), values.get(names[column] as string), from, count);
    });
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
}

/** Names of a table's columns by the fields that they belong to; a changed mapping has another map of fields. */
const knownNames = new WeakMap<IndexMeta['fields'], string[]>();

async function columnNames(connection: DuckDBConnection, { fields, table }: IndexMeta): Promise<string[]> {
  const known = knownNames.get(fields);
  if (known) return known;
  const rows = await readRows(connection, 'SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index', [table]);
  const names = rows.map((row) => String(row.column_name));
  knownNames.set(fields, names);
  return names;
}
