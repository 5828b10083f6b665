import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ColumnChange } from '../plan/index-meta';
import { Database } from './database';
import { changeColumns, createTable } from './table-columns';

const folder = mkdtempSync(path.join(tmpdir(), 'oriel-columns-'));
const settings = { checkpoint_threshold: '1GB' };
let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(path.join(folder, 'engine.duckdb'), settings);
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
});

const rowsOf = async (on: DuckDBConnection, table: string) =>
  (await on.runAndReadAll(`SELECT * EXCLUDE (_source), rowid FROM "${table}" ORDER BY rowid`)).getRowsJson();

/** A table of 200 documents with a column of numbers and one of texts. */
async function make(table: string) {
  await createTable(connection, table, [
    { column: 'c0', columnType: 'BIGINT' },
    { column: 'c1', columnType: 'VARCHAR' },
  ]);
  await connection.run(
    `INSERT INTO "${table}" SELECT 'd' || i, i, 1, '{}', CASE WHEN i % 3 > 0 THEN i END, CASE WHEN i % 5 > 0 THEN 'text ' || i END FROM range(200) r(i)`,
  );
}

const added = Array.from(
  { length: 60 },
  (_, at): ColumnChange => ({ column: `c${at + 2}`, columnType: at % 2 ? 'VARCHAR' : 'DOUBLE[]', change: 'add' }),
);
const toList: ColumnChange = { column: 'c1', columnType: 'VARCHAR', change: 'to-list' };

test('a table that is made anew is what many changes make of it', async () => {
  await make('anew');
  await make('altered');
  await connection.run('BEGIN TRANSACTION');
  await changeColumns(connection, 'anew', [...added, toList], 200);
  await changeColumns(connection, 'altered', [...added, toList], Number.POSITIVE_INFINITY);
  for (const table of ['anew', 'altered'])
    await connection.run(`INSERT INTO "${table}" (_id, _seq, _version, _source, c1) VALUES ('late', 200, 1, '{}', ['a', 'b'])`);
  await connection.run('COMMIT');
  const rows = await rowsOf(connection, 'anew');
  expect(rows.length).toBe(201);
  expect(rows).toEqual(await rowsOf(connection, 'altered'));
  const columns = (table: string) =>
    connection.runAndReadAll(`SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '${table}' ORDER BY column_index`);
  expect((await columns('anew')).getRows()).toEqual((await columns('altered')).getRows());
});

test('changes are there after a crash, and what did not end is as before', async () => {
  await make('kept');
  await make('dropped');
  await connection.run('BEGIN TRANSACTION');
  await changeColumns(connection, 'kept', added, 200);
  // a column that becomes a list after its table was made: DuckDB alone could not read its own log
  await changeColumns(connection, 'kept', [toList], 200);
  await connection.run('COMMIT');
  const kept = await rowsOf(connection, 'kept');
  await connection.run('BEGIN TRANSACTION');
  await changeColumns(connection, 'dropped', added, 200);
  // what the disk holds now is what a process finds that starts after this one was killed
  const copy = path.join(folder, 'copy');
  mkdirSync(copy);
  for (const file of ['engine.duckdb', 'engine.duckdb.wal']) cpSync(path.join(folder, file), path.join(copy, file));
  await connection.run('ROLLBACK');
  const other = await Database.open({ dataDir: copy, memoryLimit: '500MB', threads: 2 });
  expect(await rowsOf(other.writer, 'kept')).toEqual(kept);
  expect(await rowsOf(other.writer, 'dropped')).toEqual(await rowsOf(connection, 'dropped'));
  expect((await rowsOf(other.writer, 'dropped'))[0]?.length).toBe(6);
  other.close();
});

test.each([
  ['zstd', 'ZSTD'],
  ['uncompressed', 'Uncompressed'],
] as const)('documents are kept with compression %s, and still are when the table is made anew', async (compression, expected) => {
  const database = await Database.open({ dataDir: path.join(folder, `codec-${compression}`), memoryLimit: '512MB', threads: 1 });
  await createTable(database.writer, 'd', [], compression);
  const insert = `INSERT INTO d BY NAME SELECT 'd' || i AS _id, i AS _seq, 1 AS _version, '{"text":"' || repeat(md5(i::VARCHAR), 4) || '"}' AS _source FROM range(20000) r(i)`;
  await database.writer.run(insert);
  await changeColumns(database.writer, 'd', added, 200, compression);
  await database.checkpoint();
  const kept = await database.read(
    "SELECT DISTINCT compression FROM pragma_storage_info('d') WHERE column_name = '_source' AND segment_type = 'VARCHAR'",
  );
  expect(kept).toEqual([{ compression: expected }]);
  database.close();
});
