import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-full-'));
const bundle = path.join(process.cwd(), 'dist', `engine-full-${process.pid}.mjs`);
const port = 20_000 + (process.pid % 20_000);
const url = `http://127.0.0.1:${port}`;

/** A file system of so many megabytes; false where this process may not make one. */
function mount(megabytes: number, option = ''): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${option}size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const mounted = process.platform === 'linux' && mount(48);
if (!mounted) console.log('skipped: a full disk needs a small file system, and this user may not mount one');

async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [bundle, '--port', String(port), '--data', folder, '--memory', '256MB'], { stdio: 'ignore' });
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(url).catch(() => undefined)) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the engine did not start');
}

interface Answer {
  errors?: boolean;
  count?: number;
  items?: { index: { status: number; error?: { type: string; reason: string } } }[];
}

async function ask(method: string, route: string, body?: string): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(url + route, {
    method,
    headers: { 'content-type': 'application/x-ndjson' },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const perBulk = 500;
let written = 0;
// text that does not compress
const noise = () => Array.from({ length: 20 }, () => Math.random().toString(36).slice(2)).join('');
const bulk = () => ask('POST', '/full/_bulk', Array.from({ length: perBulk }, () => `{"index":{}}\n{"text":"${noise()}"}\n`).join(''));
const count = async () => (await ask('GET', '/full/_count')).answer.count;

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
  if (mounted) execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { force: true });
});

test.skipIf(!mounted)(
  'a full disk refuses writes, answers reads, and takes writes again when there is room',
  { timeout: 120_000 },
  async () => {
    let child = await start();
    try {
      let refused: Awaited<ReturnType<typeof bulk>> | undefined;
      for (let tries = 0; tries < 600 && !refused; tries++) {
        const next = await bulk();
        if (next.status === 200 && next.answer.errors === false) written += perBulk;
        else refused = next;
      }
      const item = refused?.answer.items?.[0]?.index;
      expect(item?.status, JSON.stringify(refused).slice(0, 400)).toBe(429);
      expect(item?.error?.type).toBe('cluster_block_exception');
      expect(item?.error?.reason).toMatch(/disk/i);
      expect(await count()).toBe(written);
      const still = await bulk();
      expect(still.answer.errors).toBe(true);
      expect(await count()).toBe(written);

      expect(mount(256, 'remount,')).toBe(true);
      const again = await bulk();
      expect(again.answer.errors, JSON.stringify(again).slice(0, 400)).toBe(false);
      written += perBulk;
      expect(await count()).toBe(written);

      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      child = await start();
      expect(await count()).toBe(written);
    } finally {
      child.kill('SIGKILL');
    }
  },
);
