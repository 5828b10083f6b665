import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { searchSourceSchema } from '../shared/source';

export const changeSchema = z.object({
  source: searchSourceSchema,
  /** Whose values made the difference. */
  field: z.string(),
  size: z.number().int().min(2).max(20).default(8),
  /** Only what can be added up has parts: a count or a sum. */
  measure: measureSchema.default({ aggregation: 'count' }),
  better: z.enum(['higher', 'lower', 'neither']).default('neither'),
});
export type ChangeConfig = z.infer<typeof changeSchema>;

export interface ChangeData {
  field: string;
  before: number;
  after: number;
  /** Contributions, the largest first; "other" last. */
  parts: { key: string; value: string | number; before: number; after: number; other?: boolean }[];
  against: string;
  better: ChangeConfig['better'];
  style: { format: string; unit?: string };
}
