import type { FeatureCollection } from 'geojson';
import { countries } from '../../components/charts/world';
import { t } from '../../lib/i18n/t';
import type { Region } from './region';
import type { Layer } from './schema';

const world: Region[] = countries.map(({ code, name, shape }) => ({
  codes: [code ?? '', name.toUpperCase()].filter(Boolean),
  name,
  shape,
}));

/** A GeoJSON of one's own: its features by a property, or by their id or name. Nothing where it cannot be read. */
export function ownRegions(shapes: string | undefined, property: string | undefined): Region[] {
  try {
    const collection = JSON.parse(shapes ?? '') as FeatureCollection;
    return (collection.features ?? []).map((shape) => {
      const named = property ? shape.properties?.[property] : undefined;
      const name = String(shape.properties?.name ?? named ?? shape.id ?? '');
      const codes = [named, shape.id, property ? undefined : shape.properties?.name].filter((code) => code !== undefined && code !== null);
      return { codes: codes.map((code) => String(code).toUpperCase()), name, shape };
    });
  } catch {
    return [];
  }
}

/** What is wrong with a GeoJSON; undefined where nothing is. */
export function shapesProblem(shapes: string): string | undefined {
  try {
    const { type, features } = JSON.parse(shapes) as Partial<FeatureCollection>;
    if (type !== 'FeatureCollection' || !Array.isArray(features)) return t('Expected a GeoJSON FeatureCollection.');
    return features.length === 0 ? t('It has no features.') : undefined;
  } catch (error) {
    return t('This is not JSON: {message}', { message: (error as Error).message });
  }
}

/** Regions of an atlas. US states come with the first map that shows them. */
export async function regionsOf(atlas: Layer['atlas'], layer: Pick<Layer, 'shapes' | 'property'> | undefined): Promise<Region[]> {
  if (atlas === 'own') return ownRegions(layer?.shapes, layer?.property);
  if (atlas === 'us-states') return (await import('./us-states')).usStates;
  return world;
}

export const knownRegions = (atlas: Layer['atlas'], layer: Pick<Layer, 'shapes' | 'property'> | undefined): Region[] | undefined =>
  atlas === 'countries' ? world : atlas === 'own' ? ownRegions(layer?.shapes, layer?.property) : undefined;
