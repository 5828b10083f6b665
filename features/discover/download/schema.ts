import { z } from 'zod';
import { filtersSchema, timeRangeSchema } from '../../../lib/query/context-schemas';

export const formats = ['csv', 'ndjson', 'parquet'] as const;
export type DownloadFormat = (typeof formats)[number];

export const downloadInputSchema = z.object({
  dataView: z.string(),
  timeRange: timeRangeSchema,
  timeZone: z.string().max(64).default('UTC'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  /** Epoch milliseconds that relative times are resolved against. */
  nowMs: z.number(),
  sort: z.object({ field: z.string(), direction: z.enum(['asc', 'desc']) }).optional(),
  format: z.enum(formats),
  /** Fields to write, in this order; none: all of them. */
  columns: z.array(z.string().max(300)).max(1_000).default([]),
});
export type DownloadInput = z.infer<typeof downloadInputSchema>;

export const downloadIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'A download has an id of 16 to 64 letters and digits');

export interface DownloadProgress {
  rows: number;
  total: number;
  /** `waiting`: it has not begun yet. */
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Why it failed. */
  problem?: string;
}
