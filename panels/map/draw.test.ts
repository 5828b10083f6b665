import { geoMercator } from 'd3-geo';
import { describe, expect, test } from 'vitest';
import { filterToDsl } from '../../lib/query/filters';
import { distanceMeters, drawnFilter, type Place } from './draw';

const projection = geoMercator();
const at = (lon: number, lat: number): Place => {
  const [x = 0, y = 0] = projection([lon, lat]) ?? [];
  return { x, y };
};

describe('a shape drawn on a map', () => {
  test('a box', () => {
    const filter = drawnFilter('box', [at(10, 50), at(14, 46)], 'place', projection);
    expect(filter?.value).toEqual({ top: 50, left: 10, bottom: 46, right: 14 });
  });

  test('a circle has its radius in metres', () => {
    expect(distanceMeters([0, 0], [0, 1])).toBeCloseTo(111_195, -1);
    const filter = drawnFilter('circle', [at(13.4, 52.5), at(13.4, 53.5)], 'place', projection);
    expect(filter).toMatchObject({ operator: 'within-circle', value: { lat: 52.5, lon: 13.4 } });
    expect(filter && filterToDsl(filter)).toEqual({
      geo_distance: { distance: `${((filter?.value ?? {}) as { meters?: number }).meters}m`, place: { lat: 52.5, lon: 13.4 } },
    });
  });

  test('a polygon', () => {
    const filter = drawnFilter('polygon', [at(0, 0), at(10, 0), at(0, 10)], 'place', projection);
    expect(filter && filterToDsl(filter)).toEqual({
      geo_polygon: {
        place: {
          points: [
            { lat: 0, lon: 0 },
            { lat: 0, lon: 10 },
            { lat: 10, lon: 0 },
          ],
        },
      },
    });
  });

  test.each([
    ['box', [at(1, 1), at(1, 1)]],
    ['polygon', [at(1, 1), at(2, 2)]],
    ['circle', [at(1, 1)]],
  ] as const)('a %s of nothing is no filter', (tool, places) => {
    expect(drawnFilter(tool, [...places], 'place', projection)).toBeUndefined();
  });
});
