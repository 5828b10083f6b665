import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Pictures of every page, light and dark, desktop and phone. Needs a running Oriel and an account. */
const base = process.env.ORIEL_URL ?? 'http://127.0.0.1:3000';
const { ORIEL_EMAIL: email = '', ORIEL_PASSWORD: password = '' } = process.env;
const folder = process.argv[2] ?? 'docs/images';
const wanted = process.argv[3];

if (!email || !password) {
  console.error(
    'Set ORIEL_EMAIL and ORIEL_PASSWORD to an account of the running Oriel, and ORIEL_URL if it is not at http://127.0.0.1:3000.',
  );
  process.exit(1);
}

const pages: [name: string, path: string][] = [
  ['dashboard', '/dashboards/storefront'],
  ['dashboards', '/dashboards'],
  ['discover', '/discover?view=storefront&q=http.response.status_code%20%3E%3D%20500'],
  ['console', '/console'],
  ['data', '/data-views'],
  ['people', '/people'],
  ['password', '/account'],
  ['flights', '/dashboards/flights'],
  ['earthquakes', '/dashboards/earthquakes'],
];

mkdirSync(folder, { recursive: true });
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
const first = await browser.newContext({ baseURL: base });
const door = await first.newPage();
await door.goto('/login');
await door.getByLabel('Email').fill(email);
await door.getByLabel('Password').fill(password);
await door.getByRole('button', { name: 'Sign in' }).click();
await door.waitForURL('**/dashboards');
const storageState = await first.storageState();
const made = await (
  await first.request.post('/api/dashboards/storefront/links', {
    data: { kind: 'link', label: 'screenshots', expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
  })
).json();

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of [
    ['', { width: 1440, height: 900 }],
    ['-phone', { width: 390, height: 844 }],
  ] as const) {
    const context = await browser.newContext({
      baseURL: base,
      storageState,
      colorScheme,
      viewport,
      timezoneId: 'Europe/Berlin',
      hasTouch: size !== '',
      isMobile: size !== '',
    });
    const page = await context.newPage();
    for (const [name, path] of [...pages, ['share', `/share/${made.token}`], ['login', '/login']] as const) {
      if (wanted && wanted !== name) continue;
      await page.goto(path);
      await page.waitForTimeout(3_000);
      await page.screenshot({ path: `${folder}/${name}${size}${colorScheme === 'dark' ? '-dark' : ''}.png` });
    }
    await context.close();
  }
}
await browser.close();
