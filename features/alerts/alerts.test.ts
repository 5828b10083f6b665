import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SupervisedChild } from '../../scripts/start/child';
import { applyMigrations } from '../../scripts/start/migrate';
import { prepareEmbeddedPostgres } from '../../scripts/start/postgres';
import type { AlertEvent } from './deliveries/event';

const root = path.resolve(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(os.tmpdir(), 'oriel-alerts-'));
let postgres: SupervisedChild;

/** A cluster that answers every search with as many documents as it is told. */
const world = { documents: 0, searches: 0 };
const cluster = createServer((request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/json');
  response.setHeader('x-elastic-product', 'Elasticsearch');
  if (!request.url?.includes('_search')) return void response.end(JSON.stringify({ version: { number: '9.5.0', build_flavor: 'oriel' } }));
  world.searches++;
  response.end(
    JSON.stringify({
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, failed: 0 },
      hits: { total: { value: world.documents, relation: 'eq' }, hits: [] },
    }),
  );
});

interface Received {
  key: string;
  signature: string;
  body: string;
  event: AlertEvent;
}
const received: Received[] = [];
let answer: (event: AlertEvent) => { status: number; text?: string } = () => ({ status: 200 });
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    const event = JSON.parse(body) as AlertEvent;
    received.push({ key: String(request.headers['idempotency-key']), signature: String(request.headers['oriel-signature']), body, event });
    const { status, text = '' } = answer(event);
    response.writeHead(status).end(text);
  });
});

const listen = (server: Server) =>
  new Promise<string>((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));

const workers = new Set<ChildProcess>();
function startWorker(): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'testing-worker.ts')], {
    cwd: root,
    env: process.env,
    stdio: ['ignore', 'ignore', process.env.DEBUG_WORKERS ? 'inherit' : 'ignore'],
  });
  workers.add(child);
  return child;
}
async function stopWorkers() {
  await Promise.all(
    [...workers].map((child) => {
      const gone = child.exitCode === null && child.signalCode === null ? new Promise((done) => child.once('exit', done)) : undefined;
      child.kill('SIGKILL');
      return gone;
    }),
  );
  workers.clear();
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
async function until(what: string, probe: () => Promise<boolean> | boolean, limitMs = 30_000) {
  const end = Date.now() + limitMs;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await pause(50);
  }
}

let connector: { id: string; secret: string | undefined };
const author = { id: 'u1', name: 'Mira', email: 'm@example.com', role: 'administrator' as const };

async function addRule(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const { db } = await import('../../lib/db');
  const { ruleInputSchema } = await import('./schema');
  const { timing, ...rest } = more;
  const input = ruleInputSchema.parse({
    name,
    definition: { condition: { kind: 'matches', dataView: 'shop', windowSeconds: 60, atLeast: 10 }, ...(timing ? { timing } : {}) },
    actions: [{ connector: connector.id }],
    ...rest,
  });
  const { id } = await db().alertRule.create({
    data: { ...input, intervalSeconds: 1, createdById: author.id, createdByName: author.name, createdByRole: author.role },
    select: { id: true },
  });
  return id;
}

beforeAll(async () => {
  const prepared = await prepareEmbeddedPostgres(home);
  postgres = new SupervisedChild(
    prepared.child,
    () => undefined,
    () => undefined,
  );
  await postgres.start();
  await applyMigrations(prepared.databaseUrl, path.join(root, 'prisma/migrations'));
  process.env.DATABASE_URL = prepared.databaseUrl;
  process.env.ELASTICSEARCH_URL = await listen(cluster);
  process.env.NEXTAUTH_SECRET = 'a secret for tests, long enough for all';
  process.env.ORIEL_OUTGOING_ALLOW = '127.0.0.1';
  const { db } = await import('../../lib/db');
  await db().dataView.create({ data: { id: 'shop', title: 'Shop', pattern: 'shop', timeField: '@timestamp', columns: [] } });
  const { createConnector } = await import('./connectors/mutations');
  connector = await createConnector({
    kind: 'webhook',
    name: 'Handler',
    config: { url: await listen(receiver), method: 'POST', headers: {}, body: '' },
  });
}, 120_000);

afterEach(async () => {
  await stopWorkers();
  const { db } = await import('../../lib/db');
  await db().alertRule.deleteMany();
  received.length = 0;
  world.documents = 0;
  answer = () => ({ status: 200 });
});

