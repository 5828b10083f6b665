import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';

/** The built engine as a process of its own over an empty folder, for one benchmark. */
export interface RunningEngine {
  base: string;
  /** What the process holds (`VmRSS`), or the most it ever held (`VmHWM`), in MB. */
  memoryMb(of: 'VmRSS' | 'VmHWM'): number;
  /** Ends it and takes its folder away. */
  stop(): Promise<void>;
}

export async function startEngine(port: number): Promise<RunningEngine> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-bench-'));
  const child = spawn(process.execPath, ['dist/engine.mjs', '--port', String(port), '--data', folder, '--memory', '1GB'], {
    stdio: 'inherit',
    // as scripts/start starts it
    env: { MALLOC_ARENA_MAX: '2', ...process.env },
  });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100 && !(await fetch(base).catch(() => undefined)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    base,
    memoryMb(of) {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(new RegExp(`${of}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
    },
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One request; a text goes as NDJSON, anything else as JSON. */
export async function request(base: string, method: string, route: string, body?: unknown) {
  const response = await fetch(base + route, {
    method,
    headers: { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { ok: response.ok, status: response.status, answer: await response.json() };
}

/** The answer of a request that must succeed. */
export async function call(base: string, method: string, route: string, body?: unknown) {
  const { ok, answer } = await request(base, method, route, body);
  if (!ok) throw new Error(`${method} ${route}: ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
}

const agent = new Agent({ keepAlive: true });

/**
 * Sends NDJSON and waits for the whole answer, in milliseconds. What is measured is the server: the body is made ready before and the
 * answer is read after, and Node's plain client takes less of the processors that both share than `fetch`. Throws where an item failed.
 */
export async function bulkMs(base: string, index: string, ndjson: string): Promise<number> {
  const body = Buffer.from(ndjson);
  const startMs = performance.now();
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length };
    httpRequest(`${base}/${index}/_bulk`, { method: 'POST', agent, headers }, resolve).on('error', reject).end(body);
  });
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const spentMs = performance.now() - startMs;
  const answer = JSON.parse(Buffer.concat(parts).toString());
  if (message.statusCode !== 200 || answer.errors) throw new Error(`a bulk had errors: ${JSON.stringify(answer).slice(0, 300)}`);
  return spentMs;
}

/** The value below which that share of all lies. */
export const quantile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

export const median = (values: number[]): number => quantile(values, 0.5);
