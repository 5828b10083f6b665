import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, randomFrom } from './testing';

/**
 * The word index must not show but in the time that a search takes: the same searches over the same documents, with the index and
 * without it, while documents are added and removed. An index of more than one part is needed, hence the many small documents.
 */
const documents = 70_000;
const words = 'alpha beta gamma delta epsilon zeta eta theta iota kappa'.split(' ');

let engine: Awaited<ReturnType<typeof openTestEngine>>;

async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(engine.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

const searches: Record<string, unknown>[] = [
  { size: 0, track_total_hits: true, query: { match: { message: 'alpha' } } },
  { size: 0, track_total_hits: true, query: { match: { message: { query: 'alpha beta gamma', operator: 'and' } } } },
  { size: 20, track_total_hits: true, query: { match: { message: 'alpha zeta' } } },
  { size: 20, from: 7, query: { match: { message: { query: 'iota kappa', operator: 'and' } } } },
  { size: 20, query: { match_phrase: { message: 'alpha beta' } } },
  { size: 20, track_total_hits: true, query: { match_phrase: { message: { query: 'alpha beta', slop: 2 } } } },
  { size: 20, track_total_hits: true, query: { match_phrase_prefix: { message: 'theta io' } } },
  { size: 20, query: { match: { message: { query: 'delta epsilon', boost: 3 } } } },
  { size: 5, query: { bool: { must: [{ match: { message: 'rare7' } }], filter: [{ range: { number: { gte: 100 } } }] } } },
  { size: 30, sort: [{ number: 'desc' }], track_total_hits: true, query: { term: { user: 'u77' } } },
  { size: 30, sort: [{ number: 'desc' }], query: { terms: { user: ['u77', 'u78', 'nobody'] } } },
  { size: 10, sort: [{ at: 'desc' }], query: { bool: { must_not: [{ match: { message: 'alpha' } }] } } },
  { size: 10, query: { match: { message: 'alpha zeta' } }, collapse: { field: 'group' } },
  { size: 10, query: { query_string: { query: 'message: alpha nowhere iota' } } },
  { size: 0, query: { match: { message: 'rare11' } }, aggs: { all: { global: {}, aggs: { n: { value_count: { field: 'number' } } } } } },
  {
    size: 0,
    query: { match: { message: 'gamma' } },
    aggs: { f: { filter: { match: { message: 'delta' } }, aggs: { s: { sum: { field: 'number' } } } } },
  },
];

const answers = async (index: string) => {
  const found: unknown[] = [];
  for (const body of searches) {
    const { hits, aggregations } = (await call('POST', `/${index}/_search`, body)) as {
      hits: Record<string, unknown>;
      aggregations: unknown;
    };
    const list = (hits.hits as { _id: string; _score: number | null; sort?: unknown }[]).map(({ _id, _score, sort }) => [
      _id,
      _score,
      sort,
    ]);
    found.push({ total: hits.total, max: hits.max_score, list, aggregations });
  }
  return found;
};

const lineOf = (number: number) => {
  const random = randomFrom(number + 1);
  const message = Array.from({ length: 3 + Math.floor(random() * 6) }, () => words[Math.floor(random() * words.length)]).join(' ');
  const document = {
    message: number % 500 === 7 ? `${message} rare${number % 13}` : message,
    user: `u${Math.floor(random() * 9_000)}`,
    group: `g${number % 7}`,
    number,
    at: 1_700_000_000_000 + number * 1_000,
  };
  return `${JSON.stringify({ index: { _id: String(number) } })}\n${JSON.stringify(document)}\n`;
};

async function load(index: string, from: number, to: number) {
  for (let start = from; start < to; start += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, to - start) }, (_, at) => lineOf(start + at));
    expect((await call('POST', `/${index}/_bulk`, lines.join(''))).errors).toBe(false);
  }
}

beforeAll(async () => {
  engine = await openTestEngine();
  const mappings = {
    properties: {
      message: { type: 'text' },
      user: { type: 'keyword' },
      group: { type: 'keyword' },
      number: { type: 'long' },
      at: { type: 'date' },
    },
  };
  await call('PUT', '/indexed', { mappings });
  await load('indexed', 0, documents);
  // the same documents in two indices that are too small for the word index
  for (const half of [0, 1]) {
    await call('PUT', `/half-${half}`, { mappings });
    await load(`half-${half}`, (half * documents) / 2, ((half + 1) * documents) / 2);
  }
}, 60_000);

afterAll(() => engine.close());

test('answers are the same with the word index and without it', async () => {
  const expected = await answers('half-*');
  expect(await answers('indexed')).toEqual(expected);
  await call('POST', '/indexed/_forcemerge');
  expect(await answers('indexed')).toEqual(expected);
}, 60_000);

test('documents that come later, and those that go, show at once', async () => {
  const count = async () =>
    ((await call('POST', '/indexed/_count', { query: { match: { message: 'rare7' } } })) as { count: number }).count;
  const before = await count();
  await call('POST', '/indexed/_bulk', `{"index":{"_id":"new"}}\n{"message":"alpha rare7","user":"u77","number":-1}\n`);
  expect(await count()).toBe(before + 1);
  const searched = (await call('POST', '/indexed/_search', { query: { match: { message: 'rare7' } }, size: 1_000 })) as {
    hits: { total: { value: number }; hits: { _id: string }[] };
  };
  expect(searched.hits.total.value).toBe(before + 1);
  expect(searched.hits.hits.some(({ _id }) => _id === 'new')).toBe(true);
  const gone = searched.hits.hits.find(({ _id }) => _id !== 'new')?._id ?? '';
  await call('DELETE', `/indexed/_doc/${gone}`);
  expect(await count()).toBe(before);
  const after = (await call('POST', '/indexed/_search', { query: { match: { message: 'rare7' } }, size: 1_000 })) as typeof searched;
  expect(after.hits.total.value).toBe(before);
  expect(after.hits.hits.some(({ _id }) => _id === gone)).toBe(false);
});
