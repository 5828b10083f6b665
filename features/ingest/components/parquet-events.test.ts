import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { isParquet, parquetEvents, parquetSample } from './parquet-events';

const rows = 12_000;
const file = new Blob([
  parquetWriteBuffer({
    columnData: [
      { name: 'at', data: Array.from({ length: rows }, (_, at) => new Date(at * 1_000)), type: 'TIMESTAMP' },
      { name: 'count', data: Array.from({ length: rows }, (_, at) => BigInt(at)), type: 'INT64' },
      { name: 'name', data: Array.from({ length: rows }, (_, at) => `n${at}`), type: 'STRING' },
    ],
    rowGroupSize: 7_000,
  }),
]);

test('rows of all row groups come as JSON lines, in order, with progress', async () => {
  expect(await isParquet(file)).toBe(true);
  expect(await isParquet(new Blob(['{"a":1}']))).toBe(false);
  const events: string[] = [];
  const progress: number[] = [];
  for await (const [some, done] of parquetEvents(file)) {
    events.push(...some);
    progress.push(done);
  }
  expect(events).toHaveLength(rows);
  expect(JSON.parse(events[7_001] ?? '')).toEqual({ at: '1970-01-01T01:56:41.000Z', count: 7001, name: 'n7001' });
  expect(progress.at(-1)).toBe(1);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

test('a file compressed with gzip', async () => {
  const [codec, compress] = ['GZIP', (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))] as const;
  const compressed = new Blob([
    parquetWriteBuffer({ columnData: [{ name: 'a', data: [1, 2, 3], type: 'DOUBLE' }], codec, compressors: { [codec]: compress } }),
  ]);
  expect(await parquetSample(compressed)).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
});

test('the first rows are a sample', async () => {
  expect((await parquetSample(file, 3)).trim().split('\n')).toHaveLength(3);
});
