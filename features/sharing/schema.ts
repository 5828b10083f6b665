import { z } from 'zod';
import { filtersSchema } from '../../lib/query/context-schemas';

const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/i, 'An origin looks like https://www.example.com');

export const shareInputSchema = z.object({
  kind: z.enum(['link', 'embed']),
  label: z.string().max(100).default(''),
  timeMovable: z.boolean().default(true),
  lockedFilters: filtersSchema.default([]),
  allowedOrigins: z.array(origin).max(20).default([]),
  /** ISO date-time; null never ends. */
  expiresAt: z.iso.datetime().nullable().default(null),
});
export type ShareInput = z.infer<typeof shareInputSchema>;

/** A link as its owner sees it; the token itself is shown once, when it is made. */
export interface ShareSummary extends ShareInput {
  id: string;
  tokenHint: string;
  createdAt: string;
  createdByName: string;
  revoked: boolean;
  openedCount: number;
  lastOpenedAt: string | null;
}
