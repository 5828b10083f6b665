import type { GeoProjection } from 'd3-geo';
import { t } from '../../lib/i18n/t';
import type { Filter } from '../../lib/query/filters';

export const tools = ['box', 'circle', 'polygon'] as const;
export type Tool = (typeof tools)[number];

export interface Place {
  x: number;
  y: number;
}

const earthMeters = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres between two places on a sphere (haversine). */
export function distanceMeters([lonA, latA]: [number, number], [lonB, latB]: [number, number]): number {
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const inner = half(radians(latB - latA)) + Math.cos(radians(latA)) * Math.cos(radians(latB)) * half(radians(lonB - lonA));
  return 2 * earthMeters * Math.asin(Math.min(1, Math.sqrt(inner)));
}

const round = (value: number) => Math.round(value * 1e5) / 1e5 + 0;

/** The filter that a drawn shape means; undefined where it is too small, or lies off the map. `places`: corners, in the map's own pixels. */
export function drawnFilter(tool: Tool, places: Place[], field: string, { invert }: Pick<GeoProjection, 'invert'>): Filter | undefined {
  const corners = places.map(({ x, y }) => invert?.([x, y])).filter((corner): corner is [number, number] => Boolean(corner));
  const [first, second] = corners;
  if (!first || !second || corners.length < places.length) return undefined;
  const pill = { field, negate: false, disabled: false } as const;
  if (tool === 'box') {
    const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
    const value = {
      top: round(Math.max(...lats)),
      left: round(Math.min(...lons)),
      bottom: round(Math.min(...lats)),
      right: round(Math.max(...lons)),
    };
    return value.top > value.bottom && value.right > value.left
      ? { ...pill, operator: 'within', value, label: t('the drawn box') }
      : undefined;
  }
  if (tool === 'circle') {
    const meters = Math.round(distanceMeters(first, second));
    const label = meters >= 10_000 ? t('{meters} km around', { meters: Math.round(meters / 1_000) }) : t('{meters} m around', { meters });
    return meters > 0
      ? { ...pill, operator: 'within-circle', value: { lat: round(first[1]), lon: round(first[0]), meters }, label }
      : undefined;
  }
  if (corners.length < 3) return undefined;
  const points = corners.map(([lon, lat]) => ({ lat: round(lat), lon: round(lon) }));
  return { ...pill, operator: 'within-polygon', value: { points }, label: t('the drawn area') };
}
