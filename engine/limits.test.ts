import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine } from './testing';

let engine: Awaited<ReturnType<typeof openTestEngine>>;

async function post(path: string, body: unknown) {
  const response = await fetch(engine.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, never> };
}

const documents = 60_000;

beforeAll(async () => {
  engine = await openTestEngine({ memoryLimit: '40MB', searchTimeoutMs: 20_000 });
  for (let from = 0; from < documents; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, at) => {
      const number = from + at;
      return `{"index":{}}\n{"number":${number},"text":"${String(number).padStart(12, '0').repeat(10)}"}\n`;
    });
    expect((await post('/large/_bulk', lines.join(''))).answer.errors).toBe(false);
  }
}, 60_000);

afterAll(() => engine.close());

test('a search that needs more memory than there may be is refused, and the engine lives', async () => {
  const terms = (aggs?: object) => ({ terms: { field: 'text.keyword', size: 32_000 }, ...(aggs ? { aggs } : {}) });
  const hungry = {
    size: 0,
    aggs: { a: terms({ b: terms({ c: { top_hits: { size: 100 } }, d: { string_stats: { field: 'text.keyword' } } }) }) },
  };
  const { status, answer } = await post('/large/_search', hungry);
  expect(status, JSON.stringify(answer).slice(0, 300)).toBe(429);
  expect(answer).toMatchObject({ error: { type: 'circuit_breaking_exception' } });
  expect((await post('/large/_count', {})).answer).toMatchObject({ count: documents });
  expect((await post('/large/_search', { size: 0, aggs: { s: { sum: { field: 'number' } } } })).status).toBe(200);
}, 60_000);

test('buckets are counted over all levels', async () => {
  const terms = (aggs?: object) => ({ t: { terms: { field: 'number', size: 40_000 }, ...(aggs ? { aggs } : {}) } });
  const { status, answer } = await post('/large/_search', { size: 0, aggs: terms(terms()) });
  expect(status).toBe(400);
  expect(answer).toMatchObject({ error: { type: 'too_many_buckets_exception' } });
}, 60_000);
