import { DuckDBInstance } from '@duckdb/node-api';

/** Writes what a SELECT gives into a Parquet file, for tests. */
export async function writeParquet(file: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 10000)`);
  instance.closeSync();
}
