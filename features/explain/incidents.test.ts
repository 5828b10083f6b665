import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject, SearchResponse } from '../../lib/elastic/wire-types';
import type { IndexField } from '../../lib/gateway/fields';
import { randomFrom } from '../samples/random';
import { explainDifference } from './explain-difference';
import type { Explanation } from './schema';

const root = path.resolve(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(os.tmpdir(), 'oriel-explain-'));
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const firstDayMs = Date.UTC(2026, 9, 1);
let engine: ChildProcess;
let url = '';

interface Visit extends JsonObject {
  '@timestamp': string;
  service: string;
  host: string;
  country: string;
  device: string;
  release: string;
  provider: string;
  path: string;
  status: number;
  duration: number;
  bytes: number;
  user: string;
}

/** What goes wrong between 12:00 and 12:30 of its day, the field that is to blame, and the question that was asked. */
interface Incident {
  name: string;
  guilty: string[];
  /** A document of the incident's time: changed, left out, or as many as are given. */
  happens: (visit: Visit, random: () => number) => Visit[];
  query?: JsonObject;
}

const again = (visit: Visit, times: number, change: Partial<Visit>): Visit[] => [
  visit,
  ...Array.from({ length: times }, () => ({ ...visit, ...change }) as Visit),
];

const incidents: Incident[] = [
  {
    name: 'a provider refuses',
    guilty: ['provider'],
    happens: (visit) => (visit.provider === 'p2' ? [{ ...visit, status: 503, path: '/page/9' }] : [visit]),
    query: { range: { status: { gte: 500 } } },
  },
  {
    name: 'one country comes in crowds',
    guilty: ['country'],
    happens: (visit) => (visit.country === 'c7' ? again(visit, 7, {}) : [visit]),
  },
  {
    name: 'one host breaks',
    guilty: ['host'],
    happens: (visit) => (visit.host === 'h11' ? again({ ...visit, status: 500 }, 2, {}) : [visit]),
    query: { range: { status: { gte: 500 } } },
  },
  {
    name: 'a release is rolled out',
    guilty: ['release'],
    happens: (visit, random) => [random() < 0.4 ? { ...visit, release: 'r-new' } : visit],
  },
  { name: 'robots', guilty: ['device'], happens: (visit) => (visit.device === 'robot' ? again(visit, 9, {}) : [visit]) },
  {
    name: 'one page is slow',
    guilty: ['path'],
    happens: (visit) => [visit.path === '/page/4' ? { ...visit, duration: visit.duration * 12 } : visit],
    query: { range: { duration: { gte: 300 } } },
  },
  {
    name: 'phones of one country, together',
    guilty: ['country', 'device'],
    happens: (visit) => (visit.country === 'c3' && visit.device === 'phone' ? again(visit, 12, {}) : [visit]),
  },
  {
    name: 'one user floods',
    guilty: ['user'],
    happens: (visit, random) => (random() < 0.5 ? again(visit, 1, { user: 'u1' }) : [visit]),
  },
  { name: 'a service falls silent', guilty: ['service'], happens: (visit) => (visit.service === 's1' ? [] : [visit]) },
  {
    name: 'answers are large',
    guilty: ['bytes'],
    happens: (visit, random) => [random() < 0.35 ? { ...visit, bytes: 900_000 + Math.floor(random() * 90_000) } : visit],
  },
];

function visitsOf(day: number): Visit[] {
  const random = randomFrom(day * 7919 + 11);
  const one = (prefix: string, count: number, skew = 1) => `${prefix}${Math.floor(random() ** skew * count)}`;
  const incident = incidents[day] as Incident;
  return Array.from({ length: 9_000 }, () => {
    const hour = random() * 24;
    const visit: Visit = {
      '@timestamp': new Date(firstDayMs + day * dayMs + Math.floor(hour * hourMs)).toISOString(),
      service: one('s', 10, 1.5),
      host: one('h', 30),
      country: one('c', 20, 2),
      device: random() < 0.55 ? 'phone' : random() < 0.9 ? 'desktop' : 'robot',
      release: one('r', 4),
      provider: one('p', 5),
      path: `/page/${Math.floor(random() * 25)}`,
      status: random() < 0.02 ? 500 + Math.floor(random() * 4) : random() < 0.05 ? 404 : 200,
      duration: Math.round(120 * Math.exp((random() + random() + random() - 1.5) * 1.2)),
      bytes: Math.floor(2_000 + random() * 40_000),
      user: `u${Math.floor(random() * 50_000)}`,
    };
    return hour >= 12 && hour < 12.5 ? incident.happens(visit, random) : [visit];
  }).flat();
}

