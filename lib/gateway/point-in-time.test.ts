import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mintScope } from './mint-scope';
import { closePointInTime, openPointInTime, searchPointInTime } from './point-in-time';

const sent = vi.hoisted(() => [] as { method: string; path: string; body?: Record<string, unknown> }[]);
const version = vi.hoisted(() => ({ distribution: 'embedded', version: '9.0.0' }));
vi.mock('../env', () => ({ requiredSecret: () => 'a-secret-of-more-than-thirty-two-characters' }));
vi.mock('./client', () => ({
  cluster: async () => ({
    ...version,
    client: {
      transport: {
        request: async (request: { method: string; path: string; body?: Record<string, unknown> }) => {
          sent.push(request);
          return request.method === 'POST' && request.path.endsWith('/_pit')
            ? { id: 'raw-id' }
            : { hits: { hits: [] }, took: 1, timed_out: false };
        },
      },
    },
  }),
}));

const mira = mintScope({ subject: 'user:1', patterns: ['shop-*'], filter: { term: { country: 'NP' } } });
const other = mintScope({ subject: 'user:2', patterns: ['shop-*'] });
const sort = [{ '@timestamp': 'desc' }];

describe('points in time', () => {
  beforeEach(() => {
    sent.length = 0;
    Object.assign(version, { distribution: 'embedded', version: '9.0.0' });
  });

  it('keeps the scope’s filter on every search and makes the sort total', async () => {
    const handle = await openPointInTime(mira, 'shop-logs');
    expect(handle).not.toContain('raw-id');
    await searchPointInTime(mira, 'shop-logs', handle, { sort, query: { match_all: {} } });
    expect(sent[1]?.path).toBe('/_search');
    expect(sent[1]?.body).toMatchObject({
      pit: { id: 'raw-id' },
      sort: [{ '@timestamp': 'desc' }, { _shard_doc: 'asc' }],
      query: { bool: { filter: [{ term: { country: 'NP' } }, { match_all: {} }] } },
    });
  });

  it('sorts by _doc where an older OpenSearch knows no _shard_doc', async () => {
    Object.assign(version, { distribution: 'opensearch', version: '2.19.1' });
    await searchPointInTime(mira, 'shop-logs', await openPointInTime(mira, 'shop-logs'), { sort });
    expect(sent[1]?.body?.sort).toEqual([{ '@timestamp': 'desc' }, { _doc: 'asc' }]);
  });

  it('opens nothing outside the scope', async () => {
    await expect(openPointInTime(mira, 'payroll')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(openPointInTime(mira, '_all')).rejects.toMatchObject({ code: 'forbidden' });
    expect(sent).toEqual([]);
  });

  it('refuses a handle of someone else, of another index, or forged', async () => {
    const handle = await openPointInTime(mira, 'shop-logs');
    const [text = '', signed = ''] = handle.split('.');
    const forged = Buffer.from(JSON.stringify({ subject: 'user:2', index: 'shop-logs', id: 'raw-id' })).toString('base64url');
    const attempts: [typeof mira, string, string][] = [
      [other, 'shop-logs', handle],
      [mira, 'shop-orders', handle],
      [other, 'shop-logs', `${forged}.${signed}`],
      [mira, 'shop-logs', text],
      [mira, 'shop-logs', `${text}.`],
      [mira, 'shop-logs', 'raw-id'],
      [mira, 'shop-logs', ''],
    ];
    for (const [scope, index, given] of attempts) {
      await expect(searchPointInTime(scope, index, given, { sort })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(closePointInTime(scope, index, given)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(sent).toHaveLength(1);
  });
});
