import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const mapSchema = z.object({
  source: searchSourceSchema,
  /** Documents as points, geotile clusters as bubbles, or countries coloured by an ISO code field. */
  layer: z.enum(['points', 'clusters', 'choropleth']).default('clusters'),
  field: z.string(),
  /** Label of a point. */
  labelField: z.string().optional(),
  /** Number that sizes a point. */
  sizeField: z.string().optional(),
  measure: measureSchema.default({ aggregation: 'count' }),
});
export type MapConfig = z.infer<typeof mapSchema>;

export interface MapPoint {
  lat: number;
  lon: number;
  value: number | null;
  /** In the time before, where it is known. */
  before?: number;
  label?: string;
  /** Geotile of a cluster, for filtering. */
  box?: { top: number; left: number; bottom: number; right: number };
}

export interface MapData {
  layer: MapConfig['layer'];
  field: string;
  points: MapPoint[];
  /** By upper-case ISO 3166-1 alpha-2 code. */
  regions: { code: string; value: number | null; before?: number }[];
  /** What the time before is, in words; where the reader compares. */
  against?: string;
  min: number;
  max: number;
  truncated: boolean;
  measureName: string;
  style: { format: string; unit?: string };
}
