import { expect, test } from 'vitest';
import { mapData } from './data';
import { mapAt } from './frames';
import { mapRequests } from './query';
import { mapSchema } from './schema';

const hour = 3_600_000;
const layers = [
  { id: 'c', kind: 'clusters', field: 'place' },
  { id: 'p', kind: 'points', field: 'place' },
  { id: 't', kind: 'tracks', field: 'place', entity: 'who' },
];
const config = mapSchema.parse({ source: { type: 'search', dataView: 'v' }, layers, slider: true });
const context = {
  range: { fromMs: 0, toMs: 2 * hour },
  previous: { fromMs: -2 * hour, toMs: 0 },
  timeZone: 'UTC',
  width: 600,
  compare: true,
  against: 'before',
  nowMs: 0,
  dataView: { id: 'v', title: 'v', pattern: 'v', timeField: '@timestamp', fieldFormats: {} },
};
const tile = (count: number) => ({ key: '5/1/1', doc_count: count, centre: { location: { lat: 1, lon: 2 } } });
const tiles = (count: number) => ({ buckets: [tile(count)] });
const hits = [90, 30].map((minute) => ({
  _source: { place: { lat: minute, lon: 0 }, who: 'x', '@timestamp': new Date(minute * 60_000).toISOString() },
}));
const answers = {
  frames: { aggregations: { frames: { buckets: [{ key: 0 }, { key: hour }] } } },
  c: {
    aggregations: {
      tiles: tiles(10),
      frames: {
        buckets: [
          { key: 0, tiles: tiles(3) },
          { key: hour, tiles: tiles(7) },
        ],
      },
    },
  },
  p: { hits: { hits } },
  t: { hits: { hits } },
};

test('a slider asks each layer once more by stretch of time, the time before not', () => {
  const requests = mapRequests(config, context);
  expect(requests.map(({ key }) => key)).toEqual(['c', 'previous-c', 'p', 't', 'frames']);
  const asked = Object.fromEntries(requests.map(({ key, body }) => [key, body.aggs as Record<string, unknown> | undefined]));
  expect(asked.c?.frames).toMatchObject({ date_histogram: { fixed_interval: '5m' }, aggs: { tiles: { geotile_grid: { precision: 5 } } } });
  expect(asked['previous-c']?.frames).toBeUndefined();
  expect(mapRequests({ ...config, slider: false }, context).map(({ key }) => key)).toEqual(['c', 'previous-c', 'p', 't']);
});

test('within a stretch each layer shows what is of it, on the scale of all', () => {
  const data = mapData(config, answers as never, context);
  expect(data.frames).toEqual([
    { fromMs: 0, toMs: hour },
    { fromMs: hour, toMs: 2 * hour },
  ]);
  expect(mapAt(data, undefined)).toBe(data);
  const [clusters, points, tracks] = mapAt(data, 0).layers;
  expect(clusters).toMatchObject({ points: [{ value: 3 }], max: 7 });
  expect(points?.points.map(({ lat }) => lat)).toEqual([30]);
  expect(tracks?.tracks[0]?.line).toEqual([[0, 30]]);
  const later = mapAt(data, 1).layers;
  expect(later[0]?.points[0]?.value).toBe(7);
  expect(later[2]?.tracks[0]?.line).toEqual([
    [0, 30],
    [0, 90],
  ]);
});
