import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { expect, painted, person, signIn, test } from './oriel';

const python = path.resolve('python/.venv/bin/python');

test('a rule from a panel: tried on the last week, saved, switched off', async ({ page }) => {
  await signIn(page);
  await page.getByRole('link', { name: 'Shop operations' }).click();
  await painted(page, 4);
  const panel = page.locator('[data-panel]').filter({ hasText: 'Requests by service' });
  await panel.hover();
  await panel.getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('link', { name: 'Alert on this' }).click();
  await expect(page.getByRole('heading', { name: /^In the last week/ })).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Limit' }).fill('1');
  await expect(page.getByRole('heading', { name: /^In the last week it would have fired \d+ times/ })).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Limit' }).fill('100000000');
  await expect(page.getByRole('heading', { name: 'In the last week it would never have fired.' })).toBeVisible();
  await page.getByRole('button', { name: 'Save rule' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Requests by service' });
  await expect(row).toBeVisible();
  await row.getByRole('switch').click();
  await expect(row.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
});

test('a webhook: its secret is told once, a test arrives, an internal address needs the allow-list', async ({ page }) => {
  let heard = 0;
  const receiver = createServer((_request, response) => {
    heard++;
    response.end('{}');
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  await signIn(page);
  await page.goto('/alerts/connectors');
  await page.getByRole('button', { name: 'New connector' }).first().click();
  await page.getByLabel('Name').fill('Test receiver');
  await page.getByRole('textbox', { name: 'Address' }).fill(address);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^whsec_/);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('row').filter({ hasText: 'Test receiver' }).getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('It arrived: the receiver answered 200.')).toBeVisible();
  expect(heard).toBe(1);
  const refused = await page.request.post('/api/connectors', {
    data: { kind: 'webhook', name: 'Metadata', config: { url: 'http://169.254.169.254/latest' } },
  });
  const { id } = (await refused.json()) as { id: string };
  const tested = await page.request.post(`/api/connectors/${id}/test`);
  expect([tested.status(), ((await tested.json()) as { detail: string }).detail]).toEqual([
    400,
    expect.stringContaining('internal address'),
  ]);
  receiver.close();
});

test('an API key opens what it names, and no more', async ({ page, playwright, baseURL }) => {
  await signIn(page);
  const made = await page.request.post('/api/api-keys', { data: { name: 'Reader', patterns: ['shop-logs'] } });
  const { id, encoded } = (await made.json()) as { id: string; encoded: string };
  const program = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `ApiKey ${encoded}` } });
  const count = await program.get('/api/es/shop-logs/_count');
  expect([count.status(), ((await count.json()) as { count: number }).count > 1000, count.headers()['x-elastic-product']]).toEqual([
    200,
    true,
    'Elasticsearch',
  ]);
  const page1 = await program.post('/api/es/shop-logs/_search?scroll=1m', { data: { size: 10 } });
  const { _scroll_id: scroll } = (await page1.json()) as { _scroll_id: string };
  const page2 = await program.post('/api/es/_search/scroll', { data: { scroll_id: scroll, scroll: '1m' } });
  expect(((await page2.json()) as { hits: { hits: unknown[] } }).hits.hits).toHaveLength(10);
  expect((await page.request.post('/api/es/_search/scroll', { data: { scroll_id: scroll } })).status()).toBe(403);
  expect((await program.get('/api/es/flights/_count')).status()).toBe(403);
  expect((await program.post('/api/es/shop-logs/_doc', { data: { a: 1 } })).status()).toBe(403);
  expect((await program.get('/api/dashboards')).status()).toBe(401);
  await page.request.delete(`/api/api-keys/${id}`);
  expect((await program.get('/api/es/shop-logs/_count')).status()).toBe(401);
});

test('raw lines, documents, a model, an overlay, an alert, a remedy, a recovery', async ({ page }) => {
  test.skip(!existsSync(python), 'no Python environment: npm test makes one where Python 3.11 or newer is');
  test.setTimeout(240_000);
  const { baseURL } = test.info().project.use;
  const { stdout } = await promisify(execFile)(
    python,
    ['python/examples/flask_app/run.py', '--oriel', String(baseURL), '--email', person.email, '--json'],
    { env: { ...process.env, ORIEL_PASSWORD: person.password }, timeout: 200_000 },
  );
  const facts = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as {
    dashboard: string;
    alert: string;
    anomalies: number;
    capacity: number;
    events: string[];
  };
  expect(facts.capacity).toBe(12);
  expect(facts.anomalies).toBeGreaterThanOrEqual(4);
  expect(facts.events).toEqual(expect.arrayContaining(['opened', 'notified', 'action', 'recovered']));
  await signIn(page);
  await page.goto(facts.dashboard);
  await painted(page, 4);
  await expect(page.getByText(/anomal(y|ies)$/).first()).toBeVisible();
  await page.goto(facts.alert);
  await expect(page.getByText('added capacity')).toBeVisible();
  await expect(page.getByText('2 to 12 workers', { exact: false })).toBeVisible();
  await expect(page.getByText('Time to recover')).toBeVisible();
});

test('the pages around alerts are accessible', async ({ page }) => {
  await signIn(page);
  for (const place of ['/alerts', '/alerts/rules', '/alerts/rules/new', '/alerts/connectors', '/alerts/jobs', '/api-keys']) {
    await page.goto(place);
    await page.waitForLoadState('networkidle');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.target]),
      place,
    ).toEqual([]);
  }
});
