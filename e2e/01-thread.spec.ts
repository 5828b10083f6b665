import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import { copyDashboard, expect, painted, person, signIn, started, test } from './oriel';

test('setup needs the printed link, and works once', async ({ page, request }) => {
  expect((await request.post('/api/setup', { data: { token: 'wrong', ...person } })).status()).toBe(403);
  await page.goto(started().setupLink);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Make administrator' }).click();
  await page.waitForURL('**/dashboards');
  await expect(page.getByRole('link', { name: 'Shop operations' })).toBeVisible();
  const token = new URL(started().setupLink).searchParams.get('token') ?? '';
  expect((await request.post('/api/setup', { data: { token, ...person, email: 'second@example.com' } })).status()).toBe(403);
});

test('the health address says that everything serves', async ({ request }) => {
  const answer = await request.get('/api/health');
  expect([answer.status(), await answer.json()]).toEqual([200, { ok: true, postgres: 'up', cluster: 'up' }]);
});

test('Discover: search, top values, filter in, open a document, sort', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover');
  const total = page.locator('.summary b');
  await expect(total).toHaveText(/^[\d,]{4,}$/);
  const all = Number(((await total.textContent()) ?? '').replaceAll(',', ''));
  const search = page.getByRole('combobox', { name: 'Search with KQL' });
  await search.fill('http.response.status_c');
  await page.getByRole('option', { name: /http.response.status_code/ }).click();
  await search.pressSequentially(' >= 500');
  await search.press('Enter');
  await expect.poll(async () => Number(((await total.textContent()) ?? '').replaceAll(',', ''))).toBeLessThan(all / 10);
  expect(page.url()).toContain('q=http.response.status_code');
  const failures = await total.textContent();
  await page.getByRole('button', { name: 'Statistics of payment.provider' }).click();
  await page.getByRole('button', { name: 'Only northpay' }).click();
  await expect(page.getByRole('button', { name: 'Filter payment.provider is northpay', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(total).not.toHaveText(failures ?? '');
  await page.getByRole('button', { name: 'Open document' }).first().click();
  await expect(page.locator('.detail')).toContainText('northpay');
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.locator('.detail pre')).toContainText('"provider": "northpay"');
  const shared = page.url();
  await page.goto('/dashboards');
  await page.goto(shared);
  await expect(page.getByRole('button', { name: 'Filter payment.provider is northpay', exact: true })).toBeVisible();
});

test('Discover points at what it cannot read, and lives', async ({ page, allowed }) => {
  allowed.push(/status of 400/);
  await signIn(page);
  await page.goto('/discover');
  const search = page.getByRole('combobox', { name: 'Search with KQL' });
  await search.fill('service.name: (cart or');
  await search.press('Enter');
  await search.press('Escape');
  await expect(page.getByRole('alert').filter({ hasText: /^.*\^ Expected a value/s })).toBeVisible();
  await page.goto('/discover?q=service.name%3A%20(cart%20or&from=nonsense');
  await expect(page.getByRole('heading', { name: 'The search failed' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('Discover scrolls through thousands of documents', async ({ page }) => {
  await signIn(page);
  await page.goto('/discover?from=now-14d&to=now');
  const docs = page.getByRole('region', { name: 'Documents' });
  await expect(docs.locator('.line').nth(3)).toBeVisible();
  for (let times = 0; times < 12; times++) {
    await docs.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForTimeout(250);
  }
  const last = await docs.locator('[data-index]').last().getAttribute('data-index');
  expect(Number(last)).toBeGreaterThan(1_000);
  expect(await docs.locator('[data-index]').count()).toBeLessThan(120);
});

test('builder: a chart from a field, on a dashboard, saved, there after a reload', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'New dashboard', exact: true }).click();
  await page.waitForURL(/dashboards\/.+edit=true/);
  await page.getByRole('button', { name: 'New panel' }).click();
  const builder = page.getByRole('complementary', { name: 'Panel builder' });
  await builder.getByLabel('Panel title').fill('Requests by service');
  await builder.getByLabel('Find a field').fill('service.name');
  await builder.getByRole('button', { name: 'service.name', exact: true }).click();
  await expect(builder.getByRole('img', { name: /\d+ series/ })).toBeVisible();
  await builder.getByRole('button', { name: 'Apply' }).click();
  await page.getByLabel('Title', { exact: true }).fill('My first dashboard');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'My first dashboard' })).toBeVisible();
  const made = /dashboards\/([^?]+)/.exec(page.url())?.[1] ?? '';
  await page.goto(`/dashboards/${made}`);
  await painted(page);
  await expect(page.getByRole('article', { name: 'Requests by service' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Requests by service: \d+ series/ })).toBeVisible();
});

