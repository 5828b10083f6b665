import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { randomFrom } from '../features/samples/random';
import { call, median, request, startEngine } from './running-engine';

/**
 * The searches of two benchmarks of the field, big5 and http_logs (opensearch-benchmark-workloads, Apache-2.0), over documents generated
 * here with the same fields and the values that the searches name, on the embedded engine beside a real cluster (`OS_URL` or `ES_URL`).
 * `npm run bench:peers -- DIR [documents]`: DIR holds `big5.json` and `http_logs.json`. Prints warm medians and ratios, worst first.
 */
const [directory = '../shared/data/benchmark-queries', given = '500000'] = process.argv.slice(2);
const documents = Number(given);
const perBulk = 5_000;
const rounds = 7;

type Body = Record<string, unknown>;
interface Workload {
  name: string;
  index: string;
  mappings: Body;
  document: (number: number) => Body;
}

const keyword = { type: 'keyword' };
const random = randomFrom(11);
const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T;
const animals = 'monkey jackal bear hawk otter lynx raven viper shark badger falcon newt heron marten stoat tapir'.split(' ');
const colours = 'indigo amber bird solar frost iron ember cobalt'.split(' ');
const tails = 'dagger knight shark crow wing tail'.split(' ');
const name = () => pick(colours) + pick(tails);

const big5: Workload = {
  name: 'big5',
  index: 'big5',
  mappings: {
    properties: {
      '@timestamp': { type: 'date' },
      message: { type: 'text' },
      process: { properties: { name: keyword } },
      cloud: { properties: { region: keyword } },
      log: { properties: { file: { properties: { path: keyword } } } },
      meta: { properties: { file: keyword } },
      aws: { properties: { cloudwatch: { properties: { log_stream: keyword, log_group: keyword } } } },
      agent: { properties: { name: keyword } },
      event: { properties: { id: keyword } },
      host: { properties: { name: keyword } },
      metrics: { properties: { size: { type: 'long' }, tmin: { type: 'long' } } },
    },
  },
  document: (number) => ({
    '@timestamp': new Date(Date.UTC(2023, 0, 1) + Math.floor((12 * 86_400_000 * number) / documents)).toISOString(),
    message: `${new Date(number * 1_000).toISOString()} ip-${pick([50, 10, 172])}-136-239-27 ${pick(animals)}: ${Array.from({ length: 12 }, () => pick(animals)).join(' ')} ${Math.floor(random() * 1e6)}`,
    process: { name: pick(['kernel', 'systemd', 'sshd', 'cron', 'dhclient', 'rsyslogd']) },
    cloud: { region: pick(['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-3']) },
    log: { file: { path: `/var/log/messages/${name()}` } },
    meta: { file: `2023-01-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}/${name()}.gz` },
    aws: { cloudwatch: { log_stream: name(), log_group: `/var/log/messages/${name()}` } },
    agent: { name: `agent-${Math.floor(random() * 400)}` },
    event: { id: `event-${Math.floor(random() * documents)}` },
    host: { name: `ip-${Math.floor(random() * 5_000)}` },
    metrics: { size: Math.floor(random() ** 2 * 3_000) - 20, tmin: Math.floor(random() * 1_000) },
  }),
};

const httpLogs: Workload = {
  name: 'http_logs',
  index: 'logs-1998',
  mappings: {
    properties: {
      '@timestamp': { type: 'date', format: 'strict_date_optional_time||epoch_second' },
      clientip: { type: 'ip' },
      request: { type: 'text', fields: { raw: { type: 'keyword', ignore_above: 256 } } },
      status: { type: 'integer' },
      size: { type: 'integer' },
    },
  },
  document: (number) => ({
    '@timestamp': new Date(Date.UTC(1998, 3, 30) + Math.floor((58 * 86_400_000 * number) / documents)).toISOString(),
    clientip: `${40 + Math.floor(random() * 20)}.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}.0`,
    request: random() < 0.05 ? 'GET / HTTP/1.0' : `GET /images/${pick(animals)}_${Math.floor(random() * 300)}.gif HTTP/1.${pick([0, 1])}`,
    status: random() < 0.85 ? 200 : pick([304, 404, 400, 206]),
    size: Math.floor(random() ** 3 * 50_000),
  }),
};

