import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ship } from './ship';

const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-ship-'));
const log = path.join(folder, 'app.log');
/** Lines by the place and number that they came with: what comes twice is there once. */
let stored = new Map<string, string>();
let answers: number[] = [];
let url = '';
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const status = answers.shift() ?? 200;
    const lines = gunzipSync(Buffer.concat(parts)).toString().split('\n').filter(Boolean);
    // a server that stores and then fails to say so
    if (status === 200 || status === 599)
      for (const [at, line] of lines.entries()) stored.set(`${request.headers['oriel-position']}/${at}`, line);
    response.writeHead(status === 599 ? 503 : status).end(JSON.stringify({ accepted: lines.length, rejected: [] }));
  });
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  stored = new Map();
  answers = [];
  rmSync(path.join(folder, 'state.json'), { force: true });
  writeFileSync(log, '');
});

const run = () => ship({ files: [log], source: 'app', url, apiKey: 'k', stateFile: path.join(folder, 'state.json'), once: true });
const lines = () => [...stored.values()];

describe('events of several lines', () => {
  test('are not cut: the last one waits until another begins, or nothing more comes', async () => {
    // holds the last event back where more may follow, as Oriel does for a source that says how an event begins
    const sent: string[] = [];
    const holding = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const events = gunzipSync(Buffer.concat(parts))
          .toString()
          .trimEnd()
          .split(/\n(?=E)/);
        const held = request.headers['oriel-open-end'] === '1' ? events.pop() : undefined;
        sent.push(...events);
        response.end(JSON.stringify({ accepted: events.length, rejected: [], ...(held ? { heldLines: held.split('\n').length } : {}) }));
      });
    });
    await new Promise<void>((done) => holding.listen(0, '127.0.0.1', done));
    const to = `http://127.0.0.1:${(holding.address() as AddressInfo).port}`;
    writeFileSync(log, 'E1\n at a\n at b\nE2\n at c\n');
    const result = await ship({
      files: [log],
      source: 'app',
      url: to,
      apiKey: 'k',
      stateFile: path.join(folder, 'state.json'),
      once: true,
    });
    expect([sent, result.accepted]).toEqual([['E1\n at a\n at b', 'E2\n at c'], 2]);
    holding.close();
  });
});

describe('shipping a file', () => {
  test('goes on where it was; a half line waits', async () => {
    appendFileSync(log, 'one\ntwo\nthr');
    await run();
    expect(lines()).toEqual(['one', 'two']);
    appendFileSync(log, 'ee\n');
    await run();
    expect(lines()).toEqual(['one', 'two', 'three']);
  });

  test('a failure is tried again, and what arrived twice is there once', async () => {
    appendFileSync(log, 'one\ntwo\n');
    answers = [503, 599, 200];
    await run();
    expect(lines()).toEqual(['one', 'two']);
  }, 20_000);

  test('a rotated file is read to its end, then the new one', async () => {
    appendFileSync(log, 'one\n');
    const stop = new AbortController();
    const running = ship({
      files: [log],
      source: 'app',
      url,
      apiKey: 'k',
      stateFile: path.join(folder, 'state.json'),
      signal: stop.signal,
    });
    await expect.poll(lines).toEqual(['one']);
    appendFileSync(log, 'two\nlast without an end');
    renameSync(log, `${log}.1`);
    writeFileSync(log, 'three\n');
    await expect.poll(lines, { timeout: 10_000 }).toEqual(['one', 'two', 'last without an end', 'three']);
    stop.abort();
    await running;
  });

  test('what was rotated away while nobody looked is read, too', async () => {
    appendFileSync(log, 'one\n');
    await run();
    appendFileSync(log, 'two\n');
    renameSync(log, `${log}.1`);
    writeFileSync(log, 'three\n');
    await run();
    expect(lines()).toEqual(['one', 'two', 'three']);
  });

  test('a file that became shorter begins again', async () => {
    appendFileSync(log, 'one\ntwo\nthree\n');
    await run();
    truncateSync(log, 0);
    appendFileSync(log, 'new\n');
    await run();
    expect(lines()).toContain('new');
  });

  test('a wrong key ends it', async () => {
    appendFileSync(log, 'one\n');
    answers = [401];
    await expect(run()).rejects.toThrow(/401/);
    await run();
    expect(lines()).toEqual(['one']);
  });
});
