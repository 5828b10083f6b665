import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { type Environment, isLocalMode, parseEnvironment } from '../../lib/env';
import { buildIfStale } from './build';
import { type ChildSpec, SupervisedChild } from './child';
import { holdHome } from './home-lock';
import { applyMigrations } from './migrate';
import { checkPortFree, freePort, waitUntil } from './ports';
import { prepareEmbeddedPostgres } from './postgres';

const say = (line: string) => console.log(line);
const withSamples = !process.argv.includes('--no-sample');
const children: SupervisedChild[] = [];
let stopping = false;

async function shutDown(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const child of [...children].reverse()) await child.stop().catch(() => undefined);
  process.exit(code);
}

function fail(reason: string): void {
  console.error(`\nOriel stopped: ${reason}`);
  void shutDown(1);
}

async function startChild(spec: ChildSpec): Promise<SupervisedChild> {
  const child = new SupervisedChild(spec, say, fail);
  children.push(child);
  await child.start();
  return child;
}

/** A secret of this installation, made once and kept at mode 0600. */
function keptSecret(home: string, name: string): string {
  const file = path.join(home, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function startEngine(environment: Environment): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await startChild({
    name: 'The search engine',
    command: process.execPath,
    args: [
      'dist/engine.mjs',
      '--port',
      String(port),
      '--data',
      path.join(environment.ORIEL_HOME, 'engine'),
      '--memory',
      environment.ENGINE_MEMORY_LIMIT,
      '--supervised',
    ],
    // glibc keeps memory for every thread that asked for some: with two such places the engine holds a twentieth less
    options: { cwd: process.cwd(), env: { MALLOC_ARENA_MAX: '2', ...process.env } },
    logFile: path.join(environment.ORIEL_HOME, 'logs', 'engine.log'),
    ready: () => waitUntil('The search engine', async () => (await fetch(`${url}/_cluster/health`)).ok, 30_000),
  });
  return url;
}

async function hasPeople(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return ((await client.query('SELECT 1 FROM "User" LIMIT 1')).rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

function progressBar(title: string, done: number, documents: number) {
  const width = 24;
  const filled = Math.round(done * width);
  const line = `  ${title.padEnd(12)} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(Math.round(done * 100)).padStart(3)} %  ${documents.toLocaleString('en-GB')} documents`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${done >= 1 ? '\n' : ''}`);
  else if (done >= 1) say(line);
}

async function loadSampleSets(): Promise<void> {
  const { listLoadedSamples } = await import('../../features/samples/data');
  const { loadSamples } = await import('../../features/samples/load-samples');
  const { sampleIds } = await import('../../features/samples/sample-sets');
  const { db } = await import('../../lib/db');
  const loaded = await listLoadedSamples();
  const missing = sampleIds.filter((id) => !loaded.includes(id));
  if (missing.length > 0) {
    say('Loading sample data …');
    await loadSamples(missing, {
      onProgress: ({ set, done, documents }) => progressBar(set, done, documents),
      scale: Number(process.env.ORIEL_SAMPLE_SCALE ?? 1),
    });
  }
  await db().$disconnect();
}

/** The sentence of the start, where the pages' own would promise to try again. Says the address without what stands before an `@`. */
function unreachable(error: unknown, url: string): unknown {
  if ((error as { code?: unknown }).code !== 'cluster-unreachable') return error;
  return new Error(
    `Nothing answers at ${new URL(url).origin}, where ELASTICSEARCH_URL points. Start the cluster, correct the address, or unset it for the embedded engine.`,
    { cause: error },
  );
}

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env);
  const local = isLocalMode(environment);
  if (!local && !environment.NEXTAUTH_SECRET)
    throw new Error(
      'NEXTAUTH_SECRET is not set. A server that other machines can reach needs one: set it to 32 or more random characters.',
    );
  await checkPortFree(environment.ORIEL_HOST, environment.ORIEL_PORT);
  const home = environment.ORIEL_HOME;
  mkdirSync(path.join(home, 'logs'), { recursive: true });
  await holdHome(home);
  const secret = environment.NEXTAUTH_SECRET ?? keptSecret(home, 'nextauth-secret');
  await buildIfStale(say);

  const postgres = environment.DATABASE_URL ? undefined : await prepareEmbeddedPostgres(home);
  if (postgres?.note) say(postgres.note);
  const [engineUrl] = await Promise.all([
    environment.ELASTICSEARCH_URL ?? startEngine(environment),
    postgres ? startChild(postgres.child) : undefined,
  ]);
  const databaseUrl = environment.DATABASE_URL ?? postgres?.databaseUrl ?? '';
  await applyMigrations(databaseUrl);

  process.env.DATABASE_URL = databaseUrl;
  process.env.ELASTICSEARCH_URL = engineUrl;
  process.env.ORIEL_ROOT = process.cwd();
  if (withSamples)
    await loadSampleSets().catch((error) => {
      throw environment.ELASTICSEARCH_URL ? unreachable(error, environment.ELASTICSEARCH_URL) : error;
    });

  const shownHost = environment.ORIEL_HOST === '0.0.0.0' || environment.ORIEL_HOST === '::' ? 'localhost' : environment.ORIEL_HOST;
  const address = environment.NEXTAUTH_URL ?? `http://${shownHost}:${environment.ORIEL_PORT}`;
  const setupToken = (await hasPeople(databaseUrl)) ? undefined : randomBytes(32).toString('base64url');
  await startChild({
    name: 'The web server',
    command: process.execPath,
    args: ['.next/standalone/server.js'],
    options: {
      cwd: process.cwd(),
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(environment.ORIEL_PORT),
        HOSTNAME: environment.ORIEL_HOST,
        NEXTAUTH_SECRET: secret,
        NEXTAUTH_URL: address,
        ORIEL_HOME: home,
        ORIEL_SUPERVISED: '1',
        ORIEL_LIVE_SAMPLE: withSamples ? '1' : '0',
        ...(setupToken ? { ORIEL_SETUP_TOKEN_HASH: createHash('sha256').update(setupToken).digest('hex') } : {}),
      },
    },
    logFile: path.join(home, 'logs', 'web.log'),
    ready: () =>
      waitUntil('The web server', async () => (await fetch(`http://${shownHost}:${environment.ORIEL_PORT}/api/health`)).ok, 60_000),
  });
  say(
    setupToken
      ? `\nOriel is ready. Make the first administrator:\n  ${address}/setup?token=${setupToken}\n`
      : `\nOriel is ready: ${address}\n`,
  );
}

process.on('SIGINT', () => void shutDown(0));
process.on('SIGTERM', () => void shutDown(0));
process.on('SIGHUP', () => void shutDown(0));

process.on('uncaughtException', (error) => fail(error.message));
process.on('unhandledRejection', (reason) => fail(reason instanceof Error ? reason.message : String(reason)));
// a terminal that went away must not take the children's keeper with it
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

main().catch((error: Error) => fail(error.message));
