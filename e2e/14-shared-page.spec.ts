import { expect, signIn, test } from './oriel';

test('a shared page that is only looked at starts no chart; touched, its charts come alive', async ({ page, browser }) => {
  await signIn(page);
  const made = await page.request.post('/api/dashboards/storefront/links', { data: { kind: 'link', allowedOrigins: [] } });
  const { token } = (await made.json()) as { token: string };
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const reader = await context.newPage();
  // the first visit tells the server about the screen
  await reader.goto(`/share/${token}`);
  await reader.waitForLoadState('networkidle');
  await reader.goto(`/share/${token}`);
  const requests = reader.getByRole('article', { name: 'Requests by service' });
  await expect(requests.locator('svg path').first()).toBeAttached();
  await reader.waitForTimeout(2_500);
  await expect(requests.locator('[_echarts_instance_]')).toHaveCount(0);
  await reader.mouse.move(400, 400);
  await expect(requests.locator('[_echarts_instance_]')).toHaveCount(1);
  await context.close();
});
