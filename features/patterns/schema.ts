import { z } from 'zod';
import { filtersSchema, timeRangeSchema } from '../../lib/query/context-schemas';

export const patternsInputSchema = z.object({
  dataView: z.string(),
  /** The field that holds the messages. */
  field: z.string().min(1).max(300),
  timeRange: timeRangeSchema,
  timeZone: z.string().max(64).default('UTC'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  nowMs: z.number(),
});
export type PatternsInput = z.infer<typeof patternsInputSchema>;

export interface Pattern {
  /** Words, with `<*>` where they change. */
  template: string;
  /** Documents of this shape; an estimate where not all were read. */
  count: number;
  share: number;
  /** In as much time before; null where that was not read. */
  before: number | null;
  /** Counts over the time, in equal parts. */
  trend: number[];
  sample: string;
  /** Runs of words that every message of the pattern has, longest first: what finds them again. */
  phrases: string[];
}

export interface Patterns {
  patterns: Pattern[];
  total: number;
  read: number;
  tookMs: number;
}
