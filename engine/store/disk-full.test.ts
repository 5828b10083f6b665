import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, testProcess } from '../testing-process';

const engine = testProcess('full');
const { folder } = engine;
let port: number;

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

interface Answer {
  errors?: boolean;
  count?: number;
  items?: { index: { status: number; error?: { type: string; reason: string } } }[];
}

async function ask(method: string, route: string, body?: string): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`http://127.0.0.1:${port}${route}`, {
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
  port = await freePort();
  await engine.make();
});

afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  engine.remove();
});

test.skipIf(!mounted)(
  'a full disk refuses writes, answers reads, and takes writes again when there is room',
  { timeout: 120_000 },
  async () => {
    let child = await engine.start(port, '256MB');
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
      child = await engine.start(port, '256MB');
      expect(await count()).toBe(written);
    } finally {
      child.kill('SIGKILL');
    }
  },
);
