import { parsingError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { and, none, or, type Predicate } from '../plan/predicate';
import { type ShapeBox, type ShapeRelation, shapeBox } from '../plan/shape-box';
import type { FieldLookup } from './fields';
import { parseDistance, requirePoint } from './geo';
import type { QueryBody } from './query-body';

const options = ['relation', 'boost', '_name', 'validation_method', 'ignore_unmapped', 'distance', 'distance_type', 'type'];

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

type Shape = Record<string, unknown>;

/** A GeoJSON or well-known shape against points: what a point can lie in. */
function shapePredicate(field: Field, shape: Shape): Predicate {
  const type = String(shape.type ?? '').toLowerCase();
  const pairs = (ring: unknown) => (ring as [number, number][]).map(([lon, lat]) => ({ lat, lon }));
  const { coordinates } = shape as { coordinates?: unknown };
  if (type === 'envelope') {
    const [[left = 0, top = 0] = [], [right = 0, bottom = 0] = []] = coordinates as number[][];
    return { type: 'geo-box', field, top, left, bottom, right };
  }
  if (type === 'point') {
    const [lon = 0, lat = 0] = coordinates as number[];
    return { type: 'geo-distance', field, lat, lon, meters: 1 };
  }
  if (type === 'circle') {
    const [lon = 0, lat = 0] = coordinates as number[];
    return { type: 'geo-distance', field, lat, lon, meters: parseDistance(shape.radius) };
  }
  if (type === 'polygon') {
    const [outer, ...holes] = (coordinates as unknown[]).map((ring): Predicate => ({ type: 'geo-polygon', field, points: pairs(ring) }));
    return outer ? and([outer, ...holes.map((of): Predicate => ({ type: 'not', of }))]) : none;
  }
  if (type === 'multipolygon')
    return or((coordinates as unknown[]).map((polygon) => shapePredicate(field, { type: 'polygon', coordinates: polygon })));
  if (type === 'geometrycollection') return or((shape.geometries as Shape[]).map((part) => shapePredicate(field, part)));
  throw parsingError(`[geo_shape] the embedded engine does not search by [${type}]`);
}

/** Shapes are compared by the boxes around them. */
function shapeAgainstBox(field: Field, box: ShapeBox | undefined, relation: unknown): Predicate {
  const named = String(relation ?? 'intersects').toLowerCase() as ShapeRelation;
  if (!['intersects', 'within', 'contains', 'disjoint'].includes(named)) throw parsingError(`[geo_shape] unknown relation [${named}]`);
  return box ? { type: 'shape-box', field, box, relation: named } : none;
}

function geoShape(body: QueryBody, lookup: FieldLookup): Predicate {
  const [path, given] = fieldEntry(body, 'geo_shape');
  const { shape, relation, indexed_shape: indexed } = given as { shape?: Shape; relation?: string; indexed_shape?: unknown };
  if (indexed !== undefined || !shape) throw parsingError('[geo_shape] needs a [shape]; shapes of other documents are not supported');
  const field = lookup.get(path);
  if (!field) return none;
  if (field.type === 'geo_shape') return shapeAgainstBox(field, shapeBox(shape, parseDistance), relation);
  if (field.type !== 'geo_point') throw parsingError(`Field [${path}] is of unsupported type [${field.type}] for [geo_shape] query`);
  const inside = shapePredicate(field, shape);
  return String(relation ?? 'intersects').toLowerCase() === 'disjoint'
    ? and([
        { type: 'exists', field },
        { type: 'not', of: inside },
      ])
    : inside;
}

export const geoQueries = {
  geo_shape: geoShape,
  geo_polygon: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const [path, given] = fieldEntry(body, 'geo_polygon');
    const points = ((given as { points?: unknown[] }).points ?? []).map((point) => requirePoint(point, 'points'));
    if (points.length < 3) throw parsingError('too few points defined for geo_polygon query');
    const field = lookup.get(path);
    return field ? { type: 'geo-polygon', field, points } : none;
  },
  geo_bounding_box: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const [path, box] = fieldEntry(body, 'geo_bounding_box');
    const edges = corners(box as Record<string, unknown>);
    if (Object.values(edges).some((edge) => !Number.isFinite(edge)))
      throw parsingError('failed to parse bbox: every edge must be a number');
    const field = lookup.get(path);
    if (field?.type === 'geo_shape') return shapeAgainstBox(field, edges, 'intersects');
    return field ? { type: 'geo-box', field, ...edges } : none;
  },
  geo_distance: (body: QueryBody, lookup: FieldLookup): Predicate => {
    const [path, origin] = fieldEntry(body, 'geo_distance');
    const point = requirePoint(origin, 'geo_distance origin');
    const field = lookup.get(path);
    return field ? { type: 'geo-distance', field, ...point, meters: parseDistance(body.distance) } : none;
  },
};
