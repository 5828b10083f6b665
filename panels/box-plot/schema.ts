import { z } from 'zod';
import { searchSourceSchema } from '../shared/source';

export const boxPlotSchema = z.object({
  source: searchSourceSchema,
  /** The number whose spread is shown. */
  field: z.string(),
  /** One box for every value; one for all where it is absent. */
  by: z.string().optional(),
  size: z.number().int().min(1).max(30).default(8),
});
export type BoxPlotConfig = z.infer<typeof boxPlotSchema>;

/** 5th, 25th, 50th, 75th and 95th percentile. */
export type Spread = [p5: number, p25: number, p50: number, p75: number, p95: number];

export interface BoxPlotData {
  by?: string;
  boxes: { key: string; value: string | number; spread: Spread; before?: Spread; documents: number }[];
  against?: string;
  style: { format: string; unit?: string };
}
