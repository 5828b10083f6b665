import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import topology from 'world-atlas/countries-110m.json';
import { alpha2OfNumeric } from './country-codes';

type Country = Feature<Geometry, { name: string }> & { id?: string | number };

const atlas = topology as unknown as Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;
const collection = feature(atlas, atlas.objects.countries) as unknown as FeatureCollection<Geometry, { name: string }>;

/** Natural Earth's countries at 1:110 m, with their ISO 3166-1 alpha-2 code where they have one. */
export const countries: { code: string | undefined; name: string; shape: Country }[] = (collection.features as Country[]).map((shape) => ({
  shape,
  name: shape.properties.name,
  code: alpha2OfNumeric[String(shape.id).padStart(3, '0')],
}));
