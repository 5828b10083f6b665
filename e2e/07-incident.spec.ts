import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIRequestContext } from '@playwright/test';
import { expect, painted, signIn, test } from './oriel';

const index = 'shop-incident';
const provider = 'northpay';

interface Hit {
  _source: Record<string, unknown> & { '@timestamp': string };
}

const failing = {
  bool: { filter: [{ term: { 'payment.provider': provider } }, { range: { 'http.response.status_code': { gte: 500 } } }] },
};

/** When the Storefront's planted incident was: the last of the quarters of an hour in which its provider fails most. */
async function incidentEnd(request: APIRequestContext): Promise<number> {
  const answer = await request.post('/api/es/shop-logs/_search', {
    data: { size: 0, query: failing, aggs: { t: { date_histogram: { field: '@timestamp', fixed_interval: '15m', min_doc_count: 1 } } } },
  });
  const { aggregations } = (await answer.json()) as { aggregations: { t: { buckets: { key: number; doc_count: number }[] } } };
  const most = Math.max(...aggregations.t.buckets.map(({ doc_count }) => doc_count));
  return Math.max(...aggregations.t.buckets.filter(({ doc_count }) => doc_count > most / 3).map(({ key }) => key)) + 900_000;
}

async function write(request: APIRequestContext, documents: Record<string, unknown>[]): Promise<void> {
  for (let at = 0; at < documents.length; at += 5_000) {
    const lines = documents.slice(at, at + 5_000).map((document) => `{"create":{}}\n${JSON.stringify(document)}\n`);
    const answer = await request.post(`/api/es/${index}/_bulk?refresh=true`, {
      headers: { 'content-type': 'application/x-ndjson' },
      data: lines.join(''),
    });
    expect((await answer.json()) as object).toMatchObject({ errors: false });
  }
}

/** The payments and the errors of the Storefront's fortnight, moved so that the incident has lasted until now. */
async function replay(request: APIRequestContext): Promise<void> {
  const shiftMs = Date.now() - (await incidentEnd(request));
  const nowMs = Date.now();
  const moved: Record<string, unknown>[] = [];
  let answer = await request.post('/api/es/shop-logs/_search?scroll=1m', {
    data: {
      size: 10_000,
      query: { bool: { should: [{ exists: { field: 'payment.provider' } }, { range: { 'http.response.status_code': { gte: 500 } } }] } },
      _source: ['@timestamp', 'message', 'payment', 'http', 'log', 'service'],
    },
  });
  for (;;) {
    const { _scroll_id: scroll, hits } = (await answer.json()) as { _scroll_id: string; hits: { hits: Hit[] } };
    if (hits.hits.length === 0) break;
    for (const { _source: source } of hits.hits) {
      const atMs = Date.parse(source['@timestamp']) + shiftMs;
      if (atMs < nowMs) moved.push({ ...source, '@timestamp': new Date(atMs).toISOString() });
    }
    answer = await request.post('/api/es/_search/scroll', { data: { scroll_id: scroll, scroll: '1m' } });
  }
  await write(request, moved);
}

const charge = (broken: boolean) => ({
  '@timestamp': new Date().toISOString(),
  message: broken ? `POST /v2/charges → 503 provider=${provider}` : 'charge accepted provider=stripe',
  log: { level: broken ? 'ERROR' : 'INFO' },
  service: { name: 'payments' },
  http: { response: { status_code: broken ? 503 : 200 } },
  payment: { provider: broken ? provider : 'stripe' },
});

test('the planted incident: an anomaly, an alert, a remedy, a recovery, seen on the dashboard', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  const { request } = page;
  let isBroken = true;
  const receiver = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (part) => (body += String(part)));
    incoming.on('end', () => {
      const { event } = JSON.parse(body) as { event: string };
      if (event === 'opened') isBroken = false;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(event === 'opened' ? { action: 'moved payments to stripe', detail: `${provider} switched off` } : {}));
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const post = async (path: string, data: unknown) => {
    const answer = await request.post(path, { data });
    const text = await answer.text();
    expect(answer.status(), text).toBe(201);
    return JSON.parse(text) as { id: string };
  };
  /** Under a heavy load it may be over before the list is looked at. */
  const alertOf = async (rule: string) => {
    for (const path of ['/api/alerts', '/api/alerts?history=1']) {
      const alerts = (await (await request.get(path)).json()) as { id: string; ruleId: string; status: string }[];
      const found = alerts.find(({ ruleId, status }) => ruleId === rule && status !== 'pending');
      if (found) return found.id;
    }
    return undefined;
  };

  await replay(request);
  const view = await post('/api/data-views', { title: 'Replayed payments', pattern: index, timeField: '@timestamp' });
  const source = { type: 'search', dataView: view.id };
  const measure = { aggregation: 'count', label: 'Server errors' };
  const panel = {
    id: 'failed',
    kind: 'xy',
    title: 'Server errors',
    layout: { x: 0, y: 0, w: 12, h: 9 },
    config: {
      source: { ...source, kql: 'http.response.status_code >= 500' },
      mark: 'line',
      x: { type: 'time', interval: '15m' },
      measures: [measure],
      anomalies: { enabled: true },
    },
  };
  const dashboard = await post('/api/dashboards', {
    document: { version: 2, title: 'Incident', timeRange: { from: 'now-12h', to: 'now' }, refreshMs: 5_000, panels: [panel] },
  });
  const connector = await post('/api/connectors', { kind: 'webhook', name: 'Payments desk', config: { url } });
  await page.goto(`/dashboards/${dashboard.id}`);
  await painted(page);
  await expect(page.getByText(/\d+ anomal(y|ies)$/).first()).toBeVisible();

  let isOpen = true;
  // one after the other: a slow engine gets fewer charges, not a queue of late ones
  const shop = (async () => {
    while (isOpen) {
      await write(
        request,
        Array.from({ length: 5 }, () => charge(isBroken)),
      );
      await new Promise((done) => setTimeout(done, 400));
    }
  })();
  try {
    const rule = await post('/api/alert-rules', {
      name: 'Charges fail',
      intervalSeconds: 1,
      definition: {
        condition: {
          kind: 'threshold',
          dataView: view.id,
          kql: 'payment.provider: *',
          measure: { aggregation: 'share', kql: 'http.response.status_code >= 500' },
          windowSeconds: 30,
          operator: 'above',
          threshold: 20,
        },
        severity: 'critical',
        dashboard: dashboard.id,
      },
      actions: [{ connector: connector.id, on: ['opened', 'recovered'] }],
    });
    await expect.poll(() => alertOf(rule.id), { timeout: 60_000 }).toBeTruthy();
    await page.goto(`/alerts/${await alertOf(rule.id)}`);
    await expect(page.getByRole('heading', { name: 'Charges fail' })).toBeVisible();
    await expect(page.getByText('moved payments to stripe')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('Recovered', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('still going on')).toBeHidden();
  } finally {
    isOpen = false;
    await shop;
    receiver.close();
  }
  await page.getByRole('link', { name: 'Open the dashboard' }).click();
  await painted(page);
  await expect(page.locator('[data-panel="failed"], [data-panel]').first()).toContainText('Server errors');
  await page.screenshot({ path: test.info().outputPath('incident.png') });
});
