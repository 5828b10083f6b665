import { expect, signIn, test } from './oriel';

test('a shared page that is only looked at loads no chart code; touched, its charts come alive', async ({ page, browser }) => {
  await signIn(page);
  const made = await page.request.post('/api/dashboards/storefront/links', { data: { kind: 'link', allowedOrigins: [] } });
  const { token } = (await made.json()) as { token: string };
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const reader = await context.newPage();
  // the first visit tells the server about the screen
  await reader.goto(`/share/${token}`);
  await reader.waitForLoadState('networkidle');
  let charts = 0;
  reader.on('response', async (answer) => {
    if (answer.url().includes('.js') && (await answer.text().catch(() => '')).includes('zrender')) charts++;
  });
  await reader.goto(`/share/${token}`);
  const requests = reader.getByRole('article', { name: 'Requests by service' });
  await expect(requests.locator('svg path').first()).toBeAttached();
  await reader.waitForTimeout(2_500);
  expect(charts).toBe(0);
  await expect(requests.locator('[_echarts_instance_]')).toHaveCount(0);
  await reader.mouse.move(400, 400);
  await expect(requests.locator('[_echarts_instance_]')).toHaveCount(1);
  expect(charts).toBeGreaterThan(0);
  await context.close();
});
