import { expect, test } from 'vitest';
import { treemap } from './definition';
import { treemapSchema } from './schema';

const config = treemapSchema.parse({
  source: { type: 'search', dataView: 'v' },
  field: 'a',
  inner: { field: 'b' },
  measure: { aggregation: 'sum', field: 'n' },
});
const context = {
  range: { fromMs: 0, toMs: 1 },
  previous: { fromMs: 0, toMs: 1 },
  timeZone: 'UTC',
  width: 600,
  compare: false,
  against: 'previous 24 h',
  nowMs: 1,
};

test('parts and their parts, asked by the measure and read in order', () => {
  expect(treemap.buildRequests(config, context)[0]?.body).toEqual({
    aggs: {
      parts: {
        terms: { field: 'a', size: 12, order: { m0: 'desc' } },
        aggs: {
          m0: { sum: { field: 'n' } },
          inner: { terms: { field: 'b', size: 6, order: { m0: 'desc' } }, aggs: { m0: { sum: { field: 'n' } } } },
        },
      },
    },
  });
  const parts = {
    buckets: [
      { key: 'x', doc_count: 3, m0: { value: 9 }, inner: { buckets: [{ key: 1, key_as_string: 'one', doc_count: 1, m0: { value: -2 } }] } },
    ],
  };
  expect(treemap.toData(config, { main: { aggregations: { parts } } } as never, context)).toMatchObject({
    nodes: [{ key: 'x', amount: 9, children: [{ key: 'one', value: 1, amount: 0 }] }],
    total: 9,
    innerField: 'b',
  });
});
