import { parsingError } from '../plan/es-error';

export interface Point {
  lat: number;
  lon: number;
}

const base32 = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The centre of a geohash cell. Source: G. Niemeyer's geohash, base 32 with interleaved bits. */
function decodeGeohash(hash: string): Point | undefined {
  const box = { lat: [-90, 90] as [number, number], lon: [-180, 180] as [number, number] };
  let even = true;
  for (const char of hash.toLowerCase()) {
    const bits = base32.indexOf(char);
    if (bits < 0) return undefined;
    for (let bit = 4; bit >= 0; bit--) {
      const range = even ? box.lon : box.lat;
      const middle = (range[0] + range[1]) / 2;
      range[(bits >> bit) & 1 ? 0 : 1] = middle;
      even = !even;
    }
  }
  return { lat: (box.lat[0] + box.lat[1]) / 2, lon: (box.lon[0] + box.lon[1]) / 2 };
}

function fromText(text: string): Point | undefined {
  const wkt = /^POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)$/i.exec(text);
  if (wkt) return { lon: Number(wkt[1]), lat: Number(wkt[2]) };
  const pair = /^\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*$/.exec(text);
  if (pair) return { lat: Number(pair[1]), lon: Number(pair[2]) };
  return /^[0-9b-hjkmnp-z]{1,12}$/i.test(text) ? decodeGeohash(text) : undefined;
}

/** Any of Elasticsearch's ways to write a point: object, "lat,lon", [lon, lat], WKT, GeoJSON, geohash. */
export function parseGeoPoint(value: unknown): Point | undefined {
  let point: Point | undefined;
  if (typeof value === 'string') point = fromText(value);
  else if (Array.isArray(value)) point = { lon: Number(value[0]), lat: Number(value[1]) };
  else if (value && typeof value === 'object') {
    const object = value as Record<string, unknown>;
    point = Array.isArray(object.coordinates)
      ? { lon: Number(object.coordinates[0]), lat: Number(object.coordinates[1]) }
      : { lat: Number(object.lat), lon: Number(object.lon) };
  }
  if (!point || !Number.isFinite(point.lat) || !Number.isFinite(point.lon)) return undefined;
  return Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180 ? point : undefined;
}

export function requirePoint(value: unknown, what: string): Point {
  const point = parseGeoPoint(value);
  if (!point) throw parsingError(`failed to parse ${what}: not a geo point`);
  return point;
}

const metersPer: Record<string, number> = {
  m: 1,
  meters: 1,
  km: 1000,
  kilometers: 1000,
  mi: 1609.344,
  miles: 1609.344,
  yd: 0.9144,
  ft: 0.3048,
  in: 0.0254,
  cm: 0.01,
  mm: 0.001,
  nmi: 1852,
  NM: 1852,
};

export function parseDistance(value: unknown): number {
  const match = /^([\d.]+)\s*([a-zA-Z]*)$/.exec(String(value));
  const unit = metersPer[match?.[2] || 'm'];
  if (!match || unit === undefined) throw parsingError(`failed to parse distance [${String(value)}]`);
  return Number(match[1]) * unit;
}
