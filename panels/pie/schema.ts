import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const pieSchema = z.object({
  source: searchSourceSchema,
  field: z.string(),
  size: z.number().int().min(2).max(8).default(5),
  measure: measureSchema.default({ aggregation: 'count' }),
  totalLabel: z.string().max(40).default('total'),
});
export type PieConfig = z.infer<typeof pieSchema>;

export interface PieData {
  field: string;
  slices: { key: string; value: string | number; amount: number; before?: number; other?: boolean }[];
  total: number;
  totalLabel: string;
  /** Sum in the time before, and what that is in words; where the reader compares. */
  totalBefore?: number;
  against?: string;
  style: { format: string; unit?: string };
}
