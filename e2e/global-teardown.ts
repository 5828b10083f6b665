import { readFileSync, rmSync } from 'node:fs';
import { stateFile } from './global-setup';

/** Stops Oriel and proves that no child of it stays behind. */
export default async function globalTeardown() {
  const { pid, home } = JSON.parse(readFileSync(stateFile, 'utf8')) as { pid: number; home: string };
  process.kill(pid, 'SIGTERM');
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  rmSync(home, { recursive: true, force: true });
  rmSync(stateFile, { force: true });
}
