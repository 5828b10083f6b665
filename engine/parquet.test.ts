import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngineServer } from './http/server';
import { Catalog } from './store/catalog';
import { Database } from './store/database';
import { writeParquet } from './store/testing-parquet';

const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-parquet-'));
const rows = 30_000;
let bytes: Buffer;
let stop: () => Promise<void>;
let url: string;

async function start() {
  const database = await Database.open({ dataDir: path.join(folder, 'data'), memoryLimit: '512MB', threads: 2 });
  const limits = { sqlRows: 1_000, sqlTimeoutMs: 5_000, searchTimeoutMs: 10_000 };
  const server = createEngineServer({ catalog: await Catalog.open(database), nowMs: Date.now, limits });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    database.close();
  };
}

async function call(method: string, where: string, body?: unknown) {
  const file = body instanceof Buffer;
  const response = await fetch(`${url}${where}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: file ? new Uint8Array(body) : JSON.stringify(body),
          headers: { 'content-type': file ? 'application/vnd.apache.parquet' : 'application/json' },
        }),
  });
  return { status: response.status, body: await response.json() };
}

async function send(index: string, file: Buffer) {
  const half = Math.floor(file.length / 2);
  await call('POST', `/_parquet/${index}?offset=0`, file.subarray(0, half));
  await call('POST', `/_parquet/${index}?offset=${half}`, file.subarray(half));
  return call('PUT', `/_parquet/${index}`);
}

beforeAll(async () => {
  const { readFile } = await import('node:fs/promises');
  const made = path.join(folder, 'made.parquet');
  await writeParquet(
    made,
    `SELECT range AS n, TIMESTAMP '2026-01-01' + to_seconds(range) AS "@timestamp", 'w' || (range % 7) AS "url.path",
      {lat: 52.5, lon: (range % 90)::DOUBLE} AS place, ['t' || (range % 3), 'all'] AS tags, {name: 'svc' || (range % 2)} AS service,
      [{code: range % 5}] AS steps, CASE WHEN range % 2 = 0 THEN 1.5::DECIMAL(9,2) END AS price, 'nan'::DOUBLE AS odd, MAP {'a': 1} AS extra,
      'request number ' || range || ' went through the checkout service and was answered after a while' AS message
    FROM range(${rows})`,
  );
  bytes = await readFile(made);
  await start();
});

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a file becomes an index: typed fields, documents, aggregations, points, words', async () => {
  const { status, body } = await send('shop', bytes);
  expect(body).toMatchObject({ acknowledged: true, index: 'shop', documents: rows });
  expect(status).toBe(201);
  expect(body.mappings.properties).toMatchObject({
    n: { type: 'long' },
    '@timestamp': { type: 'date' },
    url: { properties: { path: { type: 'keyword' } } },
    place: { type: 'geo_point' },
    service: { properties: { name: { type: 'keyword' } } },
    steps: { properties: { code: { type: 'long' } } },
    price: { type: 'double' },
    message: { type: 'text' },
  });
  const search = await call('POST', '/shop/_search', {
    query: {
      bool: {
        filter: [
          { range: { '@timestamp': { lt: '2026-01-01T01:00:00Z' } } },
          { term: { tags: 't1' } },
          { term: { 'steps.code': 1 } },
          { match: { message: 'checkout number' } },
        ],
      },
    },
    sort: [{ n: 'desc' }],
    size: 2,
    track_total_hits: true,
    aggs: {
      time: { date_histogram: { field: '@timestamp', fixed_interval: '30m' } },
      paths: { terms: { field: 'url.path' }, aggs: { total: { sum: { field: 'price' } } } },
      grid: { geotile_grid: { field: 'place', precision: 4 } },
    },
  });
  const wanted = Array.from({ length: 3_600 }, (_, n) => n).filter((n) => n % 3 === 1 && n % 5 === 1);
  expect(search.body.hits.total.value).toBe(wanted.length);
  expect(search.body.hits.hits[0]).toMatchObject({
    _id: String(wanted.at(-1)),
    _source: {
      n: wanted.at(-1),
      '@timestamp': new Date(Date.UTC(2026, 0, 1) + (wanted.at(-1) ?? 0) * 1_000).toISOString(),
      tags: ['t1', 'all'],
      odd: null,
      steps: [{ code: 1 }],
      extra: { a: 1 },
    },
  });
  const { time, paths, grid } = search.body.aggregations;
  expect(time.buckets).toHaveLength(2);
  const counted = (buckets: { doc_count: number }[]) => buckets.reduce((sum, { doc_count: count }) => sum + count, 0);
  expect(counted(paths.buckets)).toBe(wanted.length);
  expect(counted(grid.buckets)).toBe(wanted.length);
  const own = wanted.filter((n) => n % 7 === 3);
  expect(paths.buckets.find(({ key }: { key: string }) => key === 'w3').total.value).toBe(1.5 * own.filter((n) => n % 2 === 0).length);
  expect((await call('GET', '/shop/_doc/17')).body).toMatchObject({ found: true, _source: { n: 17 } });
  const sql = await call('POST', '/_sql', { query: 'SELECT "service.name", count(*) AS n FROM shop GROUP BY 1 ORDER BY 1' });
  expect(sql.body.rows).toEqual([
    ['svc0', rows / 2],
    ['svc1', rows / 2],
  ]);
});

test('it is only read, stands beside other indices, and is there after a restart', async () => {
  const bulk = await fetch(`${url}/_bulk`, { method: 'POST', body: '{"index":{"_index":"shop"}}\n{"n":1}\n' });
  expect(await bulk.json()).toMatchObject({
    errors: true,
    items: [{ index: { status: 403, error: { type: 'cluster_block_exception' } } }],
  });
  expect((await call('DELETE', '/shop/_doc/3')).status).toBe(403);
  expect((await call('PUT', '/shop/_mapping', { properties: { more: { type: 'keyword' } } })).status).toBe(403);
  await call('PUT', '/other/_doc/a', { n: 5, 'url.path': 'w1' });
  const both = () => call('POST', '/shop,other/_search', { size: 3, sort: [{ n: 'asc' }], query: { term: { n: 5 } } });
  expect((await both()).body.hits.hits.map(({ _index }: { _index: string }) => _index).sort()).toEqual(['other', 'shop']);
  await stop();
  await start();
  expect((await both()).body.hits.hits).toHaveLength(2);
  expect((await call('GET', '/_parquet')).body.attached).toMatchObject([{ index: 'shop', documents: rows, bytes: bytes.length }]);
  expect((await call('GET', '/shop/_count')).body.count).toBe(rows);
});

test('what is no Parquet file, comes in wrong order, or has a taken name is refused; a dropped index takes its file with it', async () => {
  expect((await send('wrong', Buffer.from('PAR1 is only how it begins'))).body.error).toMatchObject({ type: 'illegal_argument_exception' });
  expect((await call('GET', '/wrong')).status).toBe(404);
  expect((await call('PUT', '/_parquet/never')).status).toBe(404);
  await call('POST', '/_parquet/parts?offset=0', bytes.subarray(0, 100));
  expect((await call('POST', '/_parquet/parts?offset=200', bytes.subarray(200))).status).toBe(409);
  expect((await call('DELETE', '/_parquet/parts')).status).toBe(200);
  expect((await send('shop', bytes)).status).toBe(400);
  expect((await call('POST', `/_parquet/${encodeURIComponent('../up')}?offset=0`, bytes)).status).toBe(400);
  expect((await call('DELETE', '/shop')).status).toBe(200);
  expect((await call('GET', '/_parquet')).body.attached).toEqual([]);
  const { readdirSync } = await import('node:fs');
  expect(readdirSync(path.join(folder, 'data', 'attached'))).toEqual([]);
  expect((await send('shop', bytes)).status).toBe(201);
});

test('an index whose file is gone is closed, and the engine starts', async () => {
  await stop();
  rmSync(path.join(folder, 'data', 'attached'), { recursive: true });
  await start();
  expect((await call('GET', '/other/_count')).body.count).toBe(1);
  expect((await call('POST', '/shop/_search', {})).body.error.type).toBe('index_closed_exception');
  expect((await call('DELETE', '/shop')).status).toBe(200);
});
