import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { anySourceSchema } from '../shared/source';

export const metricSchema = z.object({
  source: anySourceSchema,
  measure: measureSchema.default({ aggregation: 'count' }),
  sparkline: z.boolean().default(true),
  compare: z.boolean().default(true),
  /** Whether more is good: colours the change. */
  better: z.enum(['higher', 'lower', 'neither']).default('neither'),
});
export type MetricConfig = z.infer<typeof metricSchema>;

export interface MetricData {
  value: number | null;
  previous?: number | null;
  spark: (number | null)[];
  previousSpark: (number | null)[];
  style: { format: string; unit?: string };
  /** A share changes in points, everything else in percent. */
  inPoints: boolean;
  better: MetricConfig['better'];
  /** What `previous` is, in words. */
  against: string;
}
