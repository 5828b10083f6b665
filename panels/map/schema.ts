import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const layerKinds = ['points', 'clusters', 'heat', 'tracks', 'choropleth'] as const;

/** About 300 kB of GeoJSON: it lies in the dashboard itself. */
export const mostShapeChars = 400_000;

/** One layer: documents as points, geotile clusters as bubbles, warmth by density, ways by entity, or regions coloured by a code field. */
export const layerSchema = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(layerKinds),
  name: z.string().max(60).default(''),
  /** A place, or for a choropleth the code of a region. */
  field: z.string(),
  /** A condition of this layer alone. */
  kql: z.string().max(2_000).optional(),
  /** Label of a point. */
  labelField: z.string().optional(),
  /** Number that sizes a point. */
  sizeField: z.string().optional(),
  /** Whose way it is. */
  entity: z.string().optional(),
  measure: measureSchema.default({ aggregation: 'count' }),
  /** Whose shapes: countries by ISO 3166-1 alpha-2, US states by their two letters or name, or a GeoJSON of one's own by a property. */
  atlas: z.enum(['countries', 'us-states', 'own']).default('countries'),
  shapes: z.string().max(mostShapeChars, 'These shapes are too large: at most 400 kB of GeoJSON.').optional(),
  property: z.string().max(100).optional(),
  /** Place on the palette; absent: by the layer's place. */
  color: z.number().int().min(1).max(10).optional(),
});
export type Layer = z.infer<typeof layerSchema>;

export const mapSchema = z.object({
  source: searchSourceSchema,
  layers: z.array(layerSchema).max(8).default([]),
  /** A slider that goes through the time, and plays it. */
  slider: z.boolean().default(false),
  /** A map of one layer, as it was stored before there were several. */
  layer: z.enum(['points', 'clusters', 'choropleth']).optional(),
  field: z.string().optional(),
  labelField: z.string().optional(),
  sizeField: z.string().optional(),
  measure: measureSchema.optional(),
});
export type MapConfig = z.infer<typeof mapSchema>;

/** The layers of a map, from the bottom up. */
export function layersOf({ layers, layer = 'clusters', field, labelField, sizeField, measure }: MapConfig): Layer[] {
  if (layers.length > 0) return layers;
  if (field === undefined) return [];
  return [layerSchema.parse({ id: 'only', kind: layer, field, labelField, sizeField, ...(measure ? { measure } : {}) })];
}

export interface MapPoint {
  lat: number;
  lon: number;
  value: number | null;
  /** In the time before, where it is known. */
  before?: number;
  label?: string;
  /** When, epoch milliseconds; of documents on a map with a slider. */
  atMs?: number;
  /** Geotile of a cluster, for filtering. */
  box?: { top: number; left: number; bottom: number; right: number };
}

export interface MapRegion {
  code: string;
  value: number | null;
  before?: number;
}

/** What the aggregations of a layer found within one stretch of time. */
export interface LayerFrame {
  fromMs: number;
  points: MapPoint[];
  regions: MapRegion[];
}

export interface LayerData {
  id: string;
  kind: Layer['kind'];
  name: string;
  field: string;
  entity?: string;
  points: MapPoint[];
  /** Ways in the order of time, as longitude and latitude. */
  tracks: { key: string; value: string | number; line: [lon: number, lat: number][]; atMs?: number[] }[];
  /** By the region's code, as the documents have it. */
  regions: MapRegion[];
  /** By stretch of time, those with something in them; of a map with a slider. */
  frames?: LayerFrame[];
  atlas: Layer['atlas'];
  min: number;
  max: number;
  truncated: boolean;
  measureName: string;
  style: { format: string; unit?: string };
}

export interface MapData {
  layers: LayerData[];
  /** What the time before is, in words; where the reader compares. */
  against?: string;
  /** The stretches of time that a slider goes through, gapless. */
  frames?: { fromMs: number; toMs: number }[];
}
