import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { stateFile } from './global-setup';

export const person = { name: 'Mira Keller', email: 'mira@example.com', password: 'correct-horse-battery' };

export const started = () =>
  JSON.parse(readFileSync(stateFile, 'utf8')) as { pid: number; home: string; setupLink: string; issuer: string };

/** A page whose console errors fail the test. Refused network answers that a test provokes are named in `allowed`. */
export const test = base.extend<{ allowed: RegExp[] }>({
  allowed: [[], { option: true }],
  page: async ({ page, allowed }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await use(page);
    expect(errors.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
  },
});

export { expect };

export async function signIn(page: Page) {
  await page.goto('/login');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/dashboards');
}

/** Waits until every panel near the screen has its picture or its words. */
export async function painted(page: Page, least = 1) {
  await expect.poll(() => page.locator('[data-panel][data-painted="true"]').count()).toBeGreaterThanOrEqual(least);
}

/** Waits until what is about to be pressed has come to rest: a chart that still moves would be missed, and pressed twice. */
export async function still(locator: Locator): Promise<Locator> {
  let before = '';
  await expect
    .poll(async () => {
      const now = JSON.stringify(await locator.boundingBox());
      const rests = now === before;
      before = now;
      return rests;
    })
    .toBe(true);
  return locator;
}

/** A copy of a sample dashboard, so that a test changes nothing that others read. */
export async function copyDashboard(page: Page, id: string, title: string): Promise<string> {
  const { document } = await (await page.request.get(`/api/dashboards/${id}`)).json();
  const made = await page.request.post('/api/dashboards', { data: { document: { ...document, title, refreshMs: 0 } } });
  return (await made.json()).id;
}

/** No rule of axe is broken; `what` says where. */
export async function clean(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => [id, nodes[0]?.target]),
    what,
  ).toEqual([]);
}

/** When northpay failed, from the documents themselves. */
export async function incidentOf(page: Page): Promise<{ from: string; to: string }> {
  const body = {
    size: 0,
    query: { bool: { filter: [{ term: { 'payment.provider': 'northpay' } }, { term: { 'http.response.status_code': 504 } }] } },
    aggs: { from: { min: { field: '@timestamp' } }, to: { max: { field: '@timestamp' } } },
  };
  const answer = await (await page.request.post('/api/es/shop-logs/_search', { data: body })).json();
  const iso = (ms: number) => new Date(ms).toISOString();
  return { from: iso(answer.aggregations.from.value), to: iso(answer.aggregations.to.value + 1) };
}
