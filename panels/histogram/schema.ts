import { z } from 'zod';
import { searchSourceSchema } from '../shared/source';

export const histogramSchema = z.object({
  source: searchSourceSchema,
  /** The number whose spread is shown. */
  field: z.string(),
  /** About how many bars. */
  bins: z.number().int().min(4).max(100).default(24),
  /** The far ends, a hundredth on each side, in one bar each: one stray value does not flatten the rest. */
  trim: z.boolean().default(true),
});
export type HistogramConfig = z.infer<typeof histogramSchema>;

export interface HistogramData {
  field: string;
  step: number;
  bars: { from: number; count: number; before?: number }[];
  /** Documents below the first and above the last bar. */
  below: number;
  above: number;
  total: number;
  against?: string;
  style: { format: string; unit?: string };
}
