import { expect, test } from 'vitest';
import type { Database } from './database';
import { WordIndex } from './word-index';

test('what was counted while rows were removed is counted anew', async () => {
  const waiting: ((rows: { n: number }[]) => void)[] = [];
  const database = { read: () => new Promise((resolve) => waiting.push(resolve)) } as unknown as Database;
  const index = new WordIndex(
    database,
    (change) => change(),
    () => 0,
  );
  const column = { table: 't', column: 'c' };
  const before = index.isWhole(column);
  index.rowsRemoved('t');
  waiting[0]?.([{ n: 0 }]);
  expect(await before).toBe(true);
  const after = index.isWhole(column);
  expect(waiting).toHaveLength(2);
  waiting[1]?.([{ n: 0 }]);
  await after;
  await index.isWhole(column);
  expect(waiting).toHaveLength(2);
});
