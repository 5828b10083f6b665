import { copyDashboard, expect, painted, signIn, test } from './oriel';

test('grid: drag, resize, delete; what is saved is what was seen', async ({ page }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'Grid');
  const saved = async () =>
    (await (await page.request.get(`/api/dashboards/${id}`)).json()).document.panels as {
      id: string;
      title: string;
      layout: { x: number; y: number; w: number; h: number };
    }[];
  const before = await saved();
  await page.goto(`/dashboards/${id}`);
  await painted(page, 4);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const panel = page.locator('.react-grid-item').filter({ hasText: 'Requests by service' });
  const handle = panel.locator('.react-resizable-handle');
  await handle.scrollIntoViewIfNeeded();
  const start = await panel.boundingBox();
  const corner = await handle.boundingBox();
  if (!start || !corner) throw new Error('no panel');
  await page.mouse.move(corner.x + 8, corner.y + 8);
  await page.mouse.down();
  await page.mouse.move(corner.x - 100, corner.y + 90, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await panel.boundingBox())?.width ?? 0).toBeLessThan(start.width - 60);
  await expect.poll(async () => (await panel.boundingBox())?.height ?? 0).toBeGreaterThan(start.height + 30);

  const metric = page.locator('.react-grid-item').filter({ hasText: 'Revenue' }).first();
  const at = await metric.boundingBox();
  if (!at) throw new Error('no metric');
  await page.mouse.move(at.x + 30, at.y + 18);
  await page.mouse.down();
  await page.mouse.move(at.x + 400, at.y + 18, { steps: 10 });
  await page.mouse.up();
  await expect.poll(async () => (await metric.boundingBox())?.x ?? 0).toBeGreaterThan(at.x + 150);

  const doomed = page.getByRole('article', { name: 'Failed payments' });
  await doomed.hover();
  await doomed.getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(doomed).toHaveCount(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();

  const after = await saved();
  const layout = (panels: typeof before, title: string) => panels.find((one) => one.title === title)?.layout;
  expect(after).toHaveLength(before.length - 1);
  expect(layout(after, 'Failed payments')).toBeUndefined();
  expect(layout(after, 'Requests by service')?.w).toBeLessThan(layout(before, 'Requests by service')?.w ?? 0);
  expect(layout(after, 'Requests by service')?.h).toBeGreaterThan(layout(before, 'Requests by service')?.h ?? 0);
  expect(layout(after, 'Revenue')?.x).toBeGreaterThan(layout(before, 'Revenue')?.x ?? 0);
  const overlap = (a: (typeof after)[number]['layout'], b: (typeof after)[number]['layout']) =>
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  for (const [index, one] of after.entries())
    for (const other of after.slice(index + 1))
      expect(overlap(one.layout, other.layout), `${one.title} and ${other.title} overlap`).toBe(false);
});

test('anomaly results of someone else are chosen in the builder and drawn over a chart', async ({ page }) => {
  await signIn(page);
  const hour = 3_600_000;
  const end = Math.floor(Date.now() / hour) * hour;
  const lines = Array.from({ length: 24 }, (_, index) => {
    const odd = index === 12;
    return [
      JSON.stringify({ index: {} }),
      JSON.stringify({
        '@timestamp': new Date(end - (23 - index) * hour).toISOString(),
        entity: 'shop',
        score: odd ? 91 : 3,
        value: odd ? 9_000 : 4_000,
        expected: 4_000,
        lower: 3_000,
        upper: 5_000,
        model: 'isolation-forest',
        ...(odd ? { sentence: 'The notebook says so' } : {}),
      }),
    ].join('\n');
  });
  const mapping = { mappings: { properties: { '@timestamp': { type: 'date' }, entity: { type: 'keyword' }, model: { type: 'keyword' } } } };
  // a cluster of one's own may hold it from an earlier run
  await page.request.delete('/api/es/results');
  expect((await page.request.put('/api/es/results', { data: mapping })).status()).toBe(200);
  const bulk = await page.request.post('/api/es/results/_bulk?refresh=true', {
    data: `${lines.join('\n')}\n`,
    headers: { 'content-type': 'application/x-ndjson' },
  });
  expect((await bulk.json()).errors).toBe(false);
  const view = {
    title: 'Notebook results',
    pattern: 'results',
    timeField: '@timestamp',
    description: '',
    roles: ['editor'],
    fieldFormats: {},
    columns: [],
  };
  expect((await page.request.post('/api/data-views', { data: view })).status()).toBe(201);

  const id = await copyDashboard(page, 'storefront', 'With results');
  await page.goto(`/dashboards/${id}?edit=true`);
  const chart = page.getByRole('article', { name: 'Requests by service' });
  await chart.hover();
  await chart.getByRole('button', { name: 'Panel actions' }).click();
  await page.locator('.item').filter({ hasText: 'Edit' }).click();
  await page.getByLabel('Results of someone else').selectOption({ label: 'Notebook results' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(chart.getByText('1 anomaly')).toBeVisible();
});

test('a press before the code has come is kept, not lost', async ({ page }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'Slow line');
  await page.setViewportSize({ width: 1440, height: 1600 });
  await page.goto('/dashboards');
  await page.route('**/_next/static/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await page.goto(`/dashboards/${id}`, { waitUntil: 'commit' });
  await page
    .getByRole('article', { name: 'Slowest pages' })
    .getByRole('button', { name: /checkout\/payment/ })
    .click();
  await expect(page.getByRole('button', { name: /^Filter url.path is/ })).toBeVisible();
});
