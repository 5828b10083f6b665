import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyDashboard, expect, signIn, test } from './oriel';

interface Ended {
  code: number;
  said: string;
}

test('dashboards as files: exported, changed, compared, imported, refused where they are wrong', async ({ page, baseURL }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'Kept in git');
  const made = await page.request.post('/api/api-keys', { data: { name: 'Git', patterns: ['*'], canWrite: true } });
  const { encoded } = (await made.json()) as { encoded: string };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'oriel-code-'));
  const oriel = (...words: string[]) =>
    new Promise<Ended>((done) => {
      const { FORCE_COLOR: _, ...quiet } = process.env;
      const environment = { ...quiet, ORIEL_API_KEY: encoded, ORIEL_URL: baseURL };
      execFile('node', ['scripts/oriel.mjs', ...words], { env: environment }, (error, out, problems) =>
        done({ code: error ? Number(error.code) : 0, said: out + problems }),
      );
    });
  expect(await oriel('export', folder)).toMatchObject({ code: 0, said: expect.stringMatching(/\d+ dashboards, \d+ data views/) });
  // other tests leave dashboards that are broken on purpose
  for (const name of readdirSync(path.join(folder, 'dashboards'))) if (name !== `${id}.yaml`) rmSync(path.join(folder, 'dashboards', name));
  expect(await oriel('diff', folder)).toMatchObject({ code: 0, said: '0 would change\n' });
  const file = path.join(folder, 'dashboards', `${id}.yaml`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('title: Kept in git', 'title: Changed in git'));
  const { code, said } = await oriel('diff', folder);
  expect([code, said.match(/^[-+]title.*/gm)]).toEqual([1, ['-title: Kept in git', '+title: Changed in git']]);
  expect((await oriel('import', folder, '--dry-run')).said).toBe(`would update dashboards/${id}\n`);
  expect((await oriel('import', folder)).said).toBe(`update dashboards/${id}\n`);
  await page.goto(`/dashboards/${id}`);
  await expect(page.getByRole('heading', { name: 'Changed in git' })).toBeVisible();
  writeFileSync(file, readFileSync(file, 'utf8').replace('kind: pie', 'kind: gauge'));
  const wrong = await oriel('import', folder);
  expect([wrong.code, wrong.said]).toEqual([1, expect.stringContaining('there is no panel kind "gauge"')]);
  const narrow = await page.request.post('/api/api-keys', { data: { name: 'Collector only', patterns: ['otel-*'], canWrite: true } });
  const headers = { authorization: `ApiKey ${((await narrow.json()) as { encoded: string }).encoded}` };
  expect((await page.request.delete(`/api/code/dashboards/${id}`, { headers })).status()).toBe(403);
  const schema = await (await page.request.get('/api/schemas/dashboard')).json();
  expect((schema as { title: string }).title).toBe('Oriel dashboard');
});
