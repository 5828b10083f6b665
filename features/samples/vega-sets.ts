import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../lib/elastic/wire-types';

const file = (name: string) =>
  path.join(/* turbopackIgnore: true */ process.env.ORIEL_ROOT ?? process.cwd(), 'node_modules', 'vega-datasets', 'data', name);
const json = <T>(name: string): T => JSON.parse(readFileSync(/* turbopackIgnore: true */ file(name), 'utf8')) as T;

interface Airport {
  name: string;
  city: string;
  state: string;
  location: { lat: number; lon: number };
}

/** iata,name,city,state,country,latitude,longitude; fields with commas are quoted. */
function airports(): Map<string, Airport> {
  const lines = readFileSync(/* turbopackIgnore: true */ file('airports.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(
    lines.map((line) => {
      const cells = [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
      const [iata = '', name = '', city = '', state = '', , lat, lon] = cells;
      return [iata, { name, city, state, location: { lat: Number(lat), lon: Number(lon) } }];
    }),
  );
}

export const flightMappings: JsonObject = {
  properties: {
    '@timestamp': { type: 'date' },
    delay_min: { type: 'long' },
    distance_mi: { type: 'long' },
    delayed: { type: 'boolean' },
    route: { type: 'keyword' },
    ...Object.fromEntries(
      ['origin', 'destination'].map((end) => [
        end,
        {
          properties: {
            code: { type: 'keyword' },
            name: { type: 'keyword' },
            city: { type: 'keyword' },
            state: { type: 'keyword' },
            location: { type: 'geo_point' },
          },
        },
      ]),
    ),
  },
};

/** US flights of early 2001 with both airports' names and coordinates. Times are local to the origin, kept as UTC. */
export function flightDocuments(): JsonObject[] {
  const known = airports();
  const end = (code: string): JsonObject => ({ code, ...(known.get(code) as unknown as JsonObject) });
  return json<{ date: string; delay: number; distance: number; origin: string; destination: string }[]>('flights-20k.json')
    .map(({ date, delay, distance, origin, destination }) => ({
      '@timestamp': `${date.replaceAll('/', '-').replace(' ', 'T')}:00.000Z`,
      delay_min: delay,
      distance_mi: distance,
      delayed: delay > 15,
      route: `${origin} → ${destination}`,
      origin: end(origin),
      destination: end(destination),
    }))
    .sort((a, b) => (a['@timestamp'] < b['@timestamp'] ? -1 : 1));
}

export const earthquakeMappings: JsonObject = {
  properties: {
    '@timestamp': { type: 'date' },
    magnitude: { type: 'double' },
    depth_km: { type: 'double' },
    place: { type: 'text' },
    region: { type: 'keyword' },
    location: { type: 'geo_point' },
    type: { type: 'keyword' },
    status: { type: 'keyword' },
    network: { type: 'keyword' },
    tsunami: { type: 'boolean' },
    significance: { type: 'long' },
    felt_reports: { type: 'long' },
    url: { type: 'keyword' },
  },
};

interface Quake {
  properties: {
    mag: number | null;
    place: string;
    time: number;
    felt: number | null;
    status: string;
    tsunami: number;
    sig: number;
    net: string;
    type: string;
    url: string;
  };
  geometry: { coordinates: [number, number, number] };
}

const abbreviations: Record<string, string> = { CA: 'California' };

/** "4km W of Castaic, CA" lies in California. */
function regionOf(place: string): string {
  const last = place.split(', ').at(-1)?.trim() ?? place;
  return abbreviations[last] ?? last;
}

/** One week of earthquakes as the USGS reported them. */
export function earthquakeDocuments(): JsonObject[] {
  return json<{ features: Quake[] }>('earthquakes.json')
    .features.filter(({ geometry }) => Math.abs(geometry.coordinates[0]) <= 180)
    .map(
      ({ properties, geometry: { coordinates } }): JsonObject => ({
        '@timestamp': new Date(properties.time).toISOString(),
        ...(properties.mag === null ? {} : { magnitude: properties.mag }),
        depth_km: coordinates[2],
        place: properties.place,
        region: regionOf(properties.place),
        location: { lat: coordinates[1], lon: coordinates[0] },
        type: properties.type,
        status: properties.status,
        network: properties.net,
        tsunami: properties.tsunami === 1,
        significance: properties.sig,
        ...(properties.felt === null ? {} : { felt_reports: properties.felt }),
        url: properties.url,
      }),
    )
    .sort((a, b) => (String(a['@timestamp']) < String(b['@timestamp']) ? -1 : 1));
}
