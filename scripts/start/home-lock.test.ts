import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { holdHome } from './home-lock';

const home = mkdtempSync(path.join(os.tmpdir(), 'oriel-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a home is held by one process, and free again when that one was killed', async () => {
  const script = `const { holdHome } = await import(${JSON.stringify(path.resolve('scripts/start/home-lock.ts'))}); await holdHome(${JSON.stringify(home)}); console.log('held'); setInterval(() => undefined, 1000);`;
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => holder.stdout.on('data', (chunk) => String(chunk).includes('held') && resolve()));
  await expect(holdHome(home)).rejects.toThrow(/Another Oriel runs on/);
  const gone = new Promise((resolve) => holder.once('exit', resolve));
  holder.kill('SIGKILL');
  await gone;
  await expect(holdHome(home)).resolves.toBeUndefined();
}, 20_000);
