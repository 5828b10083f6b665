import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const bulletSchema = z.object({
  source: searchSourceSchema,
  measure: measureSchema.default({ aggregation: 'count' }),
  /** One bar for every value; one for all where it is absent. */
  by: z.string().optional(),
  size: z.number().int().min(1).max(20).default(6),
  /** What the bar should reach, or stay under. */
  target: z.number().optional(),
  better: z.enum(['higher', 'lower']).default('higher'),
  /** The end of the scale; absent: the largest of values and target. */
  most: z.number().positive().optional(),
});
export type BulletConfig = z.infer<typeof bulletSchema>;

export interface BulletData {
  by?: string;
  bars: { key: string; value?: string | number; amount: number | null; before?: number }[];
  most: number;
  target?: number;
  /** What the time before is, in words; where the reader compares. */
  against?: string;
  better: 'higher' | 'lower';
  style: { format: string; unit?: string };
}
