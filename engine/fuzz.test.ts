import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openTestEngine, randomFrom } from './testing';

/**
 * Bodies of all scenarios, mutated: whatever comes, the engine answers below 500 and in time, with an error in Elasticsearch's shape.
 * `FUZZ_CASES` and `FUZZ_SEED` choose how many and which; the seed of a failure is in its message.
 */
const cases = Number(process.env.FUZZ_CASES ?? 1_500);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
const patienceMs = 15_000;

const random = randomFrom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

interface Request {
  method: string;
  target: string;
  body: unknown;
}

const folder = path.join(import.meta.dirname, 'scenarios');
const seeds: Request[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => parse(readFileSync(path.join(folder, name), 'utf8'), { merge: true }) as { steps: { do: string; body?: unknown }[] }[])
  .flatMap(({ steps }) => steps)
  .map(({ do: line, body }) => ({ method: line.split(' ')[0] ?? 'GET', target: line.split(' ')[1] ?? '/', body }));

const oddities: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  0.1,
  '',
  ' ',
  '*',
  '\u0000',
  '😀',
  'now',
  'now-1d/d',
  '2026-02-30',
  [],
  {},
  [[]],
  [null],
  { a: { b: 1 } },
  'a'.repeat(5_000),
  '..',
  '_all',
  '-1',
  '1e999',
  "'; DROP TABLE x; --",
];
const words = [
  'query',
  'aggs',
  'bool',
  'must',
  'term',
  'terms',
  'range',
  'match',
  'nested',
  'path',
  'field',
  'size',
  'from',
  'sort',
  'script',
  'highlight',
  'fields',
  '_source',
  'search_after',
  'collapse',
  'suggest',
  'slice',
  'pit',
  'missing',
  'order',
  'include',
  'filters',
  'properties',
  'type',
  'buckets_path',
  'percents',
  'interval',
  'calendar_interval',
  'value',
  'boost',
  'gte',
  'format',
  'time_zone',
];

/** One small change somewhere in a body. */
function mutate(value: unknown): unknown {
  if (random() < 0.08) return pick(oddities);
  if (Array.isArray(value)) {
    const copy = value.map((item) => (random() < 0.4 ? mutate(item) : item));
    if (random() < 0.15) copy.push(pick(oddities));
    if (random() < 0.1) copy.pop();
    return copy;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, child]) => [random() < 0.04 ? pick(words) : key, random() < 0.5 ? mutate(child) : child] as [string, unknown],
    );
    if (random() < 0.12) entries.push([pick(words), pick(oddities)]);
    if (random() < 0.06) entries.splice(Math.floor(random() * entries.length), 1);
    return Object.fromEntries(entries);
  }
  return random() < 0.3 ? pick(oddities) : value;
}

function mutateText(text: string): string {
  const at = Math.floor(random() * text.length);
  return pick([
    () => text.slice(0, at),
    () => text.slice(0, at) + pick(['"', '{', '\n', '\u0000', '}', ',']) + text.slice(at),
    () => text.slice(at),
    () => text + text,
  ])();
}

let engine: Awaited<ReturnType<typeof openTestEngine>>;
let base: string;

beforeAll(async () => {
  engine = await openTestEngine();
  base = engine.url;
});

afterAll(async () => {
  await engine.close();
});

async function send({ method, target, body }: Request) {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(base + target, {
    method: method === 'GET' && text !== undefined ? 'POST' : method,
    headers: { 'content-type': 'application/json' },
    ...(text === undefined ? {} : { body: text }),
    signal: AbortSignal.timeout(patienceMs),
  });
  return { status: response.status, text: await response.text() };
}

const targets = [
  '/_search',
  '/sales/_search',
  '/_msearch',
  '/_count',
  '/_sql',
  '/_bulk',
  '/sales/_mapping',
  '/_aliases',
  '/_analyze',
  '/_validate/query',
  '/_field_caps?fields=*',
  '/_index_template/x',
  '/_mget',
  '/_reindex',
  '/articles/_terms_enum',
  '/_ingest/pipeline/_simulate',
];

test(
  `${cases} mutated requests are all answered below 500`,
  async () => {
    const failures: string[] = [];
    for (let number = 0; number < cases; number++) {
      const original = pick(seeds);
      const body =
        typeof original.body === 'string' ? mutateText(original.body) : original.body === undefined ? undefined : mutate(original.body);
      const elsewhere = random() < 0.12;
      const request = { method: elsewhere ? 'POST' : original.method, target: elsewhere ? pick(targets) : original.target, body };
      const answer = await send(request).catch((error: Error) => ({ status: 599, text: error.message }));
      const shaped =
        answer.status < 400 ||
        answer.text === '' ||
        /"type":"\w+"|"error":|"found":false|"matched":false|"result":"not_found"|"errors":/.test(answer.text);
      if (answer.status >= 500 || !shaped)
        failures.push(
          `${answer.status} ${request.method} ${request.target} ${JSON.stringify(body)?.slice(0, 500)} → ${answer.text.slice(0, 300)}`,
        );
      if (failures.length >= 5) break;
    }
    expect(failures, `seed ${seed}`).toEqual([]);
  },
  Math.max(120_000, cases * 40),
);
