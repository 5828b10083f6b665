import { z } from 'zod';
import { filtersSchema, timeRangeSchema } from '../../lib/query/context-schemas';

/** What Discover shows, without the documents. */
export const savedStateSchema = z.object({
  dataView: z.string().min(1).max(64),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  columns: z.array(z.string().max(300)).max(50).default([]),
  sort: z.object({ field: z.string().max(300), direction: z.enum(['asc', 'desc']) }).optional(),
  timeRange: timeRangeSchema,
});
export type SavedState = z.infer<typeof savedStateSchema>;

export const savedSearchInputSchema = z.object({
  title: z.string().trim().min(1, 'Give the search a name').max(120),
  state: savedStateSchema,
});
export type SavedSearchInput = z.infer<typeof savedSearchInputSchema>;

export interface SavedSearchRow extends SavedSearchInput {
  id: string;
  /** The reader saved it, or may change everybody's. */
  mine: boolean;
}
