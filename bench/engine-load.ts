import { panels } from './dashboard-panels';
import { quantile, request, startEngine } from './running-engine';
import { bulks, mappings } from './web-logs';

/**
 * The embedded engine under load: 50 people with a dashboard of 12 panels that refreshes every 30 seconds, most over the last 15 minutes,
 * some over a day, few over a month, while 5,000 documents a second come in. `npm run bench:load -- [minutes]`; ten where nothing is said.
 * Prints, minute by minute, panels answered, errors, the median and the 95th percentile of a panel and of a whole dashboard in ms, how
 * late the writer was, and the memory of the process.
 */
const minutes = Number(process.argv[2] ?? 10);
const [people, refreshMs, perSecond] = [50, 30_000, 5_000];
const engine = await startEngine(9_479);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Minute {
  panels: number[];
  dashboards: number[];
  errors: string[];
  written: number;
  mostLateMs: number;
}
const empty = (): Minute => ({ panels: [], dashboards: [], errors: [], written: 0, mostLateMs: 0 });
let now = empty();
let running = true;

async function call(route: string, body: unknown): Promise<boolean> {
  try {
    const { ok, status, answer } = await request(engine.base, 'POST', route, body);
    if (ok && answer.errors !== true) return true;
    now.errors.push(`${status} ${JSON.stringify(answer).slice(0, 200)}`);
  } catch (error) {
    now.errors.push(String((error as Error).cause ?? error));
  }
  return false;
}

/** One bulk a second, of documents of that second. */
async function write() {
  const started = Date.now();
  const timeOf = (number: number) => started + (number * 1_000) / perSecond;
  let second = 0;
  for (const body of bulks(perSecond * 60 * (minutes + 1), perSecond, { timeOf })) {
    const dueMs = started + 1_000 * second++;
    if (Date.now() < dueMs) await sleep(dueMs - Date.now());
    if (!running) return;
    now.mostLateMs = Math.max(now.mostLateMs, Date.now() - dueMs);
    if (await call('/load/_bulk', body)) now.written += perSecond;
  }
}

async function person(number: number) {
  await sleep((number * refreshMs) / people);
  const days = number % 20 === 0 ? 30 : number % 4 === 0 ? 1 : 15 / 1_440;
  while (running) {
    const begun = performance.now();
    await Promise.all(
      panels(Date.now(), days).map(async (body) => {
        const asked = performance.now();
        if (await call('/load/_search', body)) now.panels.push(performance.now() - asked);
      }),
    );
    now.dashboards.push(performance.now() - begun);
    await sleep(Math.max(0, refreshMs - (performance.now() - begun)));
  }
}

try {
  await request(engine.base, 'PUT', '/load', { settings: { number_of_shards: 1, number_of_replicas: 0 }, mappings });
  const all = [write(), ...Array.from({ length: people }, (_, number) => person(number))];
  console.log('minute   panels  errors  p50 ms  p95 ms  dashboards  p50 ms  p95 ms    documents  late ms   RSS MB');
  let errors = 0;
  const cell = (value: number, width = 8) => (Number.isFinite(value) ? value.toFixed(0) : '–').padStart(width);
  for (let minute = 1; minute <= minutes; minute++) {
    await sleep(60_000);
    const { panels: each, dashboards, errors: wrong, written, mostLateMs } = now;
    now = empty();
    errors += wrong.length;
    console.log(
      `${cell(minute, 6)}${cell(each.length, 9)}${cell(wrong.length)}${cell(quantile(each, 0.5))}${cell(quantile(each, 0.95))}${cell(dashboards.length, 12)}${cell(quantile(dashboards, 0.5))}${cell(quantile(dashboards, 0.95))}${cell(written, 13)}${cell(mostLateMs, 9)}${cell(engine.memoryMb('VmRSS'), 9)}`,
    );
    for (const error of new Set(wrong.slice(0, 3))) console.log(`       ${error}`);
  }
  running = false;
  await Promise.race([Promise.all(all), sleep(30_000)]);
  console.log(`${errors} errors`);
} finally {
  await engine.stop();
}
