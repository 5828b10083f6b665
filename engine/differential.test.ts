import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestEngine, randomFrom } from './testing';

/**
 * The same random documents and searches on the embedded engine and on a real cluster; the answers are compared.
 * Runs where `OS_URL` names an OpenSearch. `DIFFERENTIAL_CASES` and `DIFFERENTIAL_SEED` choose how many and which.
 */
const cluster = process.env.OS_URL;
const cases = Number(process.env.DIFFERENTIAL_CASES ?? 1_000);
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 1);
const perIndex = 250;
const perCall = 50;

const random = randomFrom(seed);
const whole = (most: number) => Math.floor(random() * most);
const pick = <T>(list: readonly T[]): T => list[whole(list.length)] as T;
const some = <T>(make: () => T, most: number): T[] => Array.from({ length: 1 + whole(most) }, make);

type Json = Record<string, unknown>;

const keywords = ['alpha', 'Beta', 'gamma delta', 'ÄÖ', 'x-1', 'x-2', '日本', 'a.b', '0', 'true'];
const words = ['error', 'Timeout', 'user', 'café', 'payment', "don't", '3.14', 'node_7', 'retry', 'OK'];
// around both clock changes of 2026 in Europe/Berlin, a leap day, and the epoch
const instants = [
  '2026-03-29T00:30:00Z',
  '2026-03-29T01:30:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
  '2024-02-29T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2026-06-15T12:00:00Z',
];
const dayMs = 86_400_000;
const instant = () => (random() < 0.3 ? pick(instants) : new Date(Date.UTC(2026, 2, 20) + whole(220 * dayMs)).toISOString());
const keyword = () => pick(keywords);
const long = () => pick([whole(20), -whole(1_000), whole(1e9), 9_007_199_254_740_991, 0]);
const double = () => pick([whole(100) / 4, -0.5, 1e15, 1e-7, 0]);
const text = () => some(() => pick(words), 6).join(pick([' ', ', ', ' – ']));

const mappings = {
  properties: {
    k: { type: 'keyword' },
    n: { type: 'long' },
    d: { type: 'double' },
    t: { type: 'date' },
    b: { type: 'boolean' },
    x: { type: 'text' },
    g: { type: 'geo_point' },
    o: { properties: { k: { type: 'keyword', ignore_above: 8 }, n: { type: 'integer' } } },
    e: { type: 'nested', properties: { k: { type: 'keyword' }, n: { type: 'long' } } },
  },
};

const oneOrMore = <T>(make: () => T): T | T[] => (random() < 0.25 ? some(make, 3) : make());

function document(): Json {
  const parts: Json = {
    k: oneOrMore(keyword),
    n: oneOrMore(long),
    d: oneOrMore(double),
    t: oneOrMore(instant),
    b: random() < 0.5,
    x: oneOrMore(text),
    g: { lat: whole(160) - 80, lon: whole(340) - 170 },
    o: { k: keyword(), n: whole(50) },
    e: some(() => ({ k: keyword(), n: whole(10) }), 3),
  };
  return Object.fromEntries(Object.entries(parts).filter(() => random() < 0.85));
}

const bounds = (make: () => unknown) => pick([() => ({ gte: make() }), () => ({ lt: make() }), () => ({ gt: make(), lte: make() })])();

