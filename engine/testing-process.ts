import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** A port that nobody listens on. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export interface TestProcess {
  /** A folder of its own, for the data. */
  folder: string;
  bundle: string;
  /** Starts an engine over the folder; it is up when this answers. */
  start(port: number, memory: string): Promise<ChildProcess>;
  /** Takes the folder and the bundle away. */
  remove(): void;
}

/** The engine as a process of its own, for tests that kill it. Call `make` before the first start. */
export function testProcess(name: string): TestProcess & { make(): Promise<unknown> } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `oriel-${name}-`));
  const bundle = path.join(process.cwd(), 'dist', `engine-${name}-${process.pid}.mjs`);
  return {
    folder,
    bundle,
    make: () =>
      build({
        entryPoints: ['engine/main.ts'],
        outfile: bundle,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        logLevel: 'error',
      }),
    async start(port, memory) {
      const child = spawn(process.execPath, [bundle, '--port', String(port), '--data', folder, '--memory', memory], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      // what it says is read, or a full pipe would stop it
      child.stderr.resume();
      for (let tries = 0; tries < 200; tries++) {
        if (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)) return child;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the engine did not start');
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      rmSync(bundle, { force: true });
    },
  };
}
