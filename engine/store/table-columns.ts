import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnChange } from '../plan/index-meta';
import { quoted, readRows } from './database';

/** How a table keeps its documents: as they are, or so that they take least room. */
export type SourceCompression = 'uncompressed' | 'zstd';

/** What stands before the fields' columns in every table. Ids are mostly random: trying to shorten them costs a third of a checkpoint. */
const ownColumns = (compression: SourceCompression) =>
  `_id VARCHAR USING COMPRESSION uncompressed, _seq BIGINT, _version BIGINT, _source VARCHAR USING COMPRESSION ${compression}`;

/** Makes the table of an index. */
export async function createTable(
  connection: DuckDBConnection,
  table: string,
  columns: { column: string; columnType: string }[],
  compression: SourceCompression = 'uncompressed',
) {
  const declared = columns.map(({ column, columnType }) => `, ${quoted(column)} ${columnType}`).join('');
  await connection.run(`CREATE TABLE ${quoted(table)} (${ownColumns(compression)}${declared})`);
}

const asList = (column: string) => `CASE WHEN ${column} IS NULL THEN NULL ELSE [${column}] END`;

function alterSql(table: string, { column, columnType, change }: ColumnChange): string {
  const own = quoted(column);
  if (change === 'add') return `ALTER TABLE ${quoted(table)} ADD COLUMN ${own} ${columnType}`;
  return `ALTER TABLE ${quoted(table)} ALTER COLUMN ${own} TYPE ${columnType}[] USING ${asList(own)}`;
}

/** With so few rows for each column that changes, writing them again is faster than a change after the other. */
const rowsPerChange = 20;
/** Fewer changes are made one after the other. */
const fewChanges = 32;

/**
 * Adds columns to a table of at most `rows` rows and turns columns into lists. DuckDB copies what it knows of a table for every change, so
 * that thousands of new fields at once would take a minute: a small table is made anew instead.
 */
export async function changeColumns(
  connection: DuckDBConnection,
  table: string,
  changes: ColumnChange[],
  rows: number,
  compression: SourceCompression = 'uncompressed',
): Promise<void> {
  if (changes.length > fewChanges && rows <= rowsPerChange * changes.length) await makeAnew(connection, table, changes, compression);
  else for (const change of changes) await connection.run(alterSql(table, change));
}

async function makeAnew(connection: DuckDBConnection, table: string, changes: ColumnChange[], compression: SourceCompression) {
  const known = await readRows(
    connection,
    "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND NOT starts_with(column_name, '_') ORDER BY column_index",
    [table],
  );
  const lists = new Map(changes.filter(({ change }) => change === 'to-list').map((change) => [change.column, change]));
  const before = known.map((row) => {
    const [column, columnType] = [String(row.column_name), String(row.data_type)];
    const list = lists.get(column);
    return list
      ? { column, columnType: `${list.columnType}[]`, value: asList(quoted(column)) }
      : { column, columnType, value: quoted(column) };
  });
  const fresh = `${table}_next`;
  await createTable(connection, fresh, [...before, ...changes.filter(({ change }) => change === 'add')], compression);
  const values = before.map(({ column, value }) => `, ${value} AS ${quoted(column)}`).join('');
  await connection.run(`INSERT INTO ${quoted(fresh)} BY NAME SELECT _id, _seq, _version, _source${values} FROM ${quoted(table)}`);
  await connection.run(`DROP TABLE ${quoted(table)}`);
  await connection.run(`ALTER TABLE ${quoted(fresh)} RENAME TO ${quoted(table)}`);
}