test('edit: undo, duplicate, versions, restore; who saves second is told', async ({ page, browser, allowed }) => {
  allowed.push(/status of 409/);
  await signIn(page);
  const one = {
    version: 2,
    title: 'My first dashboard',
    timeRange: { from: 'now-24h', to: 'now' },
    panels: [
      {
        id: 'a',
        kind: 'metric',
        title: 'Requests',
        config: { source: { type: 'search', dataView: 'storefront' } },
        layout: { x: 0, y: 0, w: 4, h: 4 },
      },
    ],
  };
  const made = (await (await page.request.post('/api/dashboards', { data: { document: one } })).json()).id;
  await page.goto(`/dashboards/${made}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const panel = page.locator('[data-panel]');
  await panel.first().hover();
  await panel.first().getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(panel).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toHaveCount(1);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(panel).toHaveCount(2);

  const current = await (await page.request.get(`/api/dashboards/${made}`)).json();
  const faster = await page.request.put(`/api/dashboards/${made}`, {
    data: { document: { ...current.document, title: 'Faster' }, baseRevision: current.revision },
  });
  expect(faster.status()).toBe(200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('saved this dashboard while you edited it');
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Faster' })).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Version history' }).click();
  await page.getByRole('button', { name: 'Restore' }).first().click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'My first dashboard' })).toBeVisible();
  expect(browser.isConnected()).toBe(true);
});

test('the Storefront dashboard: filter by click, brush, inspect, and the anomaly of the planted incident', async ({ page }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'Incident');
  await page.goto(`/dashboards/${id}`);
  await painted(page, 8);
  const errors = page.getByRole('article', { name: 'Server errors' });
  await expect(errors.getByText(/\d anomal/)).toBeVisible();
  const { answer } = await panelAnswer(page, id, 'errors');
  const { incident } = await incidentOf(page);
  const anomalies = answer.data.analysis.anomalies as { fromMs: number; toMs: number; sentence: string }[];
  expect(anomalies.some((anomaly) => anomaly.fromMs < incident.toMs && anomaly.toMs > incident.fromMs)).toBe(true);
  await page
    .getByRole('article', { name: 'Slowest pages' })
    .getByRole('button', { name: /checkout\/payment/ })
    .click();
  await expect(page.getByRole('button', { name: /^Filter url.path is/ })).toBeVisible();
  expect(page.url()).toContain('filters=');
  await expect(page.locator('[data-panel][aria-busy="true"]')).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Filter url.path is/ })).toHaveCount(0);
  const chart = page.getByRole('article', { name: 'Requests by service' }).getByRole('img', { name: /series/ });
  const box = await chart.boundingBox();
  if (!box) throw new Error('no chart');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => page.url()).toMatch(/from=20\d\d-/);
  await errors.hover();
  await errors.getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('button', { name: 'Inspect' }).click();
  await expect(page.getByRole('dialog')).toContainText('date_histogram');
});

async function panelAnswer(page: import('@playwright/test').Page, dashboard: string, panel: string) {
  const response = await page.request.post('/api/panels/data', {
    data: {
      requestId: 'e2e-request-identifier',
      dashboard,
      panels: [
        {
          key: 'k',
          panel,
          context: { timeRange: { from: 'now-24h', to: 'now' }, timeZone: 'UTC', kql: '', filters: [], width: 600, compare: '' },
        },
      ],
    },
  });
  return JSON.parse((await response.text()).trim());
}

/** When northpay failed, from the documents themselves. */
async function incidentOf(page: import('@playwright/test').Page) {
  const body = {
    size: 0,
    query: { bool: { filter: [{ term: { 'payment.provider': 'northpay' } }, { term: { 'http.response.status_code': 504 } }] } },
    aggs: { from: { min: { field: '@timestamp' } }, to: { max: { field: '@timestamp' } } },
  };
  const answer = await (await page.request.post('/api/es/shop-logs/_search', { data: body })).json();
  return { incident: { fromMs: answer.aggregations.from.value as number, toMs: answer.aggregations.to.value as number } };
}

test('SQL: requests slower than 500 ms in the last hour, and a panel of them', async ({ page }) => {
  await signIn(page);
  await page.goto('/console');
  const sql = page.getByRole('region', { name: 'SQL' });
  const { unavailable } = await (await page.request.get('/api/sql')).json();
  if (unavailable) {
    await expect(sql).toContainText('This cluster has no SQL');
    return;
  }
  await expect(sql.locator('.cm-content')).toContainText('slower than 500 ms in the last hour');
  await sql.getByRole('button', { name: 'Run SQL' }).click();
  await expect(sql.getByText(/^[\d,]+ rows$/)).toBeVisible();
  const values = await sql.locator('tbody tr td:last-child').allInnerTexts();
  expect(values.every((text) => Number(text.replaceAll(',', '')) >= 500)).toBe(true);
  await sql.getByRole('button', { name: 'Make a panel of this' }).click();
  await page.waitForURL(/dashboards\/.+edit=true/);
  await expect(page.getByRole('article', { name: 'SQL result' }).first()).toBeVisible();
});

test('Console: several requests, and what leaves the scope is refused', async ({ page, allowed }) => {
  allowed.push(/status of 40\d/);
  await signIn(page);
  await page.goto('/console');
  const dsl = page.getByRole('region', { name: 'Query DSL' });
  await dsl.getByRole('button', { name: 'Run all' }).click();
  await expect(dsl.locator('.chip.success')).toHaveCount(2);
  await expect(dsl.locator('pre').first()).toContainText('"aggregations"');
  expect((await page.request.post('/api/es/_search/scroll', { data: { scroll_id: 'x' } })).status()).toBe(403);
  expect((await page.request.get('/api/es/.hidden/_search')).status()).toBe(403);
});

async function shareOf(page: import('@playwright/test').Page, dashboard: string, input: object): Promise<string> {
  const response = await page.request.post(`/api/dashboards/${dashboard}/links`, { data: input });
  expect(response.status()).toBe(201);
  return (await response.json()).token;
}

test('share: a link for a fresh browser without cookies, and nothing else with it', async ({ page, browser, baseURL }) => {
  await signIn(page);
  const id = await copyDashboard(page, 'storefront', 'For the board');
  await page.goto(`/dashboards/${id}`);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByLabel('Locked filters').fill('client.geo.country_iso_code: DE');
  await page.getByRole('button', { name: 'Make link' }).click();
  const url = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(url).toMatch(/\/share\/[\w-]{43}$/);

  const context = await browser.newContext({ baseURL });
  const reader = await context.newPage();
  await reader.goto(url);
  await expect(reader.getByRole('heading', { name: 'For the board' })).toBeVisible();
  await painted(reader, 6);
  await expect(reader.getByText('client.geo.country_iso_code')).toBeVisible();
  // the size of the screen and its zone, so that the next visit comes painted; nothing that says who reads
  expect((await context.cookies()).map(({ name, value }) => [name, value])).toEqual([['oriel-reader', 'Europe/Berlin|1440|900|light']]);
  const secondVisit = await (await context.request.get(url)).text();
  expect(secondVisit).toContain('data-painted="true"');
  expect(secondVisit).toContain('class="picture"><svg');

  const token = url.split('/').at(-1) ?? '';
  for (const [method, path, data] of [
    ['get', '/api/dashboards'],
    ['get', `/api/dashboards/${id}`],
    ['put', `/api/dashboards/${id}`, {}],
    ['delete', `/api/dashboards/${id}`],
    ['get', `/api/dashboards/${id}/versions`],
    ['get', `/api/dashboards/${id}/links`],
    ['post', `/api/dashboards/${id}/links`, {}],
    ['get', '/api/data-views'],
    ['get', '/api/data-views/storefront/fields'],
    ['post', '/api/sql', { query: 'SELECT 1' }],
    ['post', '/api/es/shop-logs/_search', {}],
    ['post', '/api/discover/hits', {}],
    ['post', '/api/discover/histogram', {}],
    ['post', '/api/discover/top-values', {}],
    ['post', '/api/samples', { id: 'flights' }],
    ['get', '/api/me'],
  ] as const) {
    const response = await context.request[method](path, {
      headers: { authorization: `Bearer ${token}`, 'x-token': token },
      ...(data ? { data } : {}),
    });
    expect([path, response.status()]).toEqual([path, 401]);
  }
  const panels = (panel: object) =>
    context.request.post('/api/panels/data', {
      data: {
        requestId: 'share-request-identifier',
        token,
        panels: [
          {
            key: 'k',
            context: {
              timeRange: { from: 'now-24h', to: 'now' },
              timeZone: 'UTC',
              kql: 'client.geo.country_iso_code: FR or *',
              filters: [],
              width: 600,
              compare: '',
            },
            inspect: true,
            ...panel,
          },
        ],
      },
    });
  expect(
    await (
      await panels({
        draft: { kind: 'metric', config: { source: { type: 'search', dataView: 'flights' }, measure: { aggregation: 'count' } } },
      })
    ).text(),
  ).toContain('"code":"forbidden"');
  expect(await (await panels({ panel: 'nothing' })).text()).toContain('"code":"not-found"');
  const own = JSON.parse((await (await panels({ panel: 'orders' })).text()).trim());
  expect(own.answer.inspect).toBeUndefined();
  const all = JSON.parse(
    JSON.stringify(
      await (
        await page.request.post('/api/es/shop-logs/_count', {
          data: { query: { bool: { filter: [{ term: { 'order.placed': true } }, { range: { '@timestamp': { gte: 'now-24h' } } }] } } },
        })
      ).json(),
    ),
  );
  expect(own.answer.data.value).toBeGreaterThan(0);
  expect(own.answer.data.value).toBeLessThan(all.count * 0.5);

  const links = await (await page.request.get(`/api/dashboards/${id}/links`)).json();
  await page.request.delete(`/api/dashboards/${id}/links/${links[0].id}`);
  await reader.goto(url);
  await expect(reader.getByRole('heading', { name: 'This link does not open anything' })).toBeVisible();
  await context.close();
});

function hostPage(embed: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><title>Host</title><iframe id="f" src="${embed}" style="width:900px;height:600px"></iframe><p id="h"></p><script>addEventListener('message',e=>{if(e.data&&e.data.type==='oriel:height')document.getElementById('h').textContent=e.data.height})</script>`,
    );
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve({ server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })),
  );
}

