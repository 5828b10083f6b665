import type { Page } from '@playwright/test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { copyDashboard, expect, painted, signIn, still, test } from './oriel';

/**
 * Twelve people and what they want to know or do, on the sample shop. Each walk counts what it costs: clicks (choices in a list are one), and
 * keys, of which none may be pressed: nobody here writes a query.
 */
async function counted(page: Page): Promise<() => { clicks: number; keys: number }> {
  const cost = { clicks: 0, keys: 0 };
  await page.exposeFunction('orielCost', (what: 'clicks' | 'keys') => void cost[what]++);
  const watch = () => {
    const tell = (window as unknown as { orielCost: (what: string) => void }).orielCost;
    // a click on a label is one more on its control; a choice in a list is a change without a click
    const seen = new WeakSet<Event>();
    window.addEventListener('pointerup', (event) => event.isTrusted && !seen.has(event) && tell('clicks'), true);
    window.addEventListener('change', (event) => (event.target as HTMLElement).tagName === 'SELECT' && tell('clicks'), true);
    window.addEventListener('keydown', () => tell('keys'), true);
  };
  await page.addInitScript(watch);
  await page.evaluate(watch);
  return () => ({ ...cost });
}

async function start(page: Page, place: string) {
  await signIn(page);
  await page.goto(place);
  return counted(page);
}

const article = (page: Page, name: string) => page.getByRole('article', { name });

test('a manager wants to know which country lost revenue since yesterday: 7 clicks', async ({ page }) => {
  const cost = await start(page, '/dashboards/storefront');
  await painted(page, 4);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Panel', exact: true }).click();
  const builder = page.getByRole('complementary', { name: 'Panel builder' });
  await builder.getByRole('button', { name: 'client.geo.country_iso_code', exact: true }).click();
  await builder.getByRole('radio', { name: 'Change' }).click();
  await builder.getByRole('combobox', { name: /aggregation/ }).selectOption('sum');
  await builder.getByRole('combobox', { name: /field/i }).selectOption('payment.amount');
  await expect(builder.getByRole('img', { name: /: from €.* to €.*\. [A-Z]{2} (minus|plus) €/ })).toBeVisible();
  await builder.getByRole('button', { name: 'Apply' }).click();
  expect(cost()).toEqual({ clicks: 7, keys: 0 });
});

test('an engineer on call wants to know what broke: 3 clicks', async ({ page }) => {
  const cost = await start(page, '/dashboards/storefront');
  const errors = article(page, 'Server errors');
  await expect(errors.getByText(/\d anomal/)).toBeVisible();
  await (await still(errors.locator('path[fill="#d4267c"]').first())).click();
  await page.getByRole('button', { name: 'Explain this' }).click();
  const found = page.getByRole('region', { name: 'What is different' });
  await (await still(found.getByRole('button', { name: 'Only payment.provider northpay' }))).click();
  await expect(page.getByRole('button', { name: 'Filter payment.provider is northpay', exact: true })).toBeVisible();
  expect(cost()).toEqual({ clicks: 3, keys: 0 });
});

test('an executive opens a link on the phone and wants the week instead of the day: 2 clicks', async ({ page, browser }) => {
  await signIn(page);
  await page.goto('/dashboards/storefront');
  const made = await page.request.post('/api/dashboards/storefront/links', { data: { kind: 'link', allowedOrigins: [] } });
  const { token } = (await made.json()) as { token: string };
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'en-GB' });
  const phone = await context.newPage();
  await phone.goto(`/share/${token}`);
  await painted(phone, 2);
  const cost = await counted(phone);
  const day = await article(phone, 'Revenue').locator('.val').textContent();
  await phone.getByRole('button', { name: /^Time: / }).click();
  await phone.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(article(phone, 'Revenue').locator('.val')).not.toHaveText(day ?? '');
  expect(cost()).toEqual({ clicks: 2, keys: 0 });
  await context.close();
});

test('a product team wants a dashboard in its own page: 3 clicks, and its address', async ({ page }) => {
  const cost = await start(page, '/dashboards/storefront');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('radio', { name: 'Embed in a page' }).click();
  await page.getByRole('textbox', { name: /^Pages that may show it/ }).fill('https://www.example.com');
  await page.getByRole('button', { name: 'Make embed' }).click();
  await expect(page.getByRole('textbox', { name: 'Embed code' })).toHaveValue(/<iframe/);
  expect(cost()).toEqual({ clicks: 3, keys: 0 });
});