const keywords = ['service', 'host', 'country', 'device', 'release', 'provider', 'path', 'user'];
const fields: IndexField[] = [
  ...keywords.map((name) => ({ path: name, type: 'keyword', searchable: true, aggregatable: true })),
  { path: 'status', type: 'long', searchable: true, aggregatable: true },
  { path: 'bytes', type: 'long', searchable: true, aggregatable: true },
  { path: 'duration', type: 'double', searchable: true, aggregatable: true },
];

const send = async (method: string, target: string, body: string, type = 'application/json') => {
  const response = await fetch(`${url}${target}`, { method, headers: { 'content-type': type }, body });
  const answer = (await response.json()) as JsonObject;
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
};

beforeAll(async () => {
  const port = 20_000 + (process.pid % 20_000);
  url = `http://127.0.0.1:${port}`;
  engine = spawn(process.execPath, ['--import', 'tsx', 'engine/main.ts', '--port', String(port), '--data', home], { cwd: root });
  await new Promise<void>((done, fail) => {
    engine.stdout?.on('data', (text) => String(text).includes('Engine serves') && done());
    engine.once('exit', () => fail(new Error('the engine did not start')));
  });
  const properties = Object.fromEntries([
    ...fields.map(({ path: name, type }) => [name, { type }]),
    ['@timestamp', { type: 'date' }],
  ]) as JsonObject;
  await send('PUT', '/visits', JSON.stringify({ mappings: { properties } }));
  for (let day = 0; day < incidents.length; day++)
    await send(
      'POST',
      '/visits/_bulk?refresh=true',
      visitsOf(day)
        .map((visit) => `{"index":{}}\n${JSON.stringify(visit)}\n`)
        .join(''),
      'application/x-ndjson',
    );
}, 60_000);
afterAll(() => {
  engine.kill();
  rmSync(home, { recursive: true, force: true });
});

async function explainDay(day: number, selectedHour = 12): Promise<Explanation> {
  const dayStartMs = firstDayMs + day * dayMs;
  const fromMs = dayStartMs + selectedHour * hourMs;
  return explainDifference(
    async (span, body) => {
      const time = { range: { '@timestamp': { gte: span.fromMs, lt: span.toMs, format: 'epoch_millis' } } };
      const { query } = incidents[day] as Incident;
      const filter = [time, ...(query ? [query] : [])];
      return (await send('POST', '/visits/_search', JSON.stringify({ ...body, query: { bool: { filter } } }))) as unknown as SearchResponse;
    },
    fields,
    { fromMs, toMs: fromMs + hourMs / 2 },
    { fromMs: dayStartMs, toMs: dayStartMs + dayMs },
  );
}

describe('ten planted incidents', () => {
  test('the guilty field is first in at least eight', async () => {
    const said: string[] = [];
    let right = 0;
    for (const [day, { name, guilty }] of incidents.entries()) {
      const [first] = (await explainDay(day)).findings;
      const fine = first?.traits.some(({ field }) => guilty.includes(field)) ?? false;
      right += Number(fine);
      said.push(
        `${fine ? 'right' : 'WRONG'} ${name}: ${first?.traits.map(({ field, label }) => `${field} ${label}`).join(' and ')} ${first?.bits.toFixed(3)}`,
      );
    }
    console.log(said.join('\n'));
    expect(right).toBeGreaterThanOrEqual(8);
  });

  test('a quiet half hour has nothing to explain', async () => {
    const findings = await Promise.all(incidents.map(async (_, day) => (await explainDay(day, 15)).findings.length));
    expect(findings.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
  });
});
