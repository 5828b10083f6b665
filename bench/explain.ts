import { explainDifference } from '../features/explain/explain-difference';
import type { Span } from '../features/explain/schema';
import type { JsonObject, SearchResponse } from '../lib/elastic/wire-types';
import { call, median, startEngine } from './running-engine';
import { bulks, mappings } from './web-logs';

/**
 * How long "Explain this" takes on the embedded engine: web logs of 30 days (`-- 10` millions of documents; 3 by itself), a spike of 30
 * minutes and of 6 hours against the last day and against all thirty. The first time and the median of five.
 */
const millions = Number(process.argv[2] ?? 3);
const hourMs = 3_600_000;
const endMs = Date.UTC(2026, 0, 31);
const startMs = endMs - 30 * 24 * hourMs;
const total = millions * 1_000_000;
const timeOf = (number: number) => startMs + Math.floor((number * (endMs - startMs)) / total);

const engine = await startEngine(9_479);
const { base } = engine;

async function timed(selection: Span, baseline: Span) {
  const { fields } = (await call(base, 'GET', '/explained/_field_caps?fields=*')) as {
    fields: Record<string, Record<string, { type: string; searchable: boolean; aggregatable: boolean }>>;
  };
  const known = Object.entries(fields)
    .filter(([path]) => !path.startsWith('_') && path !== '@timestamp')
    .flatMap(([path, types]) =>
      Object.values(types).map(({ type, searchable, aggregatable }) => ({ path, type, searchable, aggregatable })),
    );
  return explainDifference(
    async ({ fromMs, toMs }, body) => {
      const query: JsonObject = { range: { '@timestamp': { gte: fromMs, lt: toMs, format: 'epoch_millis' } } };
      return (await call(base, 'POST', '/explained/_search', { ...body, query })) as SearchResponse;
    },
    known,
    selection,
    baseline,
  );
}

try {
  await call(base, 'PUT', '/explained', { settings: { number_of_shards: 1, number_of_replicas: 0 }, mappings });
  for (const body of bulks(total, 5_000, { timeOf })) await call(base, 'POST', '/explained/_bulk', body);
  await call(base, 'POST', '/explained/_forcemerge');
  console.log(`${millions} M documents; milliseconds the first time, and the median of five`);
  const lastDay = { fromMs: endMs - 24 * hourMs, toMs: endMs };
  const all = { fromMs: startMs, toMs: endMs };
  const spike = (hours: number): Span => ({ fromMs: endMs - 12 * hourMs, toMs: endMs - 12 * hourMs + hours * hourMs });
  for (const [name, selection, baseline] of [
    ['30 min against the day', spike(0.5), lastDay],
    ['6 h against the day', spike(6), lastDay],
    ['30 min against 30 days', spike(0.5), all],
    ['6 h against 30 days', spike(6), all],
  ] as const) {
    const first = await timed(selection, baseline);
    const again: number[] = [];
    for (let round = 0; round < 5; round++) again.push((await timed(selection, baseline)).tookMs);
    console.log(
      `${name.padEnd(26)}${String(first.tookMs).padStart(8)}${String(median(again)).padStart(8)}   ${first.selected} and ${first.baseline} documents${first.sampled ? ', sampled' : ''}, ${first.compared} values`,
    );
  }
} finally {
  await engine.stop();
}
