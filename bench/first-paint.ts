import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';

/**
 * Navigation to the first panel and to all panels in view painted, cold and warm, medians of seven, and the JavaScript each page loads.
 * Needs a running Oriel with the Storefront loaded (ORIEL_SAMPLE_SCALE=3.7 npm start makes about a million documents) and an account.
 */
const base = process.env.ORIEL_URL ?? 'http://127.0.0.1:3000';
const { ORIEL_EMAIL: email = '', ORIEL_PASSWORD: password = '' } = process.env;
const rounds = 7;
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const viewport = { width: 1440, height: 2000 };
const door = await browser.newContext({ baseURL: base, viewport });
const signIn = await door.newPage();
await signIn.goto('/login');
await signIn.getByLabel('Email').fill(email);
await signIn.getByLabel('Password').fill(password);
await signIn.getByRole('button', { name: 'Sign in' }).click();
await signIn.waitForURL('**/dashboards');
const storageState = await door.storageState();
const link = async (kind: string) =>
  (
    await (
      await door.request.post('/api/dashboards/storefront/links', {
        data: { kind, allowedOrigins: kind === 'embed' ? ['http://127.0.0.1:1'] : [] },
      })
    ).json()
  ).token as string;
const [share, embed] = [await link('link'), await link('embed')];

/** Watches the page from its first moment: when the first and when the last panel in view was painted. */
const watch = `(() => {
  const seen = { first: 0, all: 0 };
  window.__paint = seen;
  const look = () => {
    const panels = [...document.querySelectorAll('[data-panel]')].filter((p) => p.offsetParent && p.getBoundingClientRect().top < innerHeight);
    const done = panels.filter((p) => p.dataset.painted === 'true' && !p.querySelector('.sk'));
    if (done.length > 0 && !seen.first) seen.first = performance.now();
    if (panels.length > 0 && done.length === panels.length && !seen.all) seen.all = performance.now();
    if (!seen.all) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

async function paint(page: Page, path: string) {
  await page.goto(path, { waitUntil: 'commit' });
  await page.waitForFunction(() => ((window as unknown as { __paint?: { all: number } }).__paint?.all ?? 0) > 0, undefined, {
    timeout: 60_000,
  });
  return (await page.evaluate(() => (window as unknown as { __paint: unknown }).__paint)) as { first: number; all: number };
}

async function measure(path: string, cold: boolean) {
  const results: { first: number; all: number }[] = [];
  let context = await browser.newContext({ baseURL: base, storageState, viewport });
  let page = await context.newPage();
  await page.addInitScript(watch);
  if (!cold) await paint(page, path);
  for (let round = 0; round < rounds; round++) {
    if (cold) {
      await context.close();
      context = await browser.newContext({ baseURL: base, storageState, viewport });
      page = await context.newPage();
      await page.addInitScript(watch);
    }
    results.push(await paint(page, path));
    // the page before is not part of the next navigation: let it come to rest
    await page.waitForTimeout(2_000);
  }
  await context.close();
  return { first: median(results.map((result) => result.first)), all: median(results.map((result) => result.all)) };
}

async function bytes(path: string) {
  const context = await browser.newContext({ baseURL: base, storageState });
  const page = await context.newPage();
  let total = 0;
  page.on('response', async (response) => {
    if (response.url().includes('.js')) total += gzipSync(await response.body().catch(() => Buffer.alloc(0))).length;
  });
  await page.goto(path);
  await page.waitForTimeout(4_000);
  await context.close();
  return total / 1000;
}

const count = await (await door.request.post('/api/es/shop-logs/_count', { data: {} })).json();
console.log(`Storefront: ${Number(count.count).toLocaleString('en-GB')} documents, medians of ${rounds}`);
for (const cold of [true, false]) {
  const { first, all } = await measure('/dashboards/storefront', cold);
  console.log(
    `dashboard ${cold ? 'cold' : 'warm'}: first panel ${first.toFixed(0)} ms (target 300, ratio ${(first / 300).toFixed(2)}), all ${all.toFixed(0)} ms (target 1000, ratio ${(all / 1000).toFixed(2)})`,
  );
}
for (const [name, path, target] of [
  ['share', `/share/${share}`, 450],
  ['embed', `/embed/${embed}`, 450],
  ['dashboard', '/dashboards/storefront', 0],
  ['discover', '/discover', 0],
] as const) {
  const size = await bytes(path);
  console.log(
    `${name}: ${size.toFixed(0)} kB of JavaScript, gz${target ? ` (target ${target}, ratio ${(size / target).toFixed(2)})` : ''}`,
  );
}
await browser.close();
