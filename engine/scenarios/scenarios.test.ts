import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openTestEngine } from '../testing';

/** `METHOD /path?query`, a body (object, or text for NDJSON), and what must be in the answer, by dotted path. */
interface Step {
  do: string;
  body?: unknown;
  status?: number;
  expect?: Record<string, unknown>;
  /** Clusters on which this step is known to answer otherwise, and why. */
  deviates?: Record<string, string>;
}

interface Scenario {
  name: string;
  steps: Step[];
}

const folder = import.meta.dirname;
const external = process.env.ES_URL;
let base = external ?? '';
let engine: Awaited<ReturnType<typeof openTestEngine>> | undefined;
let distribution = 'embedded';

beforeAll(async () => {
  if (!external) {
    engine = await openTestEngine({ nowMs: () => Date.UTC(2026, 10, 22, 12) });
    base = engine.url;
  } else {
    const info = (await (await fetch(base)).json()) as { version?: { distribution?: string } };
    distribution = info.version?.distribution === 'opensearch' ? 'opensearch' : 'elasticsearch';
  }
});

afterAll(async () => {
  await engine?.close();
});

async function send(step: Step): Promise<{ status: number; body: unknown }> {
  const [method = 'GET', target = '/'] = step.do.split(' ');
  const isText = typeof step.body === 'string';
  const response = await fetch(base + target, {
    method: method === 'GET' && step.body !== undefined ? 'POST' : method,
    headers: { 'content-type': isText ? 'application/x-ndjson' : 'application/json' },
    body: step.body === undefined ? undefined : isText ? (step.body as string) : JSON.stringify(step.body),
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}

function at(value: unknown, dotted: string): unknown {
  return dotted
    .split('/')
    .reduce<unknown>((node, key) => (node === null || node === undefined ? undefined : (node as Record<string, unknown>)[key]), value);
}

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()) {
  const scenarios = parse(readFileSync(path.join(folder, file), 'utf8'), { merge: true }) as Scenario[];
  describe(file.replace('.yaml', ''), () => {
    test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
      for (const step of scenario.steps) {
        const answer = await send(step);
        if (step.deviates?.[distribution]) continue;
        const context = `${step.do}\n${JSON.stringify(answer.body).slice(0, 600)}`;
        if (step.status !== undefined) expect(answer.status, context).toBe(step.status);
        for (const [where, wanted] of Object.entries(step.expect ?? {})) {
          const actual = at(answer.body, where);
          if (typeof wanted === 'string' && wanted.startsWith('~'))
            expect(String(actual), `${where}\n${context}`).toMatch(new RegExp(wanted.slice(1)));
          else expect(actual ?? null, `${where}\n${context}`).toEqual(wanted);
        }
      }
    });
  });
}
