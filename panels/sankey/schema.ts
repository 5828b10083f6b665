import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { anySourceSchema } from '../shared/source';

export const sankeySchema = z.object({
  source: anySourceSchema,
  /** Fields from left to right. */
  steps: z
    .array(z.object({ field: z.string(), size: z.number().int().min(2).max(30).default(8) }))
    .min(2)
    .max(4)
    .default([
      { field: '', size: 8 },
      { field: '', size: 8 },
    ]),
  measure: measureSchema.default({ aggregation: 'count' }),
});
export type SankeyConfig = z.infer<typeof sankeySchema>;

export interface SankeyData {
  fields: string[];
  nodes: { step: number; key: string; value: string | number; amount: number }[];
  links: { from: number; to: number; amount: number; before?: number }[];
  against?: string;
  style: { format: string; unit?: string };
}
