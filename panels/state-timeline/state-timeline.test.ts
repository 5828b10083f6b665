import { expect, test } from 'vitest';
import { stateTimeline } from './definition';
import { stateTimelineSchema } from './schema';

const config = stateTimelineSchema.parse({ source: { type: 'search', dataView: 'v' }, rows: 'host', state: 'state', interval: '1h' });
const hour = 3_600_000;
const context = {
  range: { fromMs: 24 * hour, toMs: 26 * hour },
  previous: { fromMs: 0, toMs: 2 * hour },
  timeZone: 'UTC',
  width: 600,
  compare: true,
  against: 'the day before',
  nowMs: 26 * hour,
  dataView: { id: 'v', title: 'v', pattern: 'v', timeField: '@timestamp', fieldFormats: {} },
};
const rows = (states: [number, string][]) => ({
  aggregations: {
    rows: {
      buckets: [
        {
          key: 'a',
          doc_count: 2,
          time: { buckets: states.map(([at, key]) => ({ key: at * hour, doc_count: 1, state: { buckets: [{ key, doc_count: 1 }] } })) },
        },
      ],
    },
  },
});

test('stretches of one state are one; the time before lies on this one', () => {
  expect(stateTimeline.buildRequests(config, context).map(({ key, range }) => [key, range?.fromMs])).toEqual([
    ['main', undefined],
    ['previous', 0],
  ]);
  const answers = {
    main: rows([
      [24, 'up'],
      [25, 'up'],
    ]),
    previous: rows([
      [0, 'up'],
      [1, 'down'],
    ]),
  };
  const data = stateTimeline.toData(config, answers as never, context);
  expect(data.rows).toMatchObject([
    {
      key: 'a',
      spans: [{ fromMs: 24 * hour, toMs: 26 * hour, state: 'up', count: 2 }],
      before: [
        { fromMs: 24 * hour, toMs: 25 * hour, state: 'up' },
        { fromMs: 25 * hour, toMs: 26 * hour, state: 'down' },
      ],
    },
  ]);
  expect(data).toMatchObject({ states: ['down', 'up'], against: 'the day before' });
});
