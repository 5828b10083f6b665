import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { anySourceSchema } from '../shared/source';

export const tagCloudSchema = z.object({
  source: anySourceSchema,
  field: z.string(),
  size: z.number().int().min(3).max(100).default(30),
  measure: measureSchema.default({ aggregation: 'count' }),
  order: z.enum(['amount', 'name']).default('amount'),
});
export type TagCloudConfig = z.infer<typeof tagCloudSchema>;

export interface TagCloudData {
  field?: string;
  tags: { key: string; value: string | number; amount: number; before?: number }[];
  against?: string;
  style: { format: string; unit?: string };
}
