import AxeBuilder from '@axe-core/playwright';
import { expect, painted, person, test } from './oriel';

test.use({ locale: 'de-DE' });

test('a browser that asks for German is answered in German, from the first page on; another language can be chosen', async ({ page }) => {
  await page.goto('/login');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByLabel('E-Mail').fill(person.email);
  await page.getByLabel('Passwort').fill(person.password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL('**/dashboards');
  await page.goto('/dashboards/storefront?compare=1d');
  await painted(page, 4);
  await expect(page).toHaveTitle(/Oriel/);
  await expect(page.getByRole('button', { name: 'Teilen' })).toBeVisible();
  await expect(page.getByText('Letzte 24 Stunden')).toBeVisible();
  await expect(page.getByText('ggü. dem Tag davor').first()).toBeVisible();
  // numbers as Germans write them, from the server's first picture too
  await expect(page.getByRole('article', { name: 'Failed payments' })).toContainText(/\d,\d\s*%/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);

  await page.getByRole('button', { name: `Konto von ${person.name}` }).click();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
  await page.goto('/discover?view=storefront');
  await expect(page.getByRole('link', { name: 'Discover' })).toBeVisible();
});

test('what the server refuses is said in German, and a shared link is read in it', async ({ page }) => {
  const refused = await page.request.get('/api/dashboards/storefront', { headers: { 'accept-language': 'de' } });
  expect(((await refused.json()) as { detail: string }).detail).toBe('Melden Sie sich an, um das zu sehen.');
  const english = await page.request.get('/api/dashboards/storefront', { headers: { 'accept-language': 'fr, en' } });
  expect(((await english.json()) as { detail: string }).detail).toBe('Sign in to see this.');
  await page.goto('/login');
  await page.getByLabel('E-Mail').fill(person.email);
  await page.getByLabel('Passwort').fill(person.password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL('**/dashboards');
  const made = await page.request.post('/api/dashboards/storefront/links', { data: { kind: 'link', allowedOrigins: [] } });
  const { token } = (await made.json()) as { token: string };
  await page.context().clearCookies();
  await page.goto(`/share/${token}`);
  await painted(page, 4);
  await expect(page.getByText(`Geteilt von ${person.name}`)).toBeVisible();
});

test('the messages of a language are kept by the browser, and one that is not there is not', async ({ page }) => {
  const answer = await page.request.get('/languages/de?v=1');
  expect(answer.headers()['cache-control']).toContain('immutable');
  expect(await answer.text()).toMatch(/^globalThis\.orielMessages=\{"de":\{/);
  expect((await page.request.get('/languages/xx')).status()).toBe(404);
});
