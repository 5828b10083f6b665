import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ruleInputSchema } from '../features/alerts/schema';
import { SupervisedChild } from '../scripts/start/child';
import { applyMigrations } from '../scripts/start/migrate';
import { prepareEmbeddedPostgres } from '../scripts/start/postgres';
import { call, quantile, startEngine } from './running-engine';

/**
 * Alerts on one process, with embedded Postgres and the embedded engine on the same machine: 1,000 rules that look every minute (how many
 * looks a second, how late, how long), then the time from a document's write to the webhook, for a rule that looks every second.
 * `npm run bench:alerts -- [minutes] [documents]`; two minutes and 40 where nothing is said.
 */
const [minutes, documents] = [Number(process.argv[2] ?? 2), Number(process.argv[3] ?? 40)];
const rules = 1_000;
const home = mkdtempSync(path.join(os.tmpdir(), 'oriel-bench-alerts-'));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const prepared = await prepareEmbeddedPostgres(home);
const postgres = new SupervisedChild(
  prepared.child,
  () => undefined,
  () => undefined,
);
await postgres.start();
await applyMigrations(prepared.databaseUrl);
const engine = await startEngine(9_482);
const heard: number[] = [];
const receiver = createServer((request, response) => {
  request.resume().on('end', () => {
    heard.push(Date.now());
    response.end('{}');
  });
});
await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
process.env.DATABASE_URL = prepared.databaseUrl;
process.env.ELASTICSEARCH_URL = engine.base;
process.env.NEXTAUTH_SECRET = 'only for this benchmark, long enough for all';
process.env.ORIEL_OUTGOING_ALLOW = '127.0.0.1';
const { db } = await import('../lib/db');
const { createConnector } = await import('../features/alerts/connectors/mutations');

const now = Date.now();
const body = Array.from({ length: 100_000 }, (_, at) => {
  const document = { '@timestamp': new Date(now - at * 36).toISOString(), service: `s${at % 20}`, duration: at % 500 };
  return `{"index":{}}\n${JSON.stringify(document)}\n`;
});
for (let at = 0; at < body.length; at += 5_000) await call(engine.base, 'POST', '/bench-alerts/_bulk', body.slice(at, at + 5_000).join(''));
await db().dataView.create({ data: { id: 'bench', title: 'Bench', pattern: 'bench-alerts', timeField: '@timestamp', columns: [] } });
const { id: connector } = await createConnector({
  kind: 'webhook',
  name: 'Bench',
  config: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, method: 'POST', headers: {}, body: '' },
});

async function addRules(count: number, intervalSeconds: number, condition: object, actions: { connector: string }[]) {
  const input = ruleInputSchema.parse({
    name: 'Bench',
    intervalSeconds,
    definition: { condition: { dataView: 'bench', windowSeconds: 300, ...condition } },
    actions,
  });
  await db().alertRule.createMany({
    data: Array.from({ length: count }, (_, at) => ({
      ...input,
      // spread over the interval, as rules are that were saved at their own times
      nextRunAt: new Date(Date.now() + ((at * intervalSeconds) / count) * 1_000),
      createdById: 'bench',
      createdByName: 'Bench',
      createdByRole: 'administrator' as const,
    })),
  });
}

const worker = spawn(process.execPath, ['--import', 'tsx', 'features/alerts/testing-worker.ts'], { env: process.env, stdio: 'inherit' });
await sleep(4_000);
const measure = { aggregation: 'percentile', percentile: 95, field: 'duration' };
await addRules(
  rules,
  60,
  { kind: 'threshold', measure, operator: 'above', threshold: 1e9, kql: 'service: s3', groupBy: ['service.keyword'] },
  [],
);
await sleep(minutes * 60_000);
const runs = await db().ruleRun.findMany();
const late = runs.map(({ startedAt, scheduledFor }) => startedAt.getTime() - scheduledFor.getTime());
const took = runs.map(({ tookMs }) => tookMs);
console.log(
  `${rules} rules every minute for ${minutes} min: ${runs.length} looks (${(runs.length / minutes / 60).toFixed(1)} a second), ${runs.filter(({ error }) => error).length} failed; ` +
    `late p50 ${quantile(late, 0.5)} p95 ${quantile(late, 0.95)} ms; a look takes p50 ${quantile(took, 0.5)} p95 ${quantile(took, 0.95)} ms`,
);
await db().alertRule.deleteMany();

const waits: number[] = [];
await addRules(1, 1, { kind: 'matches', kql: 'service: "alarm"', windowSeconds: 10, atLeast: 1, groupBy: ['marker.keyword'] }, [
  { connector },
]);
for (let at = 0; at < documents; at++) {
  await sleep(700 + Math.random() * 1_000);
  const before = heard.length;
  const written = Date.now();
  const document = { '@timestamp': new Date(written).toISOString(), service: 'alarm', marker: `m${at}` };
  await call(engine.base, 'POST', '/bench-alerts/_doc?refresh=true', document);
  for (let tries = 0; tries < 2_000 && heard.length === before; tries++) await sleep(5);
  waits.push((heard[before] ?? Number.NaN) - written);
}
console.log(
  `from a document's write to the webhook, a rule every second: p50 ${quantile(waits, 0.5)} p95 ${quantile(waits, 0.95)} ms (${documents} documents)`,
);

worker.kill('SIGKILL');
receiver.closeAllConnections();
receiver.close();
await db().$disconnect();
await engine.stop();
await postgres.stop();
rmSync(home, { recursive: true, force: true });
process.exit(0);
