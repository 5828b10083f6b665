import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const sources = [
  'app',
  'components',
  'features',
  'panels',
  'lib',
  'engine',
  'prisma',
  'public',
  'package-lock.json',
  'next.config.mjs',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
  'postcss.config.mjs',
];
const stampFile = 'dist/build-hash';

function* filesBelow(entry: string): Generator<string> {
  if (!existsSync(entry) || entry === path.join('prisma', 'generated')) return;
  const children = entry.includes('.') && !entry.includes(path.sep) ? undefined : readdirSync(entry, { withFileTypes: true });
  if (!children) {
    yield entry;
    return;
  }
  for (const child of children.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(entry, child.name);
    if (child.isDirectory()) yield* filesBelow(full);
    else if (!/\.test\.tsx?$/.test(child.name)) yield full;
  }
}

function sourceHash(): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of filesBelow(source)) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function run(title: string, command: string[], extra: Record<string, string> = {}) {
  const result = spawnSync(process.execPath, command, { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', ...extra } });
  if (result.status !== 0) {
    throw new Error(`${title} failed.\n${result.stdout}\n${result.stderr}`);
  }
}

/** Generates the Prisma client. `PRISMA_SCHEMA_ENGINE_BINARY` keeps the CLI from looking for a download it does not need. */
export function generatePrismaClient(): void {
  run('prisma generate', ['node_modules/prisma/build/index.js', 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
  });
}

const node = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'error' } as const;

/** Bundles what runs outside Next: the embedded engine and the anomaly worker. */
export async function bundleProcesses(): Promise<void> {
  await build({ ...node, entryPoints: ['engine/main.ts'], outfile: 'dist/engine.mjs' });
  await build({ ...node, entryPoints: ['features/anomalies/worker.ts'], outfile: 'dist/anomaly-worker.mjs' });
}

/** Builds everything that is stale against the sources. Returns false where nothing had to be built. */
export async function buildIfStale(say: (line: string) => void): Promise<boolean> {
  const hash = sourceHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash && existsSync('.next/standalone/server.js')) return false;
  say('Building (about a minute, once) …');
  rmSync(stampFile, { force: true });
  generatePrismaClient();
  await bundleProcesses();
  run('next build', ['node_modules/next/dist/bin/next', 'build'], { NEXT_TELEMETRY_DISABLED: '1' });
  for (const [from, to] of [
    ['public', '.next/standalone/public'],
    ['.next/static', '.next/standalone/.next/static'],
  ] as const) {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync(stampFile, hash);
  return true;
}