test('an analyst wants the slow pages of German customers: 2 clicks', async ({ page }) => {
  const cost = await start(page, '/dashboards/storefront');
  const slowest = article(page, 'Slowest pages');
  await expect(slowest.getByRole('button').first()).toBeVisible();
  const before = await slowest.textContent();
  await page.getByRole('button', { name: 'Country: all' }).click();
  await page.getByRole('checkbox', { name: /^DE/ }).check();
  await expect(slowest).not.toHaveText(before ?? '');
  expect(cost()).toEqual({ clicks: 2, keys: 0 });
});

test('a support agent wants to see what happened around one log line: 2 clicks', async ({ page }) => {
  const cost = await start(page, '/discover?view=storefront');
  await page.getByRole('button', { name: 'Open document' }).nth(12).click();
  await page.getByRole('tab', { name: 'Around' }).click();
  await expect(page.getByRole('list', { name: 'Documents around this one' }).getByRole('listitem')).toHaveCount(21);
  expect(cost()).toEqual({ clicks: 2, keys: 0 });
});

test('a controller wants all failed payments in a spreadsheet: 4 clicks', async ({ page }) => {
  const cost = await start(page, '/discover?view=storefront');
  await page.getByRole('button', { name: 'Statistics of event.outcome' }).click();
  await page.getByRole('button', { name: 'Only failure' }).click();
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByRole('radio', { name: /^CSV/ })).toBeChecked();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all matching documents' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  expect(cost()).toEqual({ clicks: 4, keys: 0 });
});

test('an operator wants to be told when requests stay away: 3 clicks', async ({ page }) => {
  const cost = await start(page, '/dashboards/storefront');
  const panel = article(page, 'Requests by service');
  await panel.hover();
  await panel.getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('link', { name: 'Alert on this' }).click();
  await expect(page.getByRole('heading', { name: /^In the last week/ })).toBeVisible();
  await page.getByRole('button', { name: 'Save rule' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Requests by service' }).first()).toBeVisible();
  expect(cost()).toEqual({ clicks: 3, keys: 0 });
});

test('a security analyst wants the kinds of messages that are new: 1 click', async ({ page }) => {
  const cost = await start(page, '/discover?view=storefront');
  await page.getByRole('radio', { name: 'Patterns' }).click();
  const patterns = page.getByRole('region', { name: 'Patterns' });
  await expect(patterns.getByRole('row').nth(1)).toBeVisible();
  expect(await patterns.getByRole('row').count()).toBeGreaterThan(3);
  expect(cost()).toEqual({ clicks: 1, keys: 0 });
});

test('a data scientist wants to look at a Parquet file: 2 clicks', async ({ page }) => {
  const cost = await start(page, '/ingest/new');
  const column = (of: (at: number) => unknown) => Array.from({ length: 2_000 }, (_, at) => of(at)) as never;
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: '@timestamp', data: column((at) => new Date(Date.now() - 3_600_000 + at * 1_000)), type: 'TIMESTAMP' },
      { name: 'celsius', data: column((at) => 20 + Math.sin(at / 50)), type: 'DOUBLE' },
    ],
  });
  const file = { name: 'walked.parquet', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('link', { name: 'Look at it in Discover' }).click();
  await expect(page.getByText(/^2,000/)).toBeVisible();
  expect(cost()).toEqual({ clicks: 2, keys: 0 });
});

test('somebody broke the dashboard, and its owner wants yesterday’s back: 4 clicks', async ({ page }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'To be broken');
  const { document } = await (await page.request.get(`/api/dashboards/${id}`)).json();
  const headers = { origin: new URL(page.url()).origin };
  const broken = { document: { ...document, title: 'Broken', panels: document.panels.slice(0, 1) }, baseRevision: 1 };
  expect((await page.request.put(`/api/dashboards/${id}`, { data: broken, headers })).ok()).toBe(true);
  await page.goto(`/dashboards/${id}`);
  const cost = await counted(page);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Version history' }).click();
  await page.getByRole('button', { name: 'Restore' }).first().click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'To be broken' })).toBeVisible();
  await expect(page.getByRole('article')).not.toHaveCount(1);
  expect(cost()).toEqual({ clicks: 4, keys: 0 });
});

test('a team wants a chart of a field on its dashboard, kept: 5 clicks', async ({ page }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'With one more');
  await page.goto(`/dashboards/${id}`);
  const cost = await counted(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Panel', exact: true }).click();
  const builder = page.getByRole('complementary', { name: 'Panel builder' });
  await builder.getByRole('button', { name: 'device.type', exact: true }).click();
  await expect(builder.getByRole('img', { name: /series/ })).toBeVisible();
  await builder.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  expect(cost()).toEqual({ clicks: 5, keys: 0 });
});
