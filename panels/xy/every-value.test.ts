import { describe, expect, test } from 'vitest';
import { xyData } from './data';
import { everyValue, showsEvery } from './every-value';
import { xyRequests } from './query';
import { xySchema } from './schema';

const bucket = (key: number, count: number, least: number | null, most: number | null) =>
  ({ key, doc_count: count, least0: { value: least }, most0: { value: most } }) as never;

describe('a line through every value', () => {
  test('a pixel becomes the stroke between its extremes, from the side that the line comes from', () => {
    const buckets = [bucket(0, 3, 1, 9), bucket(10, 0, null, null), bucket(20, 2, 2, 8), bucket(30, 1, 5, 5)];
    expect(everyValue(buckets, 1, 10)).toEqual({
      x: [0, 5, 20, 25, 30, 35],
      values: [[1, 9, 8, 2, 5, 5]],
      bucketAt: [0, 0, 2, 2, 3, 3],
    });
  });

  test('its picture is that of all points, but for the joins between pixels', () => {
    const [pixels, perPixel] = [200, 500];
    const points = Array.from({ length: pixels * perPixel }, (_, at) => Math.sin(at / 9_000) * 50 + Math.sin(at * at) * 20);
    const columns = Array.from({ length: pixels }, (_, at) => points.slice(at * perPixel, (at + 1) * perPixel));
    const { values } = everyValue(
      columns.map((column, at) => bucket(at, column.length, Math.min(...column), Math.max(...column))),
      1,
      1,
    );
    columns.forEach((column, at) => {
      const drawn = (values[0] ?? []).slice(2 * at, 2 * at + 2) as number[];
      expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([Math.min(...column), Math.max(...column)]);
    });
  });

  const config = xySchema.parse({
    source: { type: 'search', dataView: 'v' },
    measures: [{ aggregation: 'avg', field: 'ms' }],
    every: true,
  });
  const context = {
    range: { fromMs: 0, toMs: 86_400_000 },
    previous: { fromMs: -86_400_000, toMs: 0 },
    timeZone: 'UTC',
    width: 1_400,
    compare: false,
    against: '',
    nowMs: 86_400_000,
    dataView: { id: 'v', title: 'v', pattern: 'v', timeField: '@timestamp', fieldFormats: {} },
  };

  test('asks as finely as the screen, and only where it makes sense', () => {
    const [request] = xyRequests(config, context);
    expect(request?.body.aggs).toMatchObject({
      x: { date_histogram: { fixed_interval: '2m' }, aggs: { least0: { min: { field: 'ms' } }, most0: { max: { field: 'ms' } } } },
    });
    const without = { ...config, every: false };
    expect(JSON.stringify(xyRequests(without, context))).not.toContain('least0');
    expect(showsEvery({ ...config, mark: 'bar' })).toBe(false);
    expect(showsEvery({ ...config, measures: [{ aggregation: 'count' }] })).toBe(false);
  });

  test('empty stretches are left out, so that the line joins what is beside them', () => {
    const minutes = [0, 120_000, 240_000, 360_000, 480_000, 600_000, 720_000];
    const buckets = minutes.map((key, at) => bucket(key, at % 2 ? 0 : 1, at % 2 ? null : at, at % 2 ? null : at));
    const data = xyData(config, { main: { aggregations: { x: { buckets } } } } as never, context);
    expect(data.series[0]).toMatchObject({ name: 'ms', values: [0, 0, 2, 2, 4, 4, 6, 6] });
    expect(data.x).toHaveLength(8);
  });
});
