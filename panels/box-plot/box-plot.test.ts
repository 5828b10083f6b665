import { expect, test } from 'vitest';
import { boxPlot } from './definition';
import { boxPlotSchema } from './schema';

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
const spread = { values: { '5.0': 1, '25.0': 2, '50.0': 3, '75.0': 4, '95.0': 5 } };

test('a box for every value that has one', () => {
  const config = boxPlotSchema.parse({ source, field: 'n', by: 'a' });
  const empty = { values: { '5.0': null, '25.0': null, '50.0': null, '75.0': null, '95.0': null } };
  const by = {
    buckets: [
      { key: 'x', doc_count: 7, spread },
      { key: 'y', doc_count: 1, spread: empty },
    ],
  };
  expect(boxPlot.toData(config, { main: { aggregations: { by } } } as never, context).boxes).toEqual([
    { key: 'x', value: 'x', spread: [1, 2, 3, 4, 5], documents: 7 },
  ]);
});

test('one box for all', () => {
  const config = boxPlotSchema.parse({ source, field: 'n' });
  expect(boxPlot.toData(config, { main: { aggregations: { spread } } } as never, context).boxes).toMatchObject([
    { key: 'all', spread: [1, 2, 3, 4, 5] },
  ]);
});
