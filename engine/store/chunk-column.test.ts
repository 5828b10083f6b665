import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chunkRows, writeColumn } from './chunk-column';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** Writes values into a table of one column and reads them again, as text where JavaScript has no such value. */
async function through(type: string, values: unknown[], shown = 'v') {
  await connection.run(`CREATE OR REPLACE TABLE t (v ${type})`);
  const appender = await connection.createAppender('t');
  const types = [appender.columnType(0)];
  for (let from = 0; from < values.length; from += chunkRows) {
    const count = Math.min(chunkRows, values.length - from);
    const chunk = DuckDBDataChunk.create(types, count);
    writeColumn(chunk, 0, String(types[0]), values, from, count);
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
  const reader = await connection.runAndReadAll(`SELECT ${shown} AS v FROM t ORDER BY rowid`);
  return reader.getRows().map(([value]) => value);
}

const orMissing = <T>(of: fc.Arbitrary<T>) => fc.array(fc.option(of, { nil: undefined, freq: 4 }), { minLength: 1, maxLength: 200 });
const asRead = (values: unknown[]) => values.map((value) => value ?? null);
const runs = { numRuns: 40 };

test('strings of every length and script come back letter by letter', async () => {
  const strings = fc.oneof(
    fc.string({ maxLength: 14 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', 'a\u0000b', 'twelve bytes', '13 bytes long'),
  );
  await fc.assert(
    fc.asyncProperty(orMissing(strings), async (values) => {
      expect(await through('VARCHAR', values)).toEqual(asRead(values));
    }),
    runs,
  );
});

test('whole numbers come back to the last digit', async () => {
  const whole = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
  await fc.assert(
    fc.asyncProperty(orMissing(whole), async (values) => {
      expect(await through('BIGINT', values)).toEqual(values.map((value) => (value === undefined ? null : BigInt(value))));
    }),
    runs,
  );
  const unsigned = [0, 2 ** 53 - 1, 2n ** 64n - 1n, undefined];
  expect(await through('UBIGINT', unsigned)).toEqual([0n, 2n ** 53n - 1n, 2n ** 64n - 1n, null]);
  expect(await through('INTEGER', [-1, 0, 2 ** 31 - 1, undefined])).toEqual([-1, 0, 2 ** 31 - 1, null]);
});

test('times, fractions, truths and points come back', async () => {
  const times = orMissing(fc.integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 }));
  await fc.assert(
    fc.asyncProperty(times, async (values) => {
      expect(await through('TIMESTAMP', values, 'epoch_ms(v)')).toEqual(
        values.map((value) => (value === undefined ? null : BigInt(value))),
      );
    }),
    runs,
  );
  await fc.assert(
    fc.asyncProperty(orMissing(fc.double({ noNaN: true })), async (values) => {
      expect(await through('DOUBLE', values)).toEqual(asRead(values));
    }),
    runs,
  );
  expect(await through('BOOLEAN', [true, undefined, false])).toEqual([true, null, false]);
  const points = [{ lat: 52.5, lon: 13.4 }, undefined, { lat: -0, lon: 180 }];
  expect(await through('STRUCT(lat DOUBLE, lon DOUBLE)', points, 'CAST(v AS VARCHAR)')).toEqual([
    "{'lat': 52.5, 'lon': 13.4}",
    null,
    "{'lat': -0.0, 'lon': 180.0}",
  ]);
});

test('a list takes one value or several', async () => {
  expect(await through('BIGINT[]', [[1, 2n], 3, undefined], 'CAST(v AS VARCHAR)')).toEqual(['[1, 2]', '[3]', null]);
});

test('columns longer than a chunk, with holes and an end, are written whole', async () => {
  const values: unknown[] = [];
  for (let at = 0; at < 3 * chunkRows; at += 3) values[at] = `value ${at}`;
  values.length = 2.5 * chunkRows;
  const rows = await through('VARCHAR', values);
  expect(rows.length).toBe(values.length);
  expect(rows).toEqual(Array.from(values, (value) => value ?? null));
});

test('a type that no column has is refused', async () => {
  await expect(through('HUGEINT', [1])).rejects.toThrow('HUGEINT');
});