interface Operation {
  name: string;
  'operation-type'?: string;
  body?: Body;
}

function operationsOf({ name: workload }: Workload): Operation[] {
  const file = path.join(directory, `${workload}.json`);
  if (!existsSync(file)) throw new Error(`${file} is missing: give the folder of the workloads' searches as the first argument.`);
  const all = JSON.parse(readFileSync(file, 'utf8')) as Operation[];
  return all.filter((operation) => operation['operation-type'] === 'search' && operation.name !== 'scroll' && operation.body);
}

async function load(bases: string[], workload: Workload) {
  for (const base of bases) {
    await request(base, 'DELETE', `/${workload.index}`);
    await call(base, 'PUT', `/${workload.index}`, {
      settings: { number_of_shards: 1, number_of_replicas: 0 },
      mappings: workload.mappings,
    });
  }
  for (let from = 0; from < documents; from += perBulk) {
    const lines = Array.from({ length: perBulk }, (_, at) => `{"index":{}}\n${JSON.stringify(workload.document(from + at))}\n`).join('');
    for (const base of bases) {
      const answer = await call(base, 'POST', `/${workload.index}/_bulk`, lines);
      if (answer.errors) throw new Error(`a bulk had errors: ${JSON.stringify(answer).slice(0, 300)}`);
    }
  }
  for (const base of bases) {
    await call(base, 'POST', `/${workload.index}/_refresh`);
    await call(base, 'POST', `/${workload.index}/_forcemerge`);
  }
}

interface Measured {
  ms?: number;
  total?: number;
  error?: string;
}

async function measure(base: string, { index }: Workload, { body }: Operation): Promise<Measured> {
  const times: number[] = [];
  let total: number | undefined;
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    const { ok, answer } = await request(base, 'POST', `/${index}/_search?request_cache=false`, body);
    times.push(performance.now() - started);
    if (!ok) return { error: String(answer.error?.reason ?? JSON.stringify(answer)).slice(0, 120) };
    total = answer.hits.total?.value;
  }
  return { ms: median(times.slice(1)), ...(total === undefined ? {} : { total }) };
}

const engine = await startEngine(9_480);
try {
  const own = engine.base;
  const other = process.env.OS_URL ?? process.env.ES_URL;
  const bases = other ? [own, other] : [own];
  for (const workload of [big5, httpLogs]) {
    const operations = operationsOf(workload);
    await load(bases, workload);
    const rows: { name: string; mine: Measured; theirs?: Measured; ratio?: number }[] = [];
    for (const operation of operations) {
      const mine = await measure(own, workload, operation);
      const theirs = other ? await measure(other, workload, operation) : undefined;
      const ratio = mine.ms !== undefined && theirs?.ms !== undefined ? mine.ms / theirs.ms : undefined;
      rows.push({ name: operation.name, mine, ...(theirs ? { theirs } : {}), ...(ratio === undefined ? {} : { ratio }) });
    }
    rows.sort((a, b) => (b.ratio ?? 99) - (a.ratio ?? 99));
    console.log(`\n${workload.name}, ${documents.toLocaleString('en-GB')} documents: ms embedded, cluster, ratio`);
    const cell = (measured: Measured | undefined) => (measured?.ms === undefined ? '–' : measured.ms.toFixed(1)).padStart(9);
    for (const { name: query, mine, theirs, ratio } of rows) {
      const differ =
        theirs && !mine.error && !theirs.error && mine.total !== theirs.total ? `  totals ${mine.total} / ${theirs.total}` : '';
      const failed = [mine.error && `embedded: ${mine.error}`, theirs?.error && `cluster: ${theirs.error}`].filter(Boolean).join('; ');
      console.log(
        `${query.padEnd(52)}${cell(mine)}${cell(theirs)}${(ratio?.toFixed(2) ?? '').padStart(8)}${differ}${failed ? `  ${failed}` : ''}`,
      );
    }
    const ratios = rows.flatMap(({ ratio }) => ratio ?? []);
    if (ratios.length > 0)
      console.log(
        `${ratios.filter((ratio) => ratio <= 1).length} of ${ratios.length} no slower; median ratio ${median(ratios).toFixed(2)}`,
      );
    for (const base of bases) await request(base, 'DELETE', `/${workload.index}`);
  }
} finally {
  await engine.stop();
}
