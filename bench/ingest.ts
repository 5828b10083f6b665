import { call, startEngine } from './running-engine';

/**
 * Lines per second through a grok pipeline, in the embedded engine and, where `OS_URL` or `ES_URL` names one, in a real cluster, in one
 * run: the same web access log, the same pipeline, bulks of 5,000, one after the other. `npm run bench:ingest -- [lines]`; 200,000 where
 * nothing is said. Beside it the same documents without a pipeline.
 */
const lines = Number(process.argv[2] ?? 200_000);
const perBulk = 5_000;
const grok =
  '^%{IPORHOST:source.address} %{NOTSPACE} %{NOTSPACE:user.name} \\[%{HTTPDATE:timestamp}\\] "%{WORD:http.request.method} %{NOTSPACE:url.original} HTTP/%{NUMBER:http.version}" %{INT:http.response.status_code:int} %{INT:http.response.body.bytes:long} "%{DATA:http.request.referrer}" "%{DATA:user_agent.original}"';
const processors = [
  { grok: { field: 'message', patterns: [grok] } },
  { date: { field: 'timestamp', formats: ['dd/MMM/yyyy:HH:mm:ss Z'] } },
  { set: { field: 'event.outcome', value: 'failure', if: 'ctx.http.response.status_code >= 500' } },
  { remove: { field: 'timestamp' } },
];

const pad = (value: number) => String(value).padStart(2, '0');
const line = (at: number) =>
  `10.${at % 7}.${at % 251}.${at % 83} - ${at % 5 === 0 ? 'ann' : 'bob'} [24/Nov/2026:${pad(at % 24)}:${pad(at % 60)}:${pad(at % 59)} +0000] "GET /shop/item/${at % 997}?page=${at % 13} HTTP/1.1" ${at % 40 === 0 ? 503 : 200} ${at % 90_000} "https://shop.example/c/${at % 31}" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36"`;

const bulks = Array.from({ length: Math.ceil(lines / perBulk) }, (_, bulk) =>
  Array.from({ length: perBulk }, (_, at) => `{"index":{}}\n${JSON.stringify({ message: line(bulk * perBulk + at) })}\n`).join(''),
);

async function measure(base: string, pipeline: boolean): Promise<number> {
  const index = `bench-ingest-${pipeline ? 'grok' : 'plain'}`;
  await fetch(`${base}/${index}`, { method: 'DELETE' });
  await call(base, 'PUT', `/${index}`, {
    settings: { number_of_shards: 1, number_of_replicas: 0, ...(pipeline ? { default_pipeline: 'bench-ingest' } : {}) },
  });
  const started = performance.now();
  for (const body of bulks) if ((await call(base, 'POST', `/${index}/_bulk`, body)).errors) throw new Error('a document was refused');
  return Math.round((bulks.length * perBulk) / ((performance.now() - started) / 1_000));
}

async function both(base: string): Promise<{ grok: number; plain: number }> {
  await call(base, 'PUT', '/_ingest/pipeline/bench-ingest', { processors });
  await measure(base, true);
  return { grok: await measure(base, true), plain: await measure(base, false) };
}

const engine = await startEngine(9_481);
const own = await both(engine.base);
console.log(`embedded: ${own.grok.toLocaleString('en')} lines/s through grok, ${own.plain.toLocaleString('en')} without a pipeline`);
await engine.stop();
const other = process.env.OS_URL ?? process.env.ES_URL;
if (other) {
  const cluster = await both(other);
  console.log(
    `cluster:  ${cluster.grok.toLocaleString('en')} lines/s through grok, ${cluster.plain.toLocaleString('en')} without a pipeline`,
  );
  console.log(`ratio:    ${(own.grok / cluster.grok).toFixed(2)} through grok, ${(own.plain / cluster.plain).toFixed(2)} without`);
}
