import { readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { clean, expect, signIn, test } from './oriel';

const total = async (page: import('@playwright/test').Page) =>
  Number(((await page.locator('.summary b').textContent()) ?? '').replaceAll(',', ''));

test('how a field’s values lie: share, spread, distribution, a filter from a bar', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover?view=storefront');
  await page.getByRole('button', { name: 'Statistics of event.duration' }).click();
  await expect(page.getByText('Median')).toBeVisible();
  await expect(page.getByText('Middle half')).toBeVisible();
  await clean(page, 'field statistics');
  await page.locator('.bins button:not([disabled])').last().click();
  await expect(page.getByRole('button', { name: /^Filter event.duration is/ })).toBeVisible();
});

test('what happened around a document, and how it differs from another', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover?view=storefront&q=log.level%3A%20ERROR&from=now-15d&to=now');
  await page.getByRole('button', { name: 'Open document' }).nth(1).click();
  await page.getByRole('tab', { name: 'Around' }).click();
  const around = page.getByRole('list', { name: 'Documents around this one' });
  await expect(around.getByRole('listitem')).toHaveCount(21);
  // the search does not narrow what was around
  await expect(around.getByText('INFO').first()).toBeVisible();
  await page.getByRole('button', { name: 'More before it' }).click();
  await expect(around.getByRole('listitem')).toHaveCount(41);
  await page.getByRole('button', { name: 'Mark to compare' }).click();
  await page.getByRole('button', { name: 'Open document' }).first().click();
  await page.getByRole('button', { name: 'Compare with the marked one' }).click();
  const dialog = page.getByRole('dialog', { name: 'Two documents' });
  await expect(dialog.getByText(/\d+ of \d+ fields differ/)).toBeVisible();
  await expect(dialog.getByRole('cell', { name: '@timestamp' })).toBeVisible();
});

test('lines as they come: marked, paused, followed', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover?view=storefront');
  await page.getByRole('radio', { name: 'Live' }).click();
  const count = async () => Number(((await page.locator('.tail-bar .num').textContent()) ?? '').replace(/\D/g, ''));
  await expect.poll(count).toBeGreaterThan(0);
  const before = await count();
  await expect.poll(count, { timeout: 45_000 }).toBeGreaterThan(before);
  await page.getByLabel('Highlight').fill('GET');
  await expect(page.locator('.tail mark').first()).toHaveText('GET');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Paused/)).toBeVisible();
  await clean(page, 'live');
});

test('the whole result as CSV, NDJSON and Parquet: as many as the search found', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover?view=storefront&from=2020-01-01T00:00:00.000Z&to=now-1h&q=service.name%3A%20payments');
  await expect.poll(() => total(page)).toBeGreaterThan(5_000);
  const expected = await total(page);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const get = async (label: string) => {
    await page.getByRole('radio', { name: label }).check();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download all matching documents' }).click();
    const path = await (await coming).path();
    await expect(page.getByText(`${expected.toLocaleString('en-GB')} documents written`)).toBeVisible();
    return path;
  };
  const csv = readFileSync(await get('CSV for spreadsheets'), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(csv[0]).toBe('\uFEFF@timestamp,log.level,service.name,message');
  expect(csv).toHaveLength(expected + 1);
  const ndjson = readFileSync(await get('NDJSON whole documents, a line each'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(ndjson).toHaveLength(expected);
  expect(new Set(ndjson).size).toBeGreaterThan(expected * 0.9);
  const bytes = readFileSync(await get('Parquet typed columns, for pandas and DuckDB'));
  const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  expect(rows).toHaveLength(expected);
  expect(rows[0]?.['@timestamp']).toBeInstanceOf(Date);
});