const leaves: (() => Json)[] = [
  () => ({ term: { k: keyword() } }),
  () => ({ terms: { k: some(keyword, 3) } }),
  () => ({ term: { n: long() } }),
  () => ({ term: { b: random() < 0.5 } }),
  () => ({ range: { n: bounds(long) } }),
  () => ({ range: { d: bounds(double) } }),
  () => ({ range: { t: bounds(() => pick([instant(), '2026-05', '2026-03-29||/d', '2026-06-15T12:00:00Z||-1M'])) } }),
  () => ({ exists: { field: pick(['k', 'n', 'd', 't', 'x', 'g', 'o', 'o.k', 'nowhere']) } }),
  () => ({ prefix: { k: pick(['a', 'x-', 'B', '']) } }),
  () => ({ wildcard: { k: pick(['*a*', 'x-?', '?ö', '*']) } }),
  () => ({ match: { x: text() } }),
  () => ({ match: { x: { query: text(), operator: 'and' } } }),
  () => ({ match: { x: { query: text(), minimum_should_match: pick(['2', '50%', '-1']) } } }),
  () => ({ match_phrase: { x: some(() => pick(words), 2).join(' ') } }),
  () => ({ match_phrase_prefix: { x: pick(['pay', 'user re', 'tim']) } }),
  () => ({
    query_string: {
      query: pick(['x:error AND k:alpha', 'k:(alpha OR Beta)', 'n:[0 TO 10]', 'NOT x:user', 'x:"user payment"', 'k:x*', 'd:>5']),
    },
  }),
  () => ({ geo_bounding_box: { g: { top_left: { lat: 60.5, lon: -100.5 }, bottom_right: { lat: -20.5, lon: 80.5 } } } }),
  () => ({ geo_distance: { g: { lat: 10, lon: 10 }, distance: `${1 + whole(6_000)}km` } }),
  () => ({
    nested: { path: 'e', query: { bool: { must: [{ term: { 'e.k': keyword() } }, { range: { 'e.n': bounds(() => whole(10)) } }] } } },
  }),
  () => ({ ids: { values: some(() => String(whole(perIndex)), 20) } }),
  () => ({ match_all: {} }),
];

function query(depth: number): Json {
  if (depth === 0 || random() < 0.45) return pick(leaves)();
  const clauses = () => some(() => query(depth - 1), 3);
  const body: Json = {};
  if (random() < 0.5) body.must = clauses();
  if (random() < 0.4) body.filter = clauses();
  if (random() < 0.5) body.should = clauses();
  if (random() < 0.3) body.must_not = clauses();
  if (body.should && random() < 0.3) body.minimum_should_match = 1 + whole(2);
  return Object.keys(body).length === 0 ? pick(leaves)() : { bool: body };
}

const metrics: (() => Json)[] = [
  ...['avg', 'sum', 'min', 'max', 'stats', 'value_count', 'cardinality'].map((type) => () => ({ [type]: { field: pick(['n', 'd']) } })),
  () => ({ value_count: { field: 'k' } }),
  () => ({ cardinality: { field: 'k' } }),
  () => ({ max: { field: 't' } }),
  () => ({ avg: { field: 'd', missing: 7 } }),
  () => ({ weighted_avg: { value: { field: 'o.n' }, weight: { field: 'o.n' } } }),
];

const buckets: (() => Json)[] = [
  () => ({ terms: { field: pick(['k', 'o.k']), size: 20 } }),
  () => ({ terms: { field: 'n', size: 20, order: { _key: pick(['asc', 'desc']) } } }),
  () => ({ terms: { field: 'b' } }),
  () => ({ terms: { field: 'k', size: 20, missing: 'none', min_doc_count: 2 } }),
  () => ({
    date_histogram: {
      field: 't',
      calendar_interval: pick(['day', 'week', 'month', 'quarter', 'year']),
      time_zone: pick(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York']),
      min_doc_count: 1,
    },
  }),
  () => ({ date_histogram: { field: 't', fixed_interval: pick(['1d', '36h', '7d']), min_doc_count: 1 } }),
  () => ({ histogram: { field: 'o.n', interval: pick([5, 7.5]), min_doc_count: pick([0, 1]) } }),
  () => ({ range: { field: 'n', ranges: [{ to: 0 }, { from: 0, to: 10 }, { from: 10 }] } }),
  () => ({ filters: { filters: { a: query(0), b: query(0) }, other_bucket_key: 'rest' } }),
  () => ({ filter: query(1) }),
  () => ({ missing: { field: pick(['k', 'n', 't']) } }),
  () => ({ nested: { path: 'e' }, aggs: { inside: { terms: { field: 'e.k', size: 20 }, aggs: { m: { sum: { field: 'e.n' } } } } } }),
  () => ({ global: {} }),
  () => ({ composite: { size: 50, sources: [{ k: { terms: { field: 'k' } } }, { b: { terms: { field: 'b' } } }] } }),
];

function aggregations(depth: number): Json {
  return Object.fromEntries(
    some(() => 0, 2).map((_, at) => {
      if (depth === 0 || random() < 0.3) return [`m${at}`, pick(metrics)()];
      const bucket = pick(buckets)();
      if ('global' in bucket && depth < 2) return [`m${at}`, pick(metrics)()];
      return [`b${at}`, bucket.aggs === undefined ? { ...bucket, aggs: aggregations(depth - 1) } : bucket];
    }),
  );
}

/** Keys in order; what only says how a cluster counted is left out. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['meta', 'doc_count_error_upper_bound', 'took', '_shards', 'timed_out', 'status', 'max_score'].includes(key))
      .map(([key, item]): [string, unknown] => [key, normal(item)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Where two answers first differ, numbers in more than their seventh digit. */
function difference(a: unknown, b: unknown, at = ''): string | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined;
  // the order of documents shows in the last digits of a sum
  if (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-7 * Math.max(Math.abs(a), Math.abs(b))) return undefined;
  const nested = typeof a === 'object' && a !== null && typeof b === 'object' && b !== null;
  if (!nested) return `${at}: ${JSON.stringify(a)?.slice(0, 200)} / ${JSON.stringify(b)?.slice(0, 200)}`;
  const [left, right] = [a as Json, b as Json];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = difference(left[key], right[key], `${at}/${key}`);
    if (found) return found;
  }
  return undefined;
}

