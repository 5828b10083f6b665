import AxeBuilder from '@axe-core/playwright';
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
  await expect(page.getByRole('definition').filter({ hasText: 'worker-0' }).first()).toBeVisible();
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
  const fixed = await page.request.get('/api/es/_ingest/pipeline/oriel-checkout-lines');
  const { 'oriel-checkout-lines': pipeline } = (await fixed.json()) as Record<string, object>;
  const mended = JSON.parse(JSON.stringify(pipeline).replaceAll('(?<log.level>INFO)', '%{WORD:log.level}')) as object;
  expect((await page.request.put('/api/es/_ingest/pipeline/oriel-checkout-lines', { data: mended })).status()).toBe(200);
  await row.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('9 lines were read this time.')).toBeVisible();
});

test('lines by address: an API key, gzip not needed, the same place twice is there once', async ({ page, playwright, baseURL }) => {
  await signIn(page);
  const made = await page.request.post('/api/api-keys', { data: { name: 'Shipper', patterns: ['checkout-lines'], canWrite: true } });
  const { encoded } = (await made.json()) as { encoded: string };
  const shipper = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `ApiKey ${encoded}`, 'content-type': 'text/plain', 'oriel-position': 'app.log:0' },
  });
  for (let time = 0; time < 2; time++) {
    const sent = await shipper.post('/api/ingest/checkout-lines', { data: `${lines.slice(0, 3).join('\n')}\n` });
    expect([sent.status(), await sent.json()]).toEqual([200, { accepted: 3, rejected: [] }]);
  }
  await page.request.post('/api/es/checkout-lines/_refresh');
  const count = await page.request.get('/api/es/checkout-lines/_count');
  expect(((await count.json()) as { count: number }).count).toBe(63);
  expect((await shipper.post('/api/ingest/another', { data: 'x\n' })).status()).toBe(403);
});

test('the pages of sources are accessible', async ({ page }) => {
  await signIn(page);
  for (const place of ['/ingest', '/ingest/new']) {
    await page.goto(place);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.target]),
      place,
    ).toEqual([]);
  }
});
