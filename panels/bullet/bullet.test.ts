import { expect, test } from 'vitest';
import { bullet } from './definition';
import { bulletSchema } from './schema';

const source = { type: 'search', dataView: 'v' };
const context = {
  range: { fromMs: 0, toMs: 1 },
  previous: { fromMs: 0, toMs: 1 },
  timeZone: 'UTC',
  width: 600,
  compare: false,
  against: 'previous 24 h',
  nowMs: 1,
};

test('the scale holds values and target', () => {
  const config = bulletSchema.parse({ source, by: 'a', target: 100 });
  const by = {
    buckets: [
      { key: 'x', doc_count: 40 },
      { key: 'y', doc_count: 10 },
    ],
  };
  expect(bullet.toData(config, { main: { hits: { hits: [] }, aggregations: { by } } } as never, context)).toMatchObject({
    bars: [
      { key: 'x', amount: 40 },
      { key: 'y', amount: 10 },
    ],
    most: expect.closeTo(115),
    target: 100,
  });
});

test('one bar counts all documents', () => {
  const config = bulletSchema.parse({ source, most: 50 });
  const answer = { hits: { total: { value: 42 } } };
  expect(bullet.toData(config, { main: answer } as never, context)).toMatchObject({ bars: [{ key: 'Count', amount: 42 }], most: 50 });
});
