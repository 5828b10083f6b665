import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { findPatterns, phrasesOf } from './find-patterns';
import { Miner, words } from './miner';

test.each([
  ['Connection from 10.0.0.7:443 closed after 12 ms', 'Connection from <*> closed after <*>'],
  ['user=ann id=7f3c8a12-1111-2222-3333-444455556666 ok', 'user= ann id= <*> ok'],
  ['read /var/log/app/today.log (1.2 MB) at 2026-11-24T10:00:00.123Z', 'read <*> at <*>'],
  ['GET https://shop.example.com/cart?x=1 503', 'GET <*> <*>'],
  ['blk_-1608999687919862906 terminating', '<*> terminating'],
])('values are taken out of %s', (message, masked) => {
  expect(words(message).join(' ')).toBe(masked);
});

const range = { fromMs: 0, toMs: 2_400 };
const message = (text: string, atMs = 0) => ({ text, atMs });

describe('patterns', () => {
  const now = [
    ...Array.from({ length: 48 }, (_, at) => message(`order ${at} placed by user${at}`, at * 50)),
    message('disk full on web-1', 1_250),
  ];
  const before = [...Array.from({ length: 20 }, (_, at) => message(`order ${at} placed by user${at}`)), message('cache warmed in 3 s')];
  const found = findPatterns({ messages: now, total: 98 }, { messages: before, total: 21 }, range);

  test('are counted, scaled to all that there are, and followed over time', () => {
    expect(found).toMatchObject({ total: 98, read: 49 });
    expect(found.patterns[0]).toMatchObject({
      template: 'order <*> placed by <*>',
      count: 96,
      before: 20,
      sample: 'order 0 placed by user0',
    });
    expect(found.patterns[0]?.trend).toEqual(Array.from({ length: 24 }, () => 4));
  });

  test('new ones and those that are gone', () => {
    const by = new Map(found.patterns.map((pattern) => [pattern.sample, [pattern.count, pattern.before]]));
    expect(by.get('disk full on web-1')).toEqual([2, 0]);
    expect(by.get('cache warmed in 3 s')).toEqual([0, 1]);
  });

  test('are found again by the words that stay', () => {
    expect(phrasesOf(['order', '<*>', 'placed', 'by', 'user-<*>'])).toEqual(['placed by', 'order']);
    expect(phrasesOf(['<*>', '|', '<*>'])).toEqual([]);
  });
});

const folder = path.resolve(import.meta.dirname, '../../../shared/data/loghub');

/** Grouping accuracy: the share of messages whose group has exactly the messages of one event. Zhu et al. 2019. */
function groupingAccuracy(system: string): number {
  const rows = parse(readFileSync(path.join(folder, system, `${system}_2k.log_structured.csv`), 'utf8'), { columns: true }) as {
    Content: string;
    EventId: string;
  }[];
  const miner = new Miner<string>();
  const sizes = new Map<string, number>();
  for (const { Content, EventId } of rows) {
    miner.add(Content, EventId);
    sizes.set(EventId, (sizes.get(EventId) ?? 0) + 1);
  }
  const right = miner.clusters().filter(({ members }) => new Set(members).size === 1 && sizes.get(members[0] ?? '') === members.length);
  return right.reduce((sum, { members }) => sum + members.length, 0) / rows.length;
}

describe.skipIf(!existsSync(folder))('real logs of eight systems (skipped where ../shared is absent)', () => {
  test('grouping accuracy', () => {
    const systems = ['Android', 'Apache', 'HDFS', 'Hadoop', 'Linux', 'OpenSSH', 'Proxifier', 'Zookeeper'];
    const scores = systems.map(groupingAccuracy);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    console.log(systems.map((system, at) => `${system} ${scores[at]?.toFixed(3)}`).join(', '), `mean ${mean.toFixed(3)}`);
    expect(mean).toBeGreaterThan(0.87);
  });
});
