import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { IndexMeta, Row } from '../plan/index-meta';
import { quoted, readRows } from './database';

export const chunkRows = 2_048;

/** Takes documents out by id. */
export async function removeRows(connection: DuckDBConnection, table: string, ids: string[]) {
  await connection.run(`DELETE FROM ${quoted(table)} WHERE _id IN (SELECT unnest(?))`, [new DuckDBListValue(ids)]);
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

/** Adds documents, in chunks of column values. */
export async function appendRows(connection: DuckDBConnection, meta: IndexMeta, rows: Row[]) {
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
