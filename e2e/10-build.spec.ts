import type { Page } from '@playwright/test';
import { clean, expect, painted, signIn, test } from './oriel';

const source = { type: 'search', dataView: 'storefront' };
const country = {
  id: 'country',
  kind: 'terms',
  name: 'country',
  label: 'Country',
  dataView: 'storefront',
  field: 'client.geo.country_iso_code',
};
const service = { id: 'service', kind: 'terms', name: 'service', label: 'Service', dataView: 'storefront', field: 'service.name' };
const path = { id: 'path', kind: 'text', name: 'path', label: 'Path', dataView: 'storefront', field: 'url.path', section: 'below' };

const panels = [
  { id: 'all', kind: 'metric', title: 'Requests in {{country}}', config: { source }, layout: { x: 0, y: 0, w: 4, h: 3 } },
  {
    id: 'week',
    kind: 'metric',
    title: 'A week ago',
    time: { back: '1w' },
    config: { source },
    layout: { x: 4, y: 0, w: 4, h: 3 },
  },
  {
    id: 'services',
    kind: 'table',
    title: 'Services',
    section: 'below',
    drilldowns: [
      { to: 'dashboard', label: 'To the shop', dashboard: 'storefront' },
      { to: 'discover', label: 'Its documents' },
      { to: 'url', label: 'Run book', url: 'https://example.com/?service={{value}}&country={{country}}' },
    ],
    config: { source, rows: [{ field: 'service.name', size: 10 }] },
    layout: { x: 0, y: 0, w: 6, h: 8 },
  },
];
const document = {
  version: 3,
  title: 'Built',
  folder: 'Walks/Build',
  timeRange: { from: 'now-24h', to: 'now' },
  controls: [country, service, path],
  sections: [{ id: 'below', title: 'Below' }],
  panels,
};

async function make(page: Page, over: Record<string, unknown> = {}): Promise<string> {
  const made = await page.request.post('/api/dashboards', { data: { document: { ...document, ...over } } });
  expect(made.status()).toBe(201);
  return (await made.json()).id;
}

const figure = async (page: Page, name: RegExp) => {
  const text = await page.getByRole('article', { name }).locator('.val').textContent();
  return Number((text ?? '').replace(/[^\d.]/g, ''));
};

/** Nothing is on its way any more. */
const settled = (page: Page) => expect(page.locator('[data-panel][aria-busy="true"]')).toHaveCount(0);

