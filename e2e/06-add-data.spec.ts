import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, signIn, test } from './oriel';

const lines = Array.from({ length: 60 }, (_, at) => {
  const when = new Date(Date.now() - (60 - at) * 60_000).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);
  return `${when} ${at % 7 === 0 ? 'ERROR' : 'INFO'} [worker-${at % 3}] shop.Checkout: order ${1000 + at} took ${at * 3}ms`;
});

// a pattern that is none is answered with 400, on purpose
test.use({ allowed: [/status of 400/] });

test('raw lines: proposed, tried, adjusted, stored, found; what fails waits and is sent again', async ({ page }) => {
  await signIn(page);
  await page.goto('/ingest/new');
  await page.getByLabel('Or paste some lines').fill(`${[...lines, '\tat shop.Checkout.pay(Checkout.java:12)'].join('\n')}\n`);
  await page.getByRole('button', { name: 'Look at the lines' }).click();
  await expect(page.getByRole('heading', { name: /^Read as lines with timestamp, log.level/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'All 60 lines are read' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'worker-0' }).first()).toBeVisible();
  const pattern = page.getByLabel('Pattern (grok)');
  const proposed = await pattern.inputValue();
  await pattern.fill(`${proposed} %{NOPE:x}`);
  await expect(page.getByRole('alert').filter({ hasText: 'Unable to find pattern [NOPE]' })).toBeVisible();
  await pattern.fill(proposed.replace('%{WORD:log.level}', '(?<log.level>INFO)'));
  await expect(page.getByRole('heading', { name: /^5\d of 60 lines are read$/ })).toBeVisible();
  await page.getByLabel('Title').fill('Checkout lines');
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText(/51 stored/)).toBeVisible();
  await expect(page.getByText(/9 rejected/)).toBeVisible();
  await page.getByRole('link', { name: 'Look at it in Discover' }).click();
  await expect(page.locator('.summary b')).toHaveText('51');
  await page.goto('/ingest');
  const row = page.getByRole('row').filter({ hasText: 'Checkout lines' });
  await expect(row).toContainText('9');
  await row.getByRole('link', { name: 'Checkout lines' }).click();
  await expect(page.getByRole('list', { name: 'What failed' }).getByRole('listitem')).toHaveCount(9);
  await expect(page.getByRole('heading', { name: '41 of 50 lines are read' })).toBeVisible();
  await page.getByLabel('Pattern (grok)').fill(proposed);
  await expect(page.getByRole('heading', { name: 'All 50 lines are read' })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It counts for what comes from now on.')).toBeVisible();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('9 lines were read this time.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'What failed' })).toBeHidden();
});

const countIn = async (page: Page, index: string) => {
  await page.request.post(`/api/es/${index}/_refresh`);
  return ((await (await page.request.get(`/api/es/${index}/_count`)).json()) as { count: number }).count;
};

test('a route sends documents of one level to an index of their own, and the data view shows both', async ({ page }) => {
  await signIn(page);
  await page.goto('/ingest/checkout-lines');
  await page.getByRole('button', { name: 'Add a route' }).click();
  await page.getByLabel('Route 1: field').fill('log.level');
  await page.getByLabel('Route 1: value').fill('ERROR');
  await page.getByLabel('Route 1: index').fill('checkout-errors');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It counts for what comes from now on.')).toBeVisible();
  const before = await countIn(page, 'checkout-lines');
  await page.request.post('/api/ingest/checkout-lines', { data: { events: lines, last: true } });
  expect([await countIn(page, 'checkout-errors'), await countIn(page, 'checkout-lines')]).toEqual([9, before + 51]);
  await page.reload();
  await expect(page.getByLabel('Route 1: index')).toHaveValue('checkout-errors');
  await page.getByRole('link', { name: 'Discover', exact: true }).last().click();
  await expect(page.locator('.summary b')).toHaveText(String(before + 60));
  // for the tests after this one
  await page.goto('/ingest/checkout-lines');
  await page.getByRole('button', { name: 'Remove route 1' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It counts for what comes from now on.')).toBeVisible();
});

test('OpenTelemetry comes in with a key, and without one does not', async ({ page, playwright, baseURL }) => {
  await signIn(page);
  const made = await page.request.post('/api/api-keys', { data: { name: 'Collector', patterns: ['otel-*'], canWrite: true } });
  const { encoded } = (await made.json()) as { encoded: string };
  const record = { timeUnixNano: `${Date.now()}000000`, severityNumber: 17, body: { stringValue: 'card refused' } };
  const data = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
  const send = async (headers: Record<string, string>) =>
    (await playwright.request.newContext({ baseURL, extraHTTPHeaders: headers })).post('/api/otlp/v1/logs', { data });
  expect((await send({})).status()).toBe(401);
  for (let time = 0; time < 2; time++) {
    const answer = await send({ authorization: `ApiKey ${encoded}` });
    expect([answer.status(), await answer.json()]).toEqual([200, {}]);
  }
  expect(await countIn(page, 'otel-logs')).toBe(1);
  await page.goto('/ingest/otel-logs');
  await expect(page.getByRole('heading', { name: 'The line is read' })).toBeVisible();
});

test('a pipeline of their own: written, tried, listed, deleted', async ({ page }) => {
  await signIn(page);
  await page.goto('/ingest/pipelines/new');
  await page.getByLabel('Name').fill('shout');
  await page.getByLabel('Pipeline').fill('{"description":"Louder","processors":[{"uppercase":{"field":"message"}}]}');
  await page.getByLabel(/^Lines/).fill('hello there');
  await expect(page.getByRole('definition').filter({ hasText: 'HELLO THERE' })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: 'shout' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'oriel-checkout-lines' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'shout' })).toBeHidden();
});

