import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-engine-'));
const bundle = path.join(process.cwd(), 'dist', `engine-test-${process.pid}.mjs`);
const rounds = 5;

beforeAll(async () => {
  await build({
    entryPoints: ['engine/main.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { force: true });
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function start(port: number) {
  const child = spawn(process.execPath, [bundle, '--port', String(port), '--data', folder, '--memory', '512MB'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for (let tries = 0; tries < 200; tries++) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (up) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the engine did not start');
}

test(`kill -9 during writes, ${rounds} rounds: every acknowledged bulk is there, none half`, async () => {
  const acknowledged: number[] = [];
  let bulk = 0;
  for (let round = 0; round < rounds; round++) {
    const port = await freePort();
    const child = await start(port);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const kill = setTimeout(() => child.kill('SIGKILL'), 250 + round * 90);
    for (;;) {
      const number = bulk++;
      const lines = Array.from(
        { length: 200 },
        (_, index) => `{"index":{}}\n{"bulk":${number},"n":${index},"field_${number % 7}":"x"}`,
      ).join('\n');
      const ok = await fetch(`http://127.0.0.1:${port}/kill/_bulk`, { method: 'POST', body: `${lines}\n` }).then(
        async (response) => !((await response.json()) as { errors: boolean }).errors,
        () => false,
      );
      if (!ok) break;
      acknowledged.push(number);
    }
    clearTimeout(kill);
    await gone;
  }
  const port = await freePort();
  const child = await start(port);
  const answer = (await (
    await fetch(`http://127.0.0.1:${port}/kill/_search`, {
      method: 'POST',
      body: JSON.stringify({ size: 0, aggs: { bulks: { terms: { field: 'bulk', size: 10_000 } } } }),
    })
  ).json()) as { aggregations: { bulks: { buckets: { key: number; doc_count: number }[] } } };
  child.kill('SIGKILL');
  const found = new Map(answer.aggregations.bulks.buckets.map((bucket) => [bucket.key, bucket.doc_count]));
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(acknowledged.filter((number) => found.get(number) !== 200)).toEqual([]);
  expect([...found.values()].filter((count) => count !== 200)).toEqual([]);
}, 60_000);

test('a second process on the same folder is refused', async () => {
  const port = await freePort();
  const child = await start(port);
  const second = spawn(process.execPath, [bundle, '--port', String(await freePort()), '--data', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  second.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  child.kill('SIGKILL');
  expect(code).toBe(1);
  expect(words).toMatch(/Another process uses/);
}, 30_000);
