import { parsingError } from '../plan/es-error';
import { none, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import { parseDistance, requirePoint } from './geo';
import type { QueryBody } from './query-body';

const options = ['boost', '_name', 'validation_method', 'ignore_unmapped', 'distance', 'distance_type', 'type'];

function fieldEntry(body: QueryBody, query: string): [string, unknown] {
  const entry = Object.entries(body).find(([key]) => !options.includes(key));
  if (!entry) throw parsingError(`[${query}] needs a field`);
  return entry;
}

function corners(box: Record<string, unknown>) {
  if (box.top !== undefined) return { top: Number(box.top), left: Number(box.left), bottom: Number(box.bottom), right: Number(box.right) };
  if (box.top_left !== undefined) {
    const first = requirePoint(box.top_left, 'top_left');
    const second = requirePoint(box.bottom_right, 'bottom_right');
    return { top: first.lat, left: first.lon, bottom: second.lat, right: second.lon };
  }
  const first = requirePoint(box.top_right, 'top_right');
  const second = requirePoint(box.bottom_left, 'bottom_left');
  return { top: first.lat, right: first.lon, bottom: second.lat, left: second.lon };
}

export const geoQueries = {
  geo_bounding_box: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const [path, box] = fieldEntry(body, 'geo_bounding_box');
    const edges = corners(box as Record<string, unknown>);
    if (Object.values(edges).some((edge) => !Number.isFinite(edge)))
      throw parsingError('failed to parse bbox: every edge must be a number');
    const field = lookup.get(path);
    return field ? { type: 'geo-box', field, ...edges } : none;
  },
  geo_distance: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const [path, origin] = fieldEntry(body, 'geo_distance');
    const point = requirePoint(origin, 'geo_distance origin');
    const field = lookup.get(path);
    return field ? { type: 'geo-distance', field, ...point, meters: parseDistance(body.distance) } : none;
  },
};