afterAll(async () => {
  await stopWorkers();
  const { db } = await import('../../lib/db');
  await db().$disconnect();
  await postgres.stop();
  cluster.closeAllConnections();
  receiver.closeAllConnections();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

describe('the loop', () => {
  test('opens, tells the handler with a signature, keeps what it answers, recovers', async () => {
    answer = ({ event }) => ({
      status: 200,
      text: event === 'opened' ? JSON.stringify({ action: 'added capacity', detail: '2 → 4 workers' }) : '',
    });
    await addRule('Too many');
    startWorker();
    await pause(1_500);
    expect(received).toEqual([]);
    world.documents = 25;
    await until('opened', () => received.length === 1);
    const [{ signature, body, key, event }] = received as [Received];
    const [, seconds, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    expect(
      createHmac('sha256', connector.secret ?? '')
        .update(`${seconds}.${body}`)
        .digest('hex'),
    ).toBe(digest);
    expect([event.event, event.rule.name, event.alert.value, event.id]).toEqual(['opened', 'Too many', 25, key]);
    world.documents = 0;
    await until('recovered', () => received.some((one) => one.event.event === 'recovered'));
    const { getAlert } = await import('./data');
    await until('written down', async () => (await getAlert(event.alert.id)).events.filter(({ kind }) => kind === 'notified').length === 2);
    const alert = await getAlert(event.alert.id);
    expect(alert.status).toBe('recovered');
    expect(alert.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['opened', 'notified', 'action', 'recovered']));
    expect(alert.events.find(({ kind }) => kind === 'action')).toMatchObject({
      text: 'added capacity',
      details: { result: 'ok', by: 'Handler', detail: '2 → 4 workers' },
    });
  }, 60_000);

  test('what fails for a while is tried again under the same key; what is refused is dead until somebody sends it again', async () => {
    let tries = 0;
    answer = () => ({ status: ++tries < 3 ? 503 : 200 });
    world.documents = 50;
    await addRule('Shaky');
    startWorker();
    await until('delivered after two failures', () => received.length >= 3);
    expect(new Set(received.map(({ key }) => key)).size).toBe(1);
    await stopWorkers();

    received.length = 0;
    answer = () => ({ status: 400, text: 'no such field' });
    const { db } = await import('../../lib/db');
    await db().alertRule.deleteMany();
    await addRule('Refused');
    startWorker();
    await until('dead', async () => (await db().delivery.count({ where: { status: 'dead' } })) === 1);
    const dead = await db().delivery.findFirstOrThrow({ where: { status: 'dead' } });
    expect([dead.lastError, received.length]).toEqual([expect.stringContaining('400: no such field'), 1]);
    answer = () => ({ status: 200 });
    const { replayDelivery } = await import('./deliveries/mutations');
    await replayDelivery(dead.id);
    await until('delivered', async () => (await db().delivery.count({ where: { id: dead.id, status: 'delivered' } })) === 1);
    expect(received.at(-1)?.key).toBe(dead.id);
    await expect(replayDelivery(dead.id)).rejects.toMatchObject({ code: 'conflict' });
  }, 60_000);

  test('maintenance and mute keep it quiet, not blind', async () => {
    const { db } = await import('../../lib/db');
    world.documents = 50;
    const id = await addRule('Quiet');
    await db().alertRule.update({ where: { id }, data: { mutedUntil: new Date(Date.now() + 60_000) } });
    startWorker();
    await until('opened', async () => (await db().alert.count({ where: { ruleId: id, status: 'open' } })) === 1);
    await pause(1_500);
    expect(received).toEqual([]);
    expect((await db().alertEvent.findFirstOrThrow({ where: { alert: { ruleId: id } } })).details).toEqual({ quiet: 'the rule is muted' });
  }, 60_000);
});

describe('several processes on one database', () => {
  test('each rule runs once an interval', async () => {
    const { db } = await import('../../lib/db');
    for (let at = 0; at < 12; at++) await addRule(`Rule ${at}`);
    world.searches = 0;
    startWorker();
    startWorker();
    await pause(8_000);
    await stopWorkers();
    const runs = await db().ruleRun.findMany({ orderBy: { scheduledFor: 'asc' } });
    // a search that a killed worker had under way has no run; nothing ran twice
    expect(world.searches - runs.length).toBeLessThanOrEqual(8);
    expect(runs.length).toBeGreaterThan(12 * 3);
    for (const id of new Set(runs.map(({ ruleId }) => ruleId))) {
      const moments = runs.filter(({ ruleId }) => ruleId === id).map(({ scheduledFor }) => scheduledFor.getTime());
      expect(new Set(moments).size).toBe(moments.length);
    }
  }, 60_000);

  test('who comes back after its lease writes nothing', async () => {
    const { db } = await import('../../lib/db');
    const { Fenced, finishRun, leaseDueRules } = await import('./runs/mutations');
    const id = await addRule('Slow');
    const [first] = await leaseDueRules(10);
    expect(await leaseDueRules(10)).toEqual([]);
    await db().alertRule.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
    const [second] = await leaseDueRules(10);
    const run = {
      startedMs: Date.now(),
      tookMs: 1,
      readings: [{ group: '', breached: true, value: 99, sentence: 'x', sinceMs: Date.now() }],
    };
    await expect(finishRun(first as never, run)).rejects.toBeInstanceOf(Fenced);
    expect(await db().alert.count({ where: { ruleId: id } })).toBe(0);
    await finishRun(second as never, run);
    expect(await db().alert.count({ where: { ruleId: id, status: 'open' } })).toBe(1);
  }, 60_000);

  const rounds = Number(process.env.KILL_ROUNDS ?? 3);
  test(
    `kill -9 between evaluation and send loses nothing (${rounds} rounds)`,
    async () => {
      const { db } = await import('../../lib/db');
      const id = await addRule('Flip', { timing: { flappingAfter: 20 } });
      for (let round = 0; round < rounds; round++) {
        await db().alert.deleteMany({ where: { ruleId: id, status: 'recovered' } });
        world.documents = round % 2 === 0 ? 50 : 0;
        startWorker();
        const wanted = round % 2 === 0 ? 'opened' : 'recovered';
        const before = received.length;
        // some rounds die before the search, some between the commit and the send, some after it
        await until('the worker works', () => world.searches > 0 && received.length >= before, 20_000);
        await until(
          'the event is written',
          async () => (await db().alertEvent.count({ where: { kind: wanted, alert: { ruleId: id } } })) > 0,
        );
        await pause(Math.random() * 600);
        await stopWorkers();
      }
      startWorker();
      await until(
        'everything is delivered',
        async () => (await db().delivery.count({ where: { status: { not: 'delivered' } } })) === 0,
        90_000,
      );
      const delivered = await db().delivery.findMany();
      const keys = new Set(received.map(({ key }) => key));
      for (const { id: key } of delivered) expect(keys.has(key)).toBe(true);
      for (const { key, event } of received) expect(event.id).toBe(key);
    },
    120_000 + rounds * 10_000,
  );
});