test('controls narrow panels, one after the other, in the address and in titles', async ({ page }) => {
  await signIn(page);
  await page.goto(`/dashboards/${await make(page)}`);
  await painted(page, 3);
  const all = await figure(page, /^Requests in all/);
  await page.getByRole('button', { name: 'Country: all' }).click();
  await page.getByRole('checkbox', { name: /^DE/ }).check();
  await expect(page.getByRole('article', { name: 'Requests in DE' })).toBeVisible();
  await page.getByRole('checkbox', { name: /^FR/ }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/controls=/);
  await settled(page);
  await expect.poll(() => figure(page, /^Requests in DE, FR/)).toBeLessThan(all);
  // a section's control holds for its panels alone
  const before = await figure(page, /^Requests in DE, FR/);
  await page.getByLabel('Path').fill('CHARGES');
  const rows = page.getByRole('article', { name: 'Services' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('payments');
  expect(await figure(page, /^Requests in DE, FR/)).toBe(before);
  await clean(page, 'a dashboard with controls');
  // the address shows the same thing again
  await page.goto(page.url());
  await expect(page.getByRole('button', { name: 'Country: DE, FR' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'Services' }).getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear Country' }).click();
  await expect.poll(() => figure(page, /^Requests in all/)).toBeGreaterThan(before);
});

test('a choice narrows what the next control offers', async ({ page }) => {
  await signIn(page);
  const id = await make(page, {
    controls: [service, { ...country, id: 'pay', name: 'pay', label: 'Provider', field: 'payment.provider' }],
  });
  await page.goto(`/dashboards/${id}`);
  await page.getByRole('button', { name: 'Provider: all' }).click();
  await expect(page.getByRole('checkbox', { name: /^northpay/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Service: all' }).click();
  await page.getByRole('checkbox', { name: /^search/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Provider: all' }).click();
  await expect(page.getByText('No values in this time.')).toBeVisible();
});

test('a click on a value offers the filter and the ways on', async ({ page }) => {
  await signIn(page);
  await page.goto(`/dashboards/${await make(page)}?controls=${encodeURIComponent('{"country":["DE"]}')}`);
  await painted(page, 3);
  const value = page.getByRole('article', { name: 'Services' }).getByRole('button', { name: 'checkout' });
  await value.click();
  const menu = page.getByRole('dialog', { name: 'service.name is checkout' });
  await expect(menu.getByRole('link', { name: 'Run book' })).toHaveAttribute('href', 'https://example.com/?service=checkout&country=DE');
  await menu.getByRole('button', { name: /^Filter/ }).click();
  await expect(page.getByRole('button', { name: 'Filter service.name is checkout', exact: true })).toBeVisible();
  await value.click();
  await menu.getByRole('link', { name: 'To the shop' }).click();
  await expect(page).toHaveURL(/\/dashboards\/storefront\?/);
  await expect(page.getByRole('button', { name: 'Filter client.geo.country_iso_code is one of DE', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Filter service.name is checkout', exact: true }).first()).toBeVisible();
});

test('one switch compares every panel with the week before', async ({ page }) => {
  await signIn(page);
  await page.goto(`/dashboards/${await make(page)}`);
  await painted(page, 3);
  await page.getByRole('button', { name: 'What to compare with' }).click();
  await page.getByRole('button', { name: 'The week before' }).click();
  await expect(page.getByRole('switch', { name: 'Compare with the week before' })).toBeChecked();
  await expect(page.getByRole('article', { name: /^Requests in all/ })).toContainText('vs the week before');
  await expect(page.getByRole('article', { name: 'Services' }).getByRole('columnheader', { name: 'vs the week before' })).toBeVisible();
  await expect(page).toHaveURL(/compare=1w/);
  // a panel with a time of its own says so, and keeps it
  await expect(page.getByRole('article', { name: 'A week ago' })).toContainText('1 week earlier');
});

test('sections fold, stand as tabs, and are made by hand', async ({ page }) => {
  await signIn(page);
  await page.goto(`/dashboards/${await make(page)}`);
  await painted(page, 3);
  await page.getByRole('button', { name: 'Below' }).click();
  await expect(page.getByRole('article', { name: 'Services' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Section', exact: true }).click();
  await page.getByLabel('Section title').last().fill('Costs');
  await page.getByRole('radio', { name: 'As tabs' }).click();
  await page.getByRole('tab', { name: 'Costs' }).click();
  await expect(page.getByText('No panel yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Costs' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Below' }).click();
  await expect(page.getByRole('article', { name: 'Services' })).toBeVisible();
  await expect(page).toHaveURL(/tab=below/);
});

test('a control is added in the editor; unsaved steps survive a reload; a version says what it changed', async ({ page }) => {
  await signIn(page);
  const id = await make(page, { controls: [], panels: panels.slice(0, 2), sections: [] });
  await page.goto(`/dashboards/${id}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Control', exact: true }).click();
  await page.getByLabel('Data view').selectOption('storefront');
  await page.getByRole('combobox', { name: 'Field' }).selectOption('device.type');
  await page.getByRole('button', { name: 'Add control' }).click();
  await expect(page.getByRole('button', { name: 'Type: all' })).toBeVisible();
  await page.waitForTimeout(500);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('Your unsaved changes are back.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Type: all' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Version history' }).click();
  await page.getByLabel('Name of version 2').fill('With a control');
  await page.getByLabel('Name of version 2').press('Enter');
  await page.getByRole('button', { name: 'Changes of version 2' }).click();
  await expect(page.getByText('device.type')).toBeVisible();
  await clean(page, 'version history');
  const versions = await (await page.request.get(`/api/dashboards/${id}/versions`)).json();
  expect(versions[0].name).toBe('With a control');
});

test('a panel of the library changes in every dashboard that has it', async ({ page }) => {
  await signIn(page);
  const [first, second] = [
    await make(page, { title: 'First of two' }),
    await make(page, { title: 'Second of two', panels: [], sections: [], controls: [] }),
  ];
  await page.goto(`/dashboards/${first}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const panel = page.getByRole('article', { name: 'A week ago' });
  await panel.hover();
  await panel.getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('button', { name: 'Put into the library' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  await page.goto(`/dashboards/${second}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Panel', exact: true }).click();
  await page.getByLabel('From the library').selectOption('A week ago');
  await page.getByLabel('Panel title').fill('Requests, shared');
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  await page.goto(`/dashboards/${first}`);
  await expect(page.getByRole('article', { name: 'Requests, shared' })).toBeVisible();
  await page.goto('/dashboards');
  await page.getByRole('link', { name: 'Library' }).click();
  const row = page.getByRole('row', { name: /Requests, shared/ });
  await expect(row.getByRole('link', { name: 'First of two' })).toBeVisible();
  await expect(row.getByRole('link', { name: 'Second of two' })).toBeVisible();
  await clean(page, 'library');
  await row.getByRole('button', { name: 'Remove Requests, shared from the library' }).click();
  await expect(page.getByText('It stays on the 2 dashboards that have it')).toBeVisible();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(row).toHaveCount(0);
  // it stands for itself now, and can be changed on one dashboard alone
  await page.goto(`/dashboards/${first}?edit=true`);
  await page.getByRole('article', { name: 'Requests, shared' }).hover();
  await page.getByRole('article', { name: 'Requests, shared' }).getByRole('button', { name: 'Panel actions' }).click();
  await expect(page.getByRole('button', { name: 'Put into the library' })).toBeVisible();
});

test('comments, favourites, folders and a home', async ({ page }) => {
  await signIn(page);
  const id = await make(page, { title: 'Talked about' });
  await page.goto(`/dashboards/${id}`);
  await page.getByRole('button', { name: 'Favourite' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Make it my home' }).click();
  await expect(page.getByText('opens first from now on')).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Comments' }).click();
  const drawer = page.getByRole('complementary', { name: 'Comments' });
  await drawer.getByLabel('About').selectOption({ label: 'About Services' });
  await drawer.getByLabel('Comment', { exact: true }).fill('Why is checkout so slow?');
  await drawer.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(drawer.getByText('Why is checkout so slow?')).toBeVisible();
  await drawer.getByRole('button', { name: 'Done' }).click();
  await expect(drawer.getByText('Done, says Mira Keller')).toBeVisible();
  await clean(page, 'comments');
  await page.goto('/');
  await expect(page).toHaveURL(new RegExp(`/dashboards/${id}`));
  await page.request.patch(`/api/dashboards/${id}/mine`, { data: { home: false }, headers: { origin: new URL(page.url()).origin } });
  await page.goto('/dashboards');
  await expect(page.getByRole('region', { name: 'Favourites' }).getByRole('link', { name: 'Talked about' })).toBeVisible();
  await page.getByRole('button', { name: /^Walks/ }).click();
  await page.getByRole('button', { name: /^Build/ }).click();
  await expect(page).toHaveURL(/folder=Walks(%2F|\/)Build/);
  await expect(page.getByRole('link', { name: 'Talked about' })).toBeVisible();
  await clean(page, 'folders');
});

test('a shared link has working controls and leads nowhere inside', async ({ page, browser }) => {
  await signIn(page);
  const id = await make(page, { title: 'Shared with controls' });
  const origin = new URL(page.url()).origin;
  const link = await (
    await page.request.post(`/api/dashboards/${id}/links`, {
      data: { kind: 'link', timeMovable: true, lockedFilters: [] },
      headers: { origin },
    })
  ).json();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link.url ?? `/share/${link.token}`);
  await painted(stranger, 2);
  await stranger.getByRole('button', { name: 'Country: all' }).click();
  await stranger.getByRole('checkbox', { name: /^DE/ }).check();
  await expect(stranger.getByRole('article', { name: 'Requests in DE' })).toBeVisible();
  await stranger.keyboard.press('Escape');
  await stranger.getByRole('button', { name: 'Show Services as a table' }).click();
  await expect(stranger.getByRole('dialog', { name: 'Services' }).getByRole('cell', { name: 'checkout' })).toBeVisible();
  await stranger.keyboard.press('Escape');
  await settled(stranger);
  await stranger.getByRole('article', { name: 'Services' }).getByRole('button', { name: 'checkout' }).click();
  const menu = stranger.getByRole('dialog', { name: 'service.name is checkout' });
  await expect(menu.getByRole('link')).toHaveCount(1);
  await expect(menu.getByRole('link', { name: 'Run book' })).toBeVisible();
  // drafts of controls are for those who may edit
  const draft = await stranger.request.post('/api/controls', {
    data: { token: link.token, draft: { ...service, multiple: true }, context: { timeRange: document.timeRange } },
  });
  expect(draft.status()).toBe(403);
  const nobody = await stranger.request.post('/api/controls', {
    data: { dashboard: id, control: 'country', context: { timeRange: document.timeRange } },
  });
  expect(nobody.status()).toBe(401);
});

test('a wall shows the dashboard alone and turns to the next', async ({ page }) => {
  await signIn(page);
  const id = await make(page, { title: 'On the wall' });
  await page.goto(`/dashboards/${id}?kiosk=5&next=storefront`);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeHidden();
  await expect(page).toHaveURL(/\/dashboards\/storefront\?kiosk=5/, { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('every new kind paints, from fields, a written search and SQL, under a control', async ({ page }) => {
  await signIn(page);
  const written = {
    size: 0,
    aggs: {
      hour: { date_histogram: { field: '@timestamp', fixed_interval: '1h' }, aggs: { by: { terms: { field: 'service.name', size: 3 } } } },
    },
  };
  const sql =
    'SELECT "service.name" AS service, COUNT(*) AS n FROM "shop-logs" WHERE $__timeFilter("@timestamp") AND $__control(country, "client.geo.country_iso_code") GROUP BY 1 ORDER BY 2 DESC';
  const kinds: [string, string, Record<string, unknown>][] = [
    ['histogram', 'Durations', { source, field: 'event.duration' }],
    ['change', 'Who made it', { source, field: 'service.name' }],
    [
      'sankey',
      'Ways',
      {
        source,
        steps: [
          { field: 'device.type', size: 4 },
          { field: 'service.name', size: 5 },
        ],
      },
    ],
    ['tag-cloud', 'Words', { source, field: 'url.path' }],
    ['calendar', 'Days', { source }],
    ['state-timeline', 'States', { source, rows: 'service.name', state: 'log.level' }],
    ['links', 'Links', { links: [{ to: 'dashboard', label: 'The shop', dashboard: 'storefront' }] }],
    [
      'image',
      'Logo',
      { image: `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')}`, alt: 'A logo' },
    ],
    ['xy', 'Written', { source: { type: 'dsl', dataView: 'storefront', body: JSON.stringify(written) }, mark: 'bar', stack: 'stacked' }],
    ['table', 'Asked', { source: { type: 'sql', query: sql } }],
  ];
  const id = await make(page, {
    title: 'Every kind',
    sections: [],
    controls: [country],
    panels: kinds.map(([kind, title, config], at) => ({
      id: `k${at}`,
      kind,
      title,
      config,
      layout: { x: (at % 2) * 6, y: Math.floor(at / 2) * 6, w: 6, h: 6 },
    })),
  });
  await page.setViewportSize({ width: 1440, height: 1700 });
  await page.goto(`/dashboards/${id}?compare=1d`);
  await painted(page, kinds.length);
  for (const [, title] of kinds) await expect(page.getByRole('article', { name: title }).locator('.stateb')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'The shop' })).toHaveAttribute('href', /\/dashboards\/storefront\?from=now-24h/);
  const asked = page.getByRole('article', { name: 'Asked' }).getByRole('row').nth(1);
  const whole = await asked.textContent();
  await page.getByRole('button', { name: 'Country: all' }).click();
  await page.getByRole('checkbox', { name: /^DE/ }).check();
  await expect(asked).not.toHaveText(whole ?? '');
  await page.keyboard.press('Escape');
  await clean(page, 'every kind');
});

test('a written search may not run code or read elsewhere', async ({ page, allowed }) => {
  allowed.push(/status of 4/);
  await signIn(page);
  const ask = async (body: unknown) => {
    const config = { source: { type: 'dsl', dataView: 'storefront', body: JSON.stringify(body) } };
    const panel = { key: 'a', draft: { kind: 'table', config }, context: { timeRange: document.timeRange } };
    const answer = await page.request.post('/api/panels/data', { data: { requestId: 'A'.repeat(20), panels: [panel] } });
    return JSON.parse((await answer.text()).split('\n')[0] ?? '{}');
  };
  for (const query of [{ script: { script: 'true' } }, { terms: { user: { index: 'other', id: '1', path: 'x' } } }])
    expect((await ask({ query })).problem?.code).toBe('forbidden');
  expect((await ask({ size: 20_000 })).problem?.code).toBe('forbidden');
  expect((await ask({ size: 1 })).answer?.data.rows).toHaveLength(1);
});

test('a map of several layers: a legend that hides, a box that filters', async ({ page }) => {
  await signIn(page);
  const place = 'client.geo.location';
  const layers = [
    { id: 'a', kind: 'choropleth', name: 'By country', field: 'client.geo.country_iso_code' },
    { id: 'b', kind: 'heat', name: 'Where from', field: place },
    { id: 'c', kind: 'clusters', name: 'Failures', field: place, kql: 'event.outcome: failure' },
    { id: 'd', kind: 'tracks', name: 'Ways', field: place, entity: 'device.type' },
  ];
  const id = await make(page, {
    title: 'Layers',
    sections: [],
    controls: [],
    panels: [
      { id: 'map', kind: 'map', title: 'Everything', config: { source, layers, slider: true }, layout: { x: 0, y: 0, w: 12, h: 14 } },
      { ...panels[0], title: 'All requests', layout: { x: 0, y: 14, w: 4, h: 3 } },
    ],
  });
  await page.goto(`/dashboards/${id}`);
  await painted(page);
  const map = page.getByRole('article', { name: 'Everything' });
  await expect(map.locator('.heat-spot').first()).toBeAttached();
  await expect(map.locator('.region').first()).toBeAttached();
  await expect(map.locator('.track').first()).toBeAttached();
  await clean(page, 'a map of layers');
  await map.getByRole('checkbox', { name: /^Where from/ }).uncheck();
  await expect(map.locator('.heat-spot')).toHaveCount(0);
  const countries = await map.locator('.region').count();
  await map.getByRole('slider', { name: 'Time on the map' }).press('ArrowRight');
  await expect(map.locator('output')).toContainText('–');
  expect(await map.locator('.region').count()).toBeLessThanOrEqual(countries);
  await map.getByRole('button', { name: 'Play the time' }).click();
  const moment = (await map.locator('output').textContent()) ?? '';
  await expect(map.locator('output')).not.toHaveText(moment);
  await map.getByRole('button', { name: 'Pause the time' }).click();
  await map.getByRole('button', { name: 'Whole time', exact: true }).click();
  await expect(map.locator('.region')).toHaveCount(countries);
  await map.getByRole('button', { name: 'Draw a box to filter' }).click();
  const box = await map.locator('svg[role=img]').boundingBox();
  if (!box) throw new Error('no map');
  await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.65, box.y + box.height * 0.7, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Filter client.geo.location is inside the drawn box', exact: true })).toBeVisible();
});

test('a panel within a saved search shows what the search finds, and follows when it changes', async ({ page }) => {
  await signIn(page);
  await page.goto('/dashboards');
  const headers = { origin: new URL(page.url()).origin };
  const state = (service: string) => ({
    dataView: 'storefront',
    kql: `service.name: ${service}`,
    filters: [],
    timeRange: document.timeRange,
  });
  const saved = await page.request.post('/api/saved-searches', { data: { title: 'Only one service', state: state('payments') }, headers });
  const { id: search } = await saved.json();
  const id = await make(page, {
    title: 'Within a search',
    sections: [],
    controls: [],
    panels: [
      {
        id: 'by',
        kind: 'table',
        title: 'Services',
        config: { source: { ...source, savedSearch: search }, rows: [{ field: 'service.name', size: 10 }] },
        layout: { x: 0, y: 0, w: 6, h: 6 },
      },
    ],
  });
  await page.goto(`/dashboards/${id}`);
  const rows = page.getByRole('article', { name: 'Services' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('payments');
  await page.request.put(`/api/saved-searches/${search}`, { data: { title: 'Only one service', state: state('search') }, headers });
  await page.reload();
  await expect(rows.nth(1)).toContainText('search');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('article', { name: 'Services' }).hover();
  await page.getByRole('article', { name: 'Services' }).getByRole('button', { name: 'Panel actions' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).last().click();
  await expect(page.getByLabel('Saved search')).toHaveValue(search);
});

test('log lines are counted beside the time before; a flag shows before it is saved', async ({ page }) => {
  await signIn(page);
  const lines = {
    id: 'lines',
    kind: 'log-stream',
    title: 'Lines',
    config: { source, levelField: 'log.level' },
    layout: { x: 0, y: 0, w: 7, h: 8 },
  };
  const requests = { id: 'requests', kind: 'xy', title: 'Requests', config: { source }, layout: { x: 0, y: 8, w: 7, h: 6 } };
  const id = await make(page, { controls: [], sections: [], panels: [lines, requests] });
  await page.goto(`/dashboards/${id}`);
  const panel = page.getByRole('article', { name: 'Lines' });
  await painted(page);
  await expect(panel).not.toContainText('vs previous');
  await page.goto(`/dashboards/${id}?compare=previous`);
  await expect(panel).toContainText(/[\d,]+ lines [+−][\d.]+% vs previous 24\sh/);
  await expect(panel.locator('.log-counts')).toContainText('ERROR');
  await clean(page, 'log lines beside the time before');

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'At a time' }).click();
  await page.getByLabel('What happened').fill('Release 7');
  const hourAgo = new Date(Date.now() - 3_600_000 - new Date().getTimezoneOffset() * 60_000);
  await page.getByLabel('When').fill(hourAgo.toISOString().slice(0, 16));
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('img', { name: /Requests: .*flags: .*Release 7/ })).toBeVisible();
  const saved = (await (await page.request.get(`/api/dashboards/${id}`)).json()) as { document: { annotations: unknown[] } };
  expect(saved.document.annotations).toEqual([]);
});
