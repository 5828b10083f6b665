import type { FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import topology from 'us-atlas/states-10m.json';
import type { Region } from './region';

/** USPS letters by FIPS code (Federal Information Processing Standard 5-2). */
const letters: Record<string, string> = Object.fromEntries(
  '01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI'
    .split(' ')
    .map((pair) => [pair.slice(0, 2), pair.slice(2)]),
);

const atlas = topology as unknown as Topology<{ states: GeometryCollection<{ name: string }> }>;
const collection = feature(atlas, atlas.objects.states) as unknown as FeatureCollection<Geometry, { name: string }>;

/** US states and territories by their two letters, `US-CA`, FIPS code or name. */
export const usStates: Region[] = collection.features.map((shape) => {
  const fips = String(shape.id).padStart(2, '0');
  const code = letters[fips] ?? fips;
  return { codes: [code, `US-${code}`, fips, shape.properties.name.toUpperCase()], name: shape.properties.name, shape };
});
