import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const treemapSchema = z.object({
  source: searchSourceSchema,
  field: z.string(),
  size: z.number().int().min(2).max(50).default(12),
  /** Parts of the parts. */
  inner: z.object({ field: z.string(), size: z.number().int().min(2).max(20).default(6) }).optional(),
  measure: measureSchema.default({ aggregation: 'count' }),
});
export type TreemapConfig = z.infer<typeof treemapSchema>;

export interface TreemapNode {
  key: string;
  value: string | number;
  amount: number;
  /** In the time before, where it is known. */
  before?: number;
  children?: TreemapNode[];
}

export interface TreemapData {
  field: string;
  innerField?: string;
  nodes: TreemapNode[];
  total: number;
  /** What the time before is, in words; where the reader compares. */
  against?: string;
  style: { format: string; unit?: string };
}
