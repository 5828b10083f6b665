import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';

/**
 * Navigation to the first panel and to all panels in view painted, cold and warm, medians of seven, the JavaScript each page loads
 * before anybody touches it, and the largest paint of a shared page on a phone.
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
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('.js')) scripts.push(response.body());
  });
  await page.goto(path);
  await page.waitForTimeout(4_000);
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
  await context.close();
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

/**
 * Largest contentful paint of a page on a phone, ms: 390 × 844, Chrome's "Fast 4G" (9 Mbit/s with a latency of 165 ms, as DevTools has it), a
 * processor four times slower. The second visit: the first has told the server about the screen.
 */
async function largestPaint(path: string) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const warm = await context.newPage();
  await warm.goto(path);
  await warm.waitForTimeout(2_000);
  await warm.close();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 165,
      downloadThroughput: (9_000_000 / 8) * 0.9,
      uploadThroughput: (1_500_000 / 8) * 0.9,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        (window as unknown as { __largest: number }).__largest = list.getEntries().at(-1)?.startTime ?? 0;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await page.goto(path);
    await page.waitForTimeout(3_000);
    times.push(await page.evaluate(() => (window as unknown as { __largest: number }).__largest));
    await page.close();
  }
  await context.close();
  return median(times);
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
  ['share', `/share/${share}`, 250],
  ['embed', `/embed/${embed}`, 250],
  ['dashboard', '/dashboards/storefront', 0],
  ['discover', '/discover', 0],
] as const) {
  const size = await bytes(path);
  console.log(
    `${name}: ${size.toFixed(0)} kB of JavaScript, gz${target ? ` (target ${target}, ratio ${(size / target).toFixed(2)})` : ''}`,
  );
}
const largest = await largestPaint(`/share/${share}`);
console.log(`share on a phone: largest paint ${largest.toFixed(0)} ms (target 1000, ratio ${(largest / 1000).toFixed(2)})`);
await browser.close();
