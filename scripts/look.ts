import { chromium } from '@playwright/test';

const base = 'http://127.0.0.1:3100';
const [, , what = 'all', theme = 'light', size = '1440x900'] = process.argv;
const [w, h] = size.split('x').map(Number);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const context = await browser.newContext({ viewport: { width: w ?? 1440, height: h ?? 900 }, colorScheme: theme as 'light' });
const page = await context.newPage();
page.on('console', (m) => m.type() === 'error' && console.log('console:', m.text().slice(0, 400)));
page.on('pageerror', (e) => console.log('pageerror:', e.message.slice(0, 400)));
const setup = process.env.SETUP;
if (setup) {
  await page.goto(setup);
  await page.screenshot({ path: '/tmp/s-setup.png' });
  await page.fill('[name=name]', 'Mira Keller');
  await page.fill('[name=email]', 'mira@example.com');
  await page.fill('[name=password]', 'correct-horse-battery');
  await page.click('button[type=submit]');
  await page.waitForURL('**/dashboards');
} else {
  await page.goto(`${base}/login`);
  await page.fill('[name=email]', 'mira@example.com');
  await page.fill('[name=password]', 'correct-horse-battery');
  await page.click('button[type=submit]');
  await page.waitForURL('**/dashboards');
}
for (const target of what.split(',')) {
  await page.goto(`${base}/${target.replace('+', '?')}`);
  await page.waitForTimeout(Number(process.env.WAIT ?? 3500));
  if (process.env.CLICK)
    for (const c of process.env.CLICK.split('|')) {
      await page.click(c);
      await page.waitForTimeout(1500);
    }
  const file = `/tmp/s-${target.replace(/[^a-z0-9]+/gi, '-')}-${theme}-${w}.png`;
  await page.screenshot({ path: file, fullPage: process.env.FULL === '1' });
  console.log(file);
}
await browser.close();
