import { panels } from './dashboard-panels';
import { bulkMs, call, startEngine } from './running-engine';
import { bulks, mappings } from './web-logs';

/**
 * How the embedded engine's cost grows: a third of a million documents a day, measured at 1, 3, 10 and (`-- 30`) 30 million. A dashboard
 * of 12 panels asks all at once, over the last 24 hours and the last 30 days: when the first and the last panel answered, the first time
 * and again. Then the rate of the last bulks and the most memory that the process ever held.
 */
const perDay = 333_333;
const perBulk = 5_000;
const checkpoints = [1, 3, 10, 30].filter((millions) => millions <= Number(process.argv[2] ?? 10));
const startMs = Date.UTC(2026, 0, 1);
const timeOf = (number: number) => startMs + Math.floor((number * 86_400_000) / perDay);

/** Milliseconds until the first and until the last of all panels answered. */
async function dashboard(base: string, toMs: number, days: number): Promise<[number, number]> {
  const started = performance.now();
  const times = await Promise.all(
    panels(toMs, days).map(async (body) => {
      await call(base, 'POST', '/growth/_search', body);
      return performance.now() - started;
    }),
  );
  return [Math.min(...times), Math.max(...times)];
}

const engine = await startEngine(9_478);
const { base, memoryMb } = engine;
const cell = (value: number) => value.toFixed(0).padStart(8);

try {
  await call(base, 'PUT', '/growth', { settings: { number_of_shards: 1, number_of_replicas: 0 }, mappings });
  console.log('ms until the first / all of 12 panels answered: first time, then again (median of 5)');
  console.log(
    `${'documents'.padEnd(12)}${'24 h'.padStart(16)}${'again'.padStart(16)}${'30 d'.padStart(16)}${'again'.padStart(16)}${'docs/s'.padStart(8)}${'RSS MB'.padStart(8)}${'most'.padStart(8)}`,
  );
  const last = (checkpoints.at(-1) ?? 0) * 1_000_000;
  let [done, recent] = [0, [] as number[]];
  for (const body of bulks(last, perBulk, { timeOf })) {
    recent = [...recent.slice(-99), await bulkMs(base, 'growth', body)];
    done += perBulk;
    if (!checkpoints.includes(done / 1_000_000)) continue;
    const rate = (1_000 * perBulk * recent.length) / recent.reduce((sum, ms) => sum + ms, 0);
    // what the panels ask for words is indexed once it was asked for; a minute later it is there
    await dashboard(base, timeOf(done), 1);
    await call(base, 'POST', '/growth/_forcemerge');
    const row: [number, number][] = [];
    for (const days of [1, 30]) {
      row.push(await dashboard(base, timeOf(done) - 1, days));
      const again: [number, number][] = [];
      for (let round = 0; round < 5; round++) again.push(await dashboard(base, timeOf(done) - 1, days));
      row.push(again.sort(([, a], [, b]) => (a ?? 0) - (b ?? 0))[2] ?? [Number.NaN, Number.NaN]);
    }
    console.log(
      `${`${done / 1_000_000} M`.padEnd(12)}${row.map(([first, all]) => cell(first) + cell(all)).join('')}${cell(rate)}${cell(memoryMb('VmRSS'))}${cell(memoryMb('VmHWM'))}`,
    );
  }
} finally {
  await engine.stop();
}