test('embed: shown by the allowed origin, refused by another; every other page refuses frames', async ({
  page,
  browser,
  baseURL,
  allowed,
}) => {
  allowed.push(/frame|Framing/i);
  await signIn(page);
  let embed = '';
  const target = { server: undefined as Server | undefined, origin: '' };
  const friend = await hostPage('about:blank');
  friend.server.close();
  const id = await copyDashboard(page, 'storefront', 'Embedded');
  const placeholder = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><title>Host</title><iframe id="f" src="${embed}" style="width:900px;height:600px"></iframe><p id="h"></p><script>addEventListener('message',e=>{if(e.data&&e.data.type==='oriel:height')document.getElementById('h').textContent=e.data.height})</script>`,
    );
  });
  await new Promise<void>((resolve) => placeholder.listen(0, '127.0.0.1', resolve));
  target.server = placeholder;
  target.origin = `http://127.0.0.1:${(placeholder.address() as AddressInfo).port}`;
  const token = await shareOf(page, id, { kind: 'embed', allowedOrigins: [target.origin] });
  embed = `${baseURL}/embed/${token}?theme=dark`;

  const context = await browser.newContext();
  const visitor = await context.newPage();
  await visitor.goto(target.origin);
  const frame = visitor.frameLocator('#f');
  await expect(frame.locator('[data-painted="true"]').first()).toBeVisible();
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(async () => Number(await visitor.locator('#h').textContent())).toBeGreaterThan(400);
  expect(await context.cookies()).toEqual([]);

  const stranger = await hostPage(embed);
  await visitor.goto(stranger.origin);
  await visitor.waitForTimeout(1_000);
  await expect(visitor.frameLocator('#f').locator('[data-panel]')).toHaveCount(0);
  for (const path of ['/login', '/dashboards', '/api/health']) {
    const headers = (await page.request.get(path)).headers();
    expect([path, headers['content-security-policy']]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
  }
  await context.close();
  stranger.server.close();
  target.server?.close();
});

test('bad input: each gets a sentence, the rest of the page lives', async ({ page, allowed }) => {
  allowed.push(/status of 4\d\d/);
  await signIn(page);
  const document = {
    version: 2,
    title: 'Broken',
    timeRange: { from: 'now-24h', to: 'now' },
    panels: [
      { id: 'kind', kind: 'gauge', title: 'Unknown', config: {}, layout: { x: 0, y: 0, w: 4, h: 8 } },
      { id: 'config', kind: 'xy', title: 'Damaged', config: { source: 7 }, layout: { x: 4, y: 0, w: 4, h: 8 } },
      {
        id: 'view',
        kind: 'table',
        title: 'No view',
        config: { source: { type: 'search', dataView: 'nowhere' } },
        layout: { x: 8, y: 0, w: 4, h: 8 },
      },
      {
        id: 'split',
        kind: 'xy',
        title: 'Wide split',
        config: {
          source: { type: 'search', dataView: 'storefront' },
          mark: 'area',
          stack: 'stacked',
          split: { field: 'user.id', size: 500, other: true },
        },
        layout: { x: 0, y: 8, w: 6, h: 8 },
      },
      {
        id: 'good',
        kind: 'metric',
        title: 'Good',
        config: { source: { type: 'search', dataView: 'storefront' } },
        layout: { x: 6, y: 8, w: 6, h: 3 },
      },
    ],
  };
  expect((await page.request.post('/api/dashboards', { data: { document: { version: 2, title: '' } } })).status()).toBe(422);
  const { id } = await (await page.request.post('/api/dashboards', { data: { document } })).json();
  await page.goto(`/dashboards/${id}`);
  await expect(page.getByRole('article', { name: 'Unknown' })).toContainText('There is no panel kind "gauge"');
  await expect(page.getByRole('article', { name: 'Damaged' })).toContainText('settings are damaged');
  await expect(page.getByRole('article', { name: 'No view' })).toContainText('data view does not exist');
  await expect(page.getByRole('article', { name: 'Good' }).locator('.val')).toHaveText(/\d/);
  await expect(page.getByRole('article', { name: 'Wide split' }).getByRole('img', { name: /series/ })).toBeVisible();
  await page.goto(`/dashboards/${id}?q=a%3A%20(&from=now-24h&to=now`);
  await expect(page.getByRole('article', { name: 'Good' })).toContainText('cannot be read');
  await page.goto(`/dashboards/${id}?from=yesterday&to=now`);
  await expect(page.getByRole('article', { name: 'Good' })).toContainText('time cannot be read');
  await page.goto('/dashboards/nowhere');
  await expect(page.getByText('This dashboard does not exist')).toBeVisible();
});

test('every page is clean for axe, light and dark', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await signIn(page);
  const state = await page.context().storageState();
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      storageState: state,
      colorScheme,
      baseURL: `http://127.0.0.1:${process.env.ORIEL_E2E_PORT ?? 3210}`,
      viewport: { width: 1440, height: 900 },
    });
    const own = await context.newPage();
    for (const path of ['/dashboards', '/dashboards/storefront', '/discover', '/console', '/data-views', '/people', '/account', '/login']) {
      await own.goto(path);
      await own.waitForTimeout(1_800);
      const { violations } = await new AxeBuilder({ page: own }).analyze();
      expect(
        violations.map(
          (violation) =>
            `${colorScheme} ${path} ${violation.id}: ${violation.nodes
              .map((node) => node.html.slice(0, 120))
              .slice(0, 3)
              .join(' | ')}`,
        ),
      ).toEqual([]);
    }
    await context.close();
  }
});

