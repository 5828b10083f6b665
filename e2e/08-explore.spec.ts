import { clean, expect, incidentOf, painted, signIn, test } from './oriel';

test('from the spike to the field that explains it: three clicks, nothing typed', async ({ page }) => {
  await signIn(page);
  await page.goto('/dashboards/storefront');
  await painted(page, 4);
  const errors = page.getByRole('article', { name: 'Server errors' });
  await expect(errors.getByText(/\d anomal/)).toBeVisible();
  await errors.locator('path[fill="#d4267c"]').first().click();
  await page.getByRole('button', { name: 'Explain this' }).click();
  const found = page.getByRole('region', { name: 'What is different' });
  await expect(found.getByRole('row').filter({ hasText: 'northpay' }).first()).toBeVisible();
  const places = (await found.getByRole('row').allTextContents()).slice(1, 5).join('\n');
  expect(places).toContain('payment.provider northpay');
  await clean(page, 'explain');
  await found.getByRole('button', { name: 'Chart payment.provider northpay' }).click();
  await expect(found.getByRole('button', { name: 'Chart payment.provider northpay' })).toHaveAttribute('aria-pressed', 'true');
  await found.getByRole('button', { name: 'Only payment.provider northpay' }).click();
  await expect(page.getByRole('button', { name: 'Filter payment.provider is northpay', exact: true })).toBeVisible();
});

test('a time chosen by hand, and what it is compared with', async ({ page }) => {
  await signIn(page);
  const { from, to } = await incidentOf(page);
  await page.goto(`/discover?view=storefront&from=now-24h&to=now&explain=${from}~${to}`);
  const found = page.getByRole('region', { name: 'What is different' });
  await expect(found.getByText('504').first()).toBeVisible();
  await found.getByLabel('Compared with').selectOption('week');
  await expect(page).toHaveURL(/against=week/);
  await expect(found.getByText('504').first()).toBeVisible();
  await page.getByRole('button', { name: 'Back to the documents' }).click();
  await expect(page.getByRole('button', { name: 'Explain a spike' })).toBeVisible();
  await page.getByRole('button', { name: 'Explain a spike' }).click();
  const box = await page.locator('.histo').boundingBox();
  if (!box) throw new Error('no histogram');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/explain=20/);
});

test('patterns: the incident is a new shape; its documents are one click away', async ({ page }) => {
  await signIn(page);
  const { from, to } = await incidentOf(page);
  await page.goto(`/discover?view=storefront&from=${from}&to=${to}`);
  await page.getByRole('radio', { name: 'Patterns' }).click();
  const incident = page.getByRole('region', { name: 'Patterns' }).getByRole('row').filter({ hasText: 'provider=northpay' });
  await expect(incident.getByText('new')).toBeVisible();
  await clean(page, 'patterns');
  const count = Number(await incident.locator('td b').first().textContent());
  await incident.getByRole('button', { name: /^Only/ }).click();
  await expect(page.locator('.summary b')).toHaveText(String(count));
});

test('a search is saved, opened by the palette, and alerted on', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover?view=storefront&q=http.response.status_code%20%3E%3D%20500');
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await page.getByLabel('Name of the search').fill('Server trouble');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as Server trouble.')).toBeVisible();
  await page.goto('/dashboards');
  await page.getByRole('heading', { name: 'Dashboards' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('trouble');
  await clean(page, 'palette');
  await page.keyboard.press('Enter');
  await page.waitForURL(/discover\?.*status_code/);
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await page.getByRole('link', { name: 'Alert on Server trouble' }).click();
  await expect(page.getByRole('heading', { name: /^In the last week it would have fired/ })).toBeVisible();
  await page.getByRole('button', { name: 'Save rule' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Server trouble' });
  await expect(row.getByText(/of a saved search/)).toBeVisible();
  await row.getByRole('switch').click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.waitForURL('**/discover');
});

test('the kinds of panels that need a certain field find one by themselves', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'New dashboard', exact: true }).click();
  await page.waitForURL(/dashboards\/.+edit=true/);
  await page.getByRole('button', { name: 'New panel' }).click();
  const builder = page.getByRole('complementary', { name: 'Panel builder' });
  await builder.getByLabel('Panel title').fill('New kind');
  for (const [kind, words] of [
    ['Treemap', /^New kind: \S+ [\d.]+%/],
    ['Box plot', /^New kind: all median/],
  ] as const) {
    await builder.getByRole('radio', { name: kind }).click();
    await expect(builder.getByRole('img', { name: words })).toBeVisible();
  }
  await builder.getByRole('radio', { name: 'Bullet' }).click();
  await builder.getByLabel('Target', { exact: true }).fill('1000000000');
  await expect(builder.getByText('The target is missed.')).toBeAttached();
});

test('a formula: pointed at where it is wrong, drawn where it is right', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'New dashboard', exact: true }).click();
  await page.waitForURL(/dashboards\/.+edit=true/);
  await page.getByRole('button', { name: 'New panel' }).click();
  const builder = page.getByRole('complementary', { name: 'Panel builder' });
  await builder.getByLabel('Panel title').fill('Slowness');
  await builder.getByLabel('Vertical: aggregation').selectOption('formula');
  const formula = builder.getByLabel('Formula', { exact: true });
  await formula.fill('p95(event.duration) / avg(event.duration');
  await expect(builder.getByRole('alert').filter({ hasText: 'to close avg' })).toBeVisible();
  await formula.fill('p95(event.duration) / avg(event.duration)');
  await expect(builder.getByRole('img', { name: /^Slowness: [\d.]+ to [\d.]+/ })).toBeVisible();
  await builder.getByLabel('Course').selectOption('smooth');
  await builder.getByRole('radio', { name: 'Logarithmic' }).click();
  await expect(builder.getByRole('img', { name: /^Slowness: [\d.]+ to [\d.]+/ })).toBeVisible();
});