async function call(base: string, method: string, target: string, body?: unknown) {
  const isText = typeof body === 'string';
  const response = await fetch(base + target, {
    method,
    headers: { 'content-type': isText ? 'application/x-ndjson' : 'application/json' },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  return (await response.json()) as Json;
}

describe.skipIf(!cluster)('the engine and a cluster answer alike', () => {
  let engine: Awaited<ReturnType<typeof openTestEngine>>;
  let own: string;
  const index = 'oriel-differential';

  beforeAll(async () => {
    engine = await openTestEngine({ searchTimeoutMs: 20_000 });
    own = engine.url;
    const bulk = Array.from({ length: perIndex }, (_, id) => `{"index":{"_id":"${id}"}}\n${JSON.stringify(document())}\n`).join('');
    for (const base of [own, cluster ?? '']) {
      await call(base, 'DELETE', `/${index}`);
      await call(base, 'PUT', `/${index}`, { settings: { number_of_shards: 1, number_of_replicas: 0 }, mappings });
      expect((await call(base, 'POST', `/${index}/_bulk?refresh=true`, bulk)).errors).toBe(false);
    }
  });

  afterAll(async () => {
    await call(cluster ?? '', 'DELETE', `/${index}`);
    await engine.close();
  });

  test(
    `${cases} searches, seed ${seed}`,
    async () => {
      const differences: string[] = [];
      let [compared, refused] = [0, 0];
      for (let done = 0; done < cases; done += perCall) {
        const bodies = Array.from({ length: perCall }, () => ({
          query: query(2),
          size: perIndex,
          _source: false,
          sort: [{ _id: 'asc' }],
          track_total_hits: true,
          aggs: aggregations(2),
        }));
        // _id cannot be sorted by everywhere: hits are compared as sets
        const lines = bodies.map(({ sort: _, ...body }) => `{}\n${JSON.stringify(body)}\n`).join('');
        const [mine, theirs] = await Promise.all([own, cluster ?? ''].map((base) => call(base, 'POST', `/${index}/_msearch`, lines)));
        bodies.forEach((body, at) => {
          const [a, b] = [mine, theirs].map((answer) => ((answer?.responses ?? []) as Json[])[at]);
          if (a?.error && b?.error) {
            refused++;
            return;
          }
          compared++;
          const ids = (answer: Json | undefined) =>
            ((answer?.hits as { hits: { _id: string }[] } | undefined)?.hits ?? []).map((hit) => hit._id).sort();
          const [left, right] = [a, b].map((answer) => ({
            ids: ids(answer),
            aggs: normal(answer?.aggregations),
            error: (answer?.error as Json | undefined)?.reason,
          }));
          const found = difference(left, right);
          if (found) differences.push(`${JSON.stringify({ query: body.query, aggs: body.aggs })}\n  engine / cluster at ${found}`);
        });
      }
      console.log(`${compared} compared, ${refused} refused by both, ${differences.length} differ`);
      expect(differences.slice(0, 12).join('\n\n'), `${differences.length} of ${compared} differ`).toBe('');
    },
    Math.max(60_000, cases * 100),
  );
});