test('a viewer reads what the role may, and no more; nobody reads nothing', async ({ page, browser, baseURL }) => {
  await signIn(page);
  const viewer = { name: 'Vera', email: `vera-${Date.now()}@example.com`, password: 'a-long-enough-password', role: 'viewer' };
  expect((await page.request.post('/api/people', { data: viewer })).status()).toBe(201);
  const view = (await (await page.request.get('/api/data-views')).json()).find((entry: { id: string }) => entry.id === 'flights');
  const { id: _, ...input } = view;
  expect((await page.request.put('/api/data-views/flights', { data: { ...input, roles: ['editor'] } })).status()).toBe(200);

  const context = await browser.newContext({ baseURL });
  expect((await context.request.get('/api/dashboards')).status()).toBe(401);
  const guest = await context.newPage();
  await guest.goto('/dashboards/storefront');
  await expect(guest).toHaveURL(/\/login/);
  await guest.getByLabel('Email').fill(viewer.email);
  await guest.getByLabel('Password').fill(viewer.password);
  await guest.getByRole('button', { name: 'Sign in' }).click();
  await guest.waitForURL('**/dashboards');
  await guest.goto('/dashboards/storefront');
  await painted(guest, 4);
  await expect(guest.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0);
  await guest.goto('/dashboards/flights');
  await expect(
    guest
      .getByText('Your role', { exact: false })
      .or(guest.getByText('your role may not read it', { exact: false }))
      .first(),
  ).toBeVisible();

  const status = async (method: 'get' | 'post' | 'put' | 'delete', path: string, data?: object) =>
    (await context.request[method](path, data ? { data } : {})).status();
  expect(await status('post', '/api/dashboards', { document: {} })).toBe(403);
  expect(await status('put', '/api/dashboards/storefront', {})).toBe(403);
  expect(await status('post', '/api/dashboards/storefront/links', {})).toBe(403);
  expect(await status('post', '/api/es/shop-logs/_search', {})).toBe(403);
  expect(await status('get', '/api/people')).toBe(403);
  expect(await status('get', '/api/data-views/flights/fields')).toBe(404);
  expect(
    await status('post', '/api/discover/top-values', { dataView: 'flights', field: 'route', timeRange: { from: 'now-90y', to: 'now' } }),
  ).toBe(404);
  const sql = await context.request.post('/api/sql', { data: { query: 'SELECT count(*) FROM flights' } });
  expect([403, 501]).toContain(sql.status());
  await context.close();
  expect((await page.request.put('/api/data-views/flights', { data: input })).status()).toBe(200);
});
