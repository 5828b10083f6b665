import { z } from 'zod';
import { filtersSchema, timeRangeSchema } from '../../lib/query/context-schemas';

export const contextShape = {
  dataView: z.string(),
  timeRange: timeRangeSchema,
  timeZone: z.string().max(64).default('UTC'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  /** Epoch milliseconds that relative times are resolved against, so that every page sees the same range. */
  nowMs: z.number(),
};

export const hitsInputSchema = z.object({
  ...contextShape,
  sort: z.object({ field: z.string(), direction: z.enum(['asc', 'desc']) }).optional(),
  size: z.number().int().min(1).max(500).default(200),
  /** Absent for the first page; the second says how many it has, the others go on where the last one ended. */
  next: z
    .union([
      z.object({ skip: z.number().int().min(1).max(9_500) }),
      z.object({ handle: z.string().max(100_000), after: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).max(4) }),
    ])
    .optional(),
});
export type HitsInput = z.infer<typeof hitsInputSchema>;

export const histogramInputSchema = z.object({
  ...contextShape,
  width: z.number().int().min(200).max(4_000),
  split: z.string().optional(),
});
export type HistogramInput = z.infer<typeof histogramInputSchema>;

export interface DiscoverHit {
  id: string;
  index: string;
  source: Record<string, unknown>;
}

export interface HitsPage {
  hits: DiscoverHit[];
  total: number | null;
  tookMs: number;
  latestMs: number | null;
  /** What the next page is asked with; absent at the end. */
  next?: HitsInput['next'];
}

export interface HistogramAnswer {
  interval: string;
  stepMs: number;
  buckets: { timeMs: number; count: number }[];
  range: { fromMs: number; toMs: number };
}

/** How a field's values lie in a search. */
export interface FieldStatistics {
  documents: number;
  /** Documents that have it. */
  present: number;
  /** About how many values differ; null where that cannot be counted. */
  distinct: number | null;
  top: { value: string | number | boolean; label: string; count: number }[];
  /** Ends of numbers, or epoch milliseconds of times. */
  low?: number;
  high?: number;
  mean?: number | null;
  percentiles?: { percent: number; value: number | null }[];
  /** Equal bins, by where each begins. */
  distribution?: { from: number; count: number }[];
  examples: string[];
}

/** Lines as they come. */
export interface Tail {
  /** The newest last. */
  hits: DiscoverHit[];
  /** More came than one answer holds: the oldest of them are left out. */
  skipped: boolean;
}

/** What stands around a document. */
export interface Surrounding {
  /** Later than the document, the nearest last. */
  after: DiscoverHit[];
  /** Earlier, or at the same instant; the nearest first. */
  before: DiscoverHit[];
}
