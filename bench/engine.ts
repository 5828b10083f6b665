import { bulkMs, call, median, request, startEngine } from './running-engine';
import { bulks, mappings, queries } from './web-logs';

/**
 * The embedded engine beside a real cluster (`OS_URL` or `ES_URL`), same documents, same searches, one run: bulk rate, medians of warm
 * searches with the request cache off, ratios. `npm run bench:engine -- [documents]`; a million where nothing is said.
 */
const documents = Number(process.argv[2] ?? 1_000_000);
const perBulk = 5_000;
const rounds = 9;
const index = 'oriel-bench';
/** How both keep documents; their own way where `BENCH_CODEC` says nothing. */
const codec = process.env.BENCH_CODEC;

interface Measured {
  bulkPerSecond: number;
  storeMb: number;
  totals: Record<string, number>;
  cold: Record<string, number>;
  warm: Record<string, number>;
}

async function measure(base: string): Promise<Measured> {
  await request(base, 'DELETE', `/${index}`);
  await call(base, 'PUT', `/${index}`, { settings: { number_of_shards: 1, number_of_replicas: 0, ...(codec ? { codec } : {}) }, mappings });
  let spentMs = 0;
  for (const body of bulks(documents, perBulk)) spentMs += await bulkMs(base, index, body);
  await call(base, 'POST', `/${index}/_refresh`);
  await call(base, 'POST', `/${index}/_forcemerge`);
  const measured: Measured = { bulkPerSecond: (1_000 * documents) / spentMs, storeMb: 0, totals: {}, cold: {}, warm: {} };
  for (const [name, body] of Object.entries(queries)) {
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const startMs = performance.now();
      const answer = await call(base, 'POST', `/${index}/_search?request_cache=false`, body);
      times.push(performance.now() - startMs);
      measured.totals[name] = answer.hits.total?.value;
    }
    measured.cold[name] = times[0] ?? Number.NaN;
    measured.warm[name] = median(times.slice(1));
  }
  await call(base, 'POST', `/${index}/_flush`);
  const { indices } = await call(base, 'GET', `/${index}/_stats/store`);
  measured.storeMb = indices[index].total.store.size_in_bytes / 2 ** 20;
  return measured;
}

const engine = await startEngine(9_477);
try {
  const embedded = await measure(engine.base);
  const rssMb = engine.memoryMb('VmHWM');
  const other = process.env.OS_URL ?? process.env.ES_URL;
  const real = other ? await measure(other) : undefined;
  const cell = (value: number | undefined, width = 9) => (value === undefined ? '–' : value.toFixed(value < 10 ? 1 : 0)).padStart(width);
  const ratio = (a: number, b: number | undefined) => (b === undefined ? '' : (a / b).toFixed(2).padStart(7));
  console.log(`\n${documents.toLocaleString('en-GB')} documents; highest memory of the engine ${rssMb} MB`);
  console.log(
    `${'ms, warm median (cold)'.padEnd(36)}${'embedded'.padStart(9)}${'(cold)'.padStart(9)}${'cluster'.padStart(9)}${'ratio'.padStart(7)}`,
  );
  const ratios: number[] = [];
  for (const name of Object.keys(queries)) {
    const [a = Number.NaN, b] = [embedded.warm[name], real?.warm[name]];
    if (b !== undefined) ratios.push(a / b);
    const same =
      real && embedded.totals[name] !== real.totals[name] ? `  totals differ: ${embedded.totals[name]} / ${real.totals[name]}` : '';
    console.log(`${name.padEnd(36)}${cell(a)}${cell(embedded.cold[name])}${cell(b)}${ratio(a, b)}${same}`);
  }
  const line = (what: string, a: number, b: number | undefined) =>
    console.log(`${what.padEnd(36)}${cell(a)}${''.padStart(9)}${cell(b)}${ratio(a, b)}`);
  line('bulk, documents a second', embedded.bulkPerSecond, real?.bulkPerSecond);
  line('size of the index, MB', embedded.storeMb, real?.storeMb);
  if (ratios.length > 0) console.log(`median ratio of the searches: ${median(ratios).toFixed(2)}`);
} finally {
  await engine.stop();
}
