import { describe, expect, test } from 'vitest';
import { checkKeepAlive, sealAnswer, unsealClosedPit, unsealPit, unsealScroll } from './console-cursors';
import { mintScope } from './mint-scope';
import { seal } from './sealed-handle';

process.env.NEXTAUTH_SECRET = 'a secret that is long enough for tests';
const mine = mintScope({ subject: 'key:1', patterns: ['shop-*'] });
const other = mintScope({ subject: 'key:2', patterns: ['*'] });
const handle = seal({ subject: 'key:1', index: 'shop-logs', id: 'real' });

describe('ids of scrolls and points in time', () => {
  test('go out sealed and come back as they were', () => {
    const answer = sealAnswer(mine, 'shop-logs', '/shop-logs/_search', { _scroll_id: 'real', hits: {} }) as { _scroll_id: string };
    expect(answer._scroll_id).not.toContain('real');
    expect(unsealScroll(mine, { scroll_id: answer._scroll_id, scroll: '5m' }, new URLSearchParams())).toEqual({
      scroll_id: 'real',
      scroll: '5m',
    });
    expect(unsealScroll(mine, { scroll_id: [answer._scroll_id] }, new URLSearchParams())).toEqual({ scroll_id: ['real'] });
    const opened = sealAnswer(mine, 'shop-logs', '/shop-logs/_pit', { pit_id: 'real', _shards: {} }) as { id: string; pit_id?: string };
    expect([unsealPit(mine, { id: opened.id, keep_alive: '1m' }), opened.pit_id]).toEqual([{ id: 'real', keep_alive: '1m' }, undefined]);
    expect(unsealClosedPit(mine, { id: opened.id }, true)).toEqual({ pit_id: ['real'] });
  });

  test.each([
    ['another key', () => unsealPit(other, { id: handle })],
    ['a handle that was made up', () => unsealPit(mine, { id: 'abc' })],
    ["the cluster's own id", () => unsealScroll(mine, { scroll_id: 'real' }, new URLSearchParams())],
    ['every scroll at once', () => unsealScroll(mine, { scroll_id: '_all' }, new URLSearchParams())],
    ['no id', () => unsealScroll(mine, {}, new URLSearchParams())],
    ['what the key may no longer read', () => unsealPit(mintScope({ subject: 'key:1', patterns: ['else'] }), { id: handle })],
  ])('%s is refused', (_, run) => {
    expect(run).toThrow();
  });

  test.each(['0m', '60m', '1h', '1d', '', '1000s', -1])('%s is no time to keep one', (value) => {
    expect(() => checkKeepAlive(value)).toThrow();
  });
  test.each(['1m', '5m', '10m', '59m', '30s', '999s'])('%s is', (value) => {
    expect(() => checkKeepAlive(value)).not.toThrow();
  });
});
