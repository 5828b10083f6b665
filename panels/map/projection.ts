import { type GeoProjection, geoBounds, geoMercator, geoNaturalEarth1 } from 'd3-geo';
import type { Region } from './region';
import type { LayerData, MapData, MapPoint } from './schema';

export interface MapFrame {
  projection: GeoProjection;
}

const worldWideDegrees = 120;

interface Extent {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** The contiguous states: Alaska and Hawaii would make it half the world. */
const unitedStates: Extent = { west: -125, east: -66.5, south: 24.3, north: 49.5 };

/** What regions cover where nothing else is shown: the states, one's own shapes; undefined for the world's countries. */
function regionsExtent({ layers }: MapData, shapes: Region[]): Extent | undefined {
  if (layers.length === 0 || layers.some(({ kind, atlas }) => kind !== 'choropleth' || atlas === 'countries')) return undefined;
  if (layers.every(({ atlas }) => atlas === 'us-states')) return unitedStates;
  if (shapes.length === 0) return undefined;
  const [[west, south], [east, north]] = geoBounds({ type: 'FeatureCollection', features: shapes.map(({ shape }) => shape) });
  return east > west ? { west, east, south, north } : undefined;
}

/** Weighted middle 92 % of longitudes and latitudes: one stray point must not make the map the world. */
function extent(data: MapData, shapes: Region[]): Extent | undefined {
  const points = data.layers.flatMap(({ kind, points: own, tracks }) => [
    ...own.map((point) => ({ ...point, weight: kind === 'points' ? 1 : (point.value ?? 1) })),
    ...tracks.flatMap(({ line }) => line.map(([lon, lat]) => ({ lon, lat, value: null, weight: 1 }))),
  ]);
  if (points.length === 0) return regionsExtent(data, shapes);
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const cut = (pick: (point: MapPoint) => number, share: number) => {
    let weight = 0;
    const sorted = [...points].sort((a, b) => pick(a) - pick(b));
    const found = sorted.find((point) => {
      weight += point.weight;
      return weight >= share * total;
    });
    return pick(found ?? (sorted.at(-1) as MapPoint));
  };
  return {
    west: cut((point) => point.lon, 0.04),
    east: cut((point) => point.lon, 0.96),
    south: cut((point) => point.lat, 0.03),
    north: cut((point) => point.lat, 0.97),
  };
}

/** A projection that shows the data: the world where it is spread, a region where it is not. */
export function frameFor(data: MapData, width: number, height: number, shapes: Region[] = []): MapFrame {
  const box = extent(data, shapes);
  const wide = !box || box.east - box.west > worldWideDegrees;
  const projection = wide ? geoNaturalEarth1() : geoMercator();
  if (wide)
    projection.fitExtent(
      [
        [8, 8],
        [width - 8, height - 8],
      ],
      { type: 'Sphere' },
    );
  else {
    const pad = Math.max(1.5, (box.east - box.west) * 0.1);
    const corners: [number, number][] = [
      [box.west - pad, box.south - pad],
      [box.east + pad, box.north + pad],
      [box.west - pad, box.north + pad],
      [box.east + pad, box.south - pad],
    ];
    projection.fitExtent(
      [
        [24, 24],
        [width - 24, height - 24],
      ],
      { type: 'MultiPoint', coordinates: corners },
    );
  }
  return { projection };
}

/** Pixels of radius by value: areas follow amounts, sizes of points the span of theirs. */
export function radiusOf(layer: LayerData, width: number, height: number): (value: number | null) => number {
  const most = Math.max(4, Math.min(30, Math.min(width, height) / (layer.kind === 'points' ? 40 : 11)));
  const span =
    layer.kind === 'points' && Number.isFinite(layer.min)
      ? (value: number) => (layer.max > layer.min ? (value - layer.min) / (layer.max - layer.min) : 0.4)
      : (value: number) => (layer.max > 0 ? value / layer.max : 0);
  return (value) => (value === null ? 3 : Math.max(2.2, most * Math.sqrt(Math.max(0, span(value)))));
}