test('lines by address: an API key, gzip not needed, the same place twice is there once', async ({ page, playwright, baseURL }) => {
  await signIn(page);
  const made = await page.request.post('/api/api-keys', { data: { name: 'Shipper', patterns: ['checkout-lines'], canWrite: true } });
  const { encoded } = (await made.json()) as { encoded: string };
  const shipper = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `ApiKey ${encoded}`, 'content-type': 'text/plain', 'oriel-position': 'app.log:0' },
  });
  const before = await countIn(page, 'checkout-lines');
  for (let time = 0; time < 2; time++) {
    const sent = await shipper.post('/api/ingest/checkout-lines', { data: `${lines.slice(0, 3).join('\n')}\n` });
    expect([sent.status(), await sent.json()]).toEqual([200, { accepted: 3, rejected: [] }]);
  }
  expect(await countIn(page, 'checkout-lines')).toBe(before + 3);
  expect((await shipper.post('/api/ingest/another', { data: 'x\n' })).status()).toBe(403);
});

test('a Parquet file: looked at, stored, found', async ({ page }) => {
  await signIn(page);
  const rows = 7_000;
  const startMs = Date.now() - 3_600_000;
  const column = (of: (at: number) => unknown) => Array.from({ length: rows }, (_, at) => of(at)) as never;
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: '@timestamp', data: column((at) => new Date(startMs + at * 100)), type: 'TIMESTAMP' },
      { name: 'sensor', data: column((at) => `s${at % 5}`), type: 'STRING' },
      { name: 'celsius', data: column((at) => 20 + (at % 10) / 4), type: 'DOUBLE' },
    ],
  });
  await page.goto('/ingest/new');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sensors.parquet', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await expect(page.getByRole('heading', { name: /^Read as/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'All 100 lines are read' })).toBeVisible();
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText(/7,000 stored/)).toBeVisible({ timeout: 60_000 });
  const found = await page.request.post('/api/es/sensors/_search', {
    data: { size: 0, track_total_hits: true, aggs: { by: { terms: { field: 'sensor' } }, mean: { avg: { field: 'celsius' } } } },
  });
  const answer = await found.json();
  expect(answer.hits.total.value).toBe(rows);
  expect(answer.aggregations.by.buckets).toHaveLength(5);
  expect(answer.aggregations.mean.value).toBeCloseTo(21.125, 3);
});

test('a Parquet file attached as it is: searched, and only read', async ({ page }) => {
  await signIn(page);
  const rows = 400_000;
  const column = (of: (at: number) => unknown) => Array.from({ length: rows }, (_, at) => of(at)) as never;
  const startMs = Date.now() - 3_600_000;
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'taken', data: column((at) => new Date(startMs + at * 5)), type: 'TIMESTAMP' },
      { name: 'engine', data: column((at) => `e${at % 5}`), type: 'STRING' },
      { name: 'noise', data: column((at) => Math.sin(at) * 1_000), type: 'DOUBLE' },
    ],
  });
  expect(bytes.byteLength).toBeGreaterThan(4 * 1024 * 1024);
  await page.goto('/ingest/new');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'Engines 2026.parquet', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await page.getByRole('button', { name: 'Attach' }).click();
  await expect(page.getByText('400,000 rows can be searched.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Look at it in Discover' }).click();
  await expect(page).toHaveURL(/view=engines-2026/);
  await expect(page.getByText(/^400,000/)).toBeVisible();
  const found = await page.request.post('/api/es/engines-2026/_search', {
    data: { size: 0, track_total_hits: true, query: { term: { engine: 'e3' } }, aggs: { most: { max: { field: 'noise' } } } },
  });
  const answer = await found.json();
  expect(answer.hits.total.value).toBe(rows / 5);
  expect(answer.aggregations.most.value).toBeGreaterThan(999);
  const refused = await page.request.post('/api/es/engines-2026/_doc', { data: { engine: 'new' } });
  expect(refused.status()).toBe(403);
});

test('the pages of sources are accessible', async ({ page }) => {
  await signIn(page);
  for (const place of ['/ingest', '/ingest/new', '/ingest/checkout-lines', '/ingest/pipelines', '/ingest/pipelines/new']) {
    await page.goto(place);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.target]),
      place,
    ).toEqual([]);
  }
});
