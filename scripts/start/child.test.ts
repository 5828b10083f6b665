import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ChildSpec, SupervisedChild } from './child';

const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const spec = (script: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
  name: 'The test child',
  command: process.execPath,
  args: ['-e', script],
  options: {},
  logFile: path.join(folder, 'child.log'),
  ready: () => new Promise((resolve) => setTimeout(resolve, 150)),
  ...more,
});

describe('a supervised process', () => {
  test('comes back after kill -9, however much it was saying', async () => {
    const said: string[] = [];
    const child = new SupervisedChild(
      spec(`setInterval(() => console.log('x'.repeat(9000)), 1)`),
      (line) => said.push(line),
      (reason) => said.push(`gave up: ${reason}`),
    );
    await child.start();
    for (let round = 0; round < 3; round++) {
      const { pid } = child;
      process.kill(pid as number, 'SIGKILL');
      await expect.poll(() => said.filter((line) => line.includes('serves again')).length, { timeout: 10_000 }).toBe(round + 1);
      expect(child.pid).not.toBe(pid);
    }
    await child.stop();
    expect(said.filter((line) => line.startsWith('The test child died (SIGKILL)'))).toHaveLength(3);
    expect(said.some((line) => line.startsWith('gave up'))).toBe(false);
    expect(readFileSync(path.join(folder, 'child.log'), 'utf8')).toContain('xxx');
  }, 30_000);

  test('sees its stdin end only with its keeper', async () => {
    const child = new SupervisedChild(
      spec(`process.stdin.resume().on('end', () => process.exit(7)); setInterval(() => undefined, 1000)`),
      () => undefined,
      () => undefined,
    );
    await child.start();
    const { pid } = child;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(() => process.kill(pid as number, 0)).not.toThrow();
    await child.stop();
  });

  test('that never comes up is an error with its last words', async () => {
    const child = new SupervisedChild(
      spec(`console.error('no disk'); process.exit(3)`, { ready: () => new Promise(() => undefined) }),
      () => undefined,
      () => undefined,
    );
    await expect(child.start()).rejects.toThrow(/The test child stopped \(exit 3\)/);
  });
});
