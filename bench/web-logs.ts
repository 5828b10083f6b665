import { randomFrom } from '../features/samples/random';

/** Deterministic web logs for benchmarks: the same seed gives the same bytes. Thirty days that end at a fixed instant. */
export const endMs = Date.UTC(2026, 10, 1);
const spanMs = 30 * 86_400_000;

const services = ['front', 'search', 'cart', 'checkout', 'payments', 'accounts', 'catalog', 'media', 'mail', 'stock'];
const methods = ['GET', 'GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE'];
const words =
  'connection reset by peer while reading response header from upstream retry succeeded after backoff cache miss for key session token expired user signed in order placed payment accepted declined timeout waiting worker pool exhausted slow query index rebuilt'.split(
    ' ',
  );
const places: [number, number][] = [
  [52.5, 13.4],
  [48.9, 2.35],
  [51.5, -0.1],
  [40.4, -3.7],
  [41.9, 12.5],
  [59.3, 18.1],
  [40.7, -74],
  [35.7, 139.7],
];

export const mappings = {
  properties: {
    '@timestamp': { type: 'date' },
    service: { type: 'keyword' },
    method: { type: 'keyword' },
    path: { type: 'keyword' },
    status: { type: 'integer' },
    bytes: { type: 'long' },
    duration: { type: 'double' },
    user: { type: 'keyword' },
    location: { type: 'geo_point' },
    message: { type: 'text' },
  },
};

const fromStart = (documents: number) => (number: number) => endMs - spanMs + Math.floor((spanMs * number) / documents);

/** NDJSON bodies for `_bulk`, each of `perBulk` documents, in time order; `timeOf` says when the n-th was written. */
export function* bulks(documents: number, perBulk: number, { seed = 7, timeOf = fromStart(documents) } = {}): Generator<string> {
  const random = randomFrom(seed);
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T;
  let lines: string[] = [];
  for (let number = 0; number < documents; number++) {
    const [lat, lon] = pick(places);
    const burst = random() < 0.03;
    const document = {
      '@timestamp': new Date(timeOf(number)).toISOString(),
      service: services[Math.floor(random() ** 2 * services.length)],
      method: pick(methods),
      path: `/${pick(services)}/${Math.floor(random() ** 3 * 500)}`,
      status: burst ? 500 + Math.floor(random() * 4) : random() < 0.05 ? 404 : 200,
      bytes: Math.floor(200 + 40_000 * random() ** 4),
      duration: Math.round(1e3 * (5 + 400 * random() ** 5 * (burst ? 8 : 1))) / 1e3,
      user: `u${Math.floor(random() * 50_000)}`,
      location: { lat: lat + random() - 0.5, lon: lon + random() - 0.5 },
      message: Array.from({ length: 8 + Math.floor(random() * 6) }, () => pick(words)).join(' '),
    };
    lines.push('{"index":{}}', JSON.stringify(document));
    if (lines.length === perBulk * 2) {
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

const range = (days: number) => ({ range: { '@timestamp': { gte: endMs - days * 86_400_000, lt: endMs } } });
const day = { bool: { filter: [range(1)] } };
const month = { bool: { filter: [range(30)] } };
const hourly = { date_histogram: { field: '@timestamp', fixed_interval: '1h' } };

/** Searches that a dashboard makes. */
export const queries: Record<string, Record<string, unknown>> = {
  'date_histogram x terms, 30 d': {
    size: 0,
    query: month,
    aggs: { t: { ...hourly, aggs: { s: { terms: { field: 'service', size: 5 } } } } },
  },
  'date_histogram x terms, 24 h': {
    size: 0,
    query: day,
    aggs: { t: { ...hourly, aggs: { s: { terms: { field: 'service', size: 5 } } } } },
  },
  'terms + avg, 30 d': {
    size: 0,
    query: month,
    aggs: { p: { terms: { field: 'path', size: 10 }, aggs: { d: { avg: { field: 'duration' } } } } },
  },
  'percentiles by 3 h, 30 d': {
    size: 0,
    query: month,
    aggs: {
      t: {
        date_histogram: { field: '@timestamp', fixed_interval: '3h' },
        aggs: { p: { percentiles: { field: 'duration', percents: [50, 95, 99] } } },
      },
    },
  },
  'cardinality, 30 d': { size: 0, query: month, aggs: { u: { cardinality: { field: 'user' } } } },
  'geotile zoom 6, 30 d': { size: 0, query: month, aggs: { g: { geotile_grid: { field: 'location', precision: 6 } } } },
  'filters + sum, 30 d': {
    size: 0,
    query: month,
    aggs: {
      f: {
        filters: { filters: { bad: { range: { status: { gte: 500 } } }, good: { range: { status: { lt: 500 } } } } },
        aggs: { b: { sum: { field: 'bytes' } } },
      },
    },
  },
  'text: one word, count': { size: 0, track_total_hits: true, query: { match: { message: 'exhausted' } } },
  'text: two words, top 10 by score': { size: 10, query: { match: { message: 'payment declined' } } },
  'text: phrase, top 10 by time': { size: 10, sort: [{ '@timestamp': 'desc' }], query: { match_phrase: { message: 'cache miss' } } },
  'newest 500, 24 h': { size: 500, sort: [{ '@timestamp': 'desc' }], query: day },
  'one user, 30 d': { size: 20, sort: [{ '@timestamp': 'desc' }], query: { bool: { filter: [range(30), { term: { user: 'u4711' } }] } } },
};
