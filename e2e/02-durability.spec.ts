import { readdirSync, readFileSync } from 'node:fs';
import { expect, signIn, started, test } from './oriel';

/** Direct children of the start process, by a word of their command line. */
function childOf(parent: number, word: string): number {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const parentPid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parentPid === parent && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(word)) return Number(entry);
    } catch {
      // the process ended while it was read
    }
  }
  throw new Error(`no child ${word}`);
}

test.skip(process.platform !== 'linux', 'reads /proc');
test.skip(
  Boolean(process.env.DATABASE_URL || process.env.ELASTICSEARCH_URL),
  'kills the embedded processes; external ones are not ours to kill',
);

test('kill -9 of Postgres, the engine and the web server during writes: nothing acknowledged is lost', async ({ page, allowed }) => {
  test.setTimeout(180_000);
  allowed.push(/status of \d+|ERR_|Failed to/);
  await signIn(page);
  const { request } = page;
  const dashboards: string[] = [];
  const documents: number[] = [];
  let number = 0;
  const write = async () => {
    const own = number++;
    const document = { version: 2, title: `durable ${own}`, timeRange: { from: 'now-1h', to: 'now' }, panels: [] };
    const saved = await request.post('/api/dashboards', { data: { document }, timeout: 8_000 }).catch(() => undefined);
    if (saved?.status() === 201) dashboards.push((await saved.json()).id);
    const indexed = await request
      .post('/api/es/durable/_bulk', {
        data: `{"index":{}}\n{"n":${own}}\n`,
        headers: { 'content-type': 'application/x-ndjson' },
        timeout: 8_000,
      })
      .catch(() => undefined);
    if (indexed?.status() === 200 && (await indexed.json()).errors === false) documents.push(own);
  };
  /** Writes until `count` more dashboards and `count` more documents were acknowledged. */
  const writeUntilAcknowledged = async (count: number) => {
    const goal = { dashboards: dashboards.length + count, documents: documents.length + count };
    const deadline = Date.now() + 60_000;
    while (dashboards.length < goal.dashboards || documents.length < goal.documents) {
      if (Date.now() > deadline) throw new Error(`writes are not acknowledged again: ${dashboards.length} and ${documents.length} so far`);
      await write();
    }
  };
  for (const word of ['postgres', 'engine.mjs', 'next-server']) {
    const victim = childOf(started().pid, word);
    await writeUntilAcknowledged(8);
    // two writers are under way when the process dies
    const during = Promise.all([write(), write()]);
    process.kill(victim, 'SIGKILL');
    await during;
    await writeUntilAcknowledged(8);
    await expect.poll(async () => (await request.get('/api/health').catch(() => undefined))?.status(), { timeout: 60_000 }).toBe(200);
    expect(childOf(started().pid, word)).not.toBe(victim);
  }
  const listed = new Set(((await (await request.get('/api/dashboards?q=durable')).json()) as { id: string }[]).map((entry) => entry.id));
  expect(dashboards.filter((id) => !listed.has(id))).toEqual([]);
  const found = await (
    await request.post('/api/es/durable/_search', { data: { size: 0, aggs: { n: { terms: { field: 'n', size: 10_000 } } } } })
  ).json();
  const present = new Set(found.aggregations.n.buckets.map((bucket: { key: number }) => bucket.key));
  expect(documents.filter((own) => !present.has(own))).toEqual([]);
});
