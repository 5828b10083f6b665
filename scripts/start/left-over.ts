import { readFileSync } from 'node:fs';
import path from 'node:path';

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Lines 1 and 4 of Postgres' own `postmaster.pid`: process id and port. */
function readPostmaster(data: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

/**
 * Stops a Postgres whose Oriel was killed: it would hold the data folder. `isOurs` tells, by a sign-in at its port, that the process is it
 * and not another that was given the same number since.
 */
export async function stopLeftOverPostgres(data: string, isOurs: (port: number) => Promise<boolean>): Promise<void> {
  const left = readPostmaster(data);
  if (!left || !(left.pid > 1) || !alive(left.pid) || !(await isOurs(left.port))) return;
  process.kill(left.pid, 'SIGINT');
  for (let tries = 0; tries < 100 && alive(left.pid); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
}
