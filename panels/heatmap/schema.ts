import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const heatmapSchema = z.object({
  source: searchSourceSchema,
  /** `week`: hours across, weekdays down. `time`: time across, the values of `field` down. */
  layout: z.enum(['week', 'time']).default('week'),
  field: z.string().optional(),
  size: z.number().int().min(2).max(30).default(10),
  measure: measureSchema.default({ aggregation: 'count' }),
  /** Cool for counts, warm for load and latency. */
  ramp: z.enum(['cool', 'warm']).default('cool'),
});
export type HeatmapConfig = z.infer<typeof heatmapSchema>;

export interface HeatmapData {
  layout: HeatmapConfig['layout'];
  /** Column labels, or epoch milliseconds for time. */
  x: (string | number)[];
  y: string[];
  yField?: string;
  /** Row by row; null where nothing was measured. */
  cells: (number | null)[][];
  /** The same cells in the time before, and what that is in words; where the reader compares. */
  before?: (number | null)[][];
  against?: string;
  min: number;
  max: number;
  ramp: HeatmapConfig['ramp'];
  style: { format: string; unit?: string };
  stepMs?: number;
}
