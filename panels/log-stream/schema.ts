import { z } from 'zod';
import { searchSourceSchema } from '../shared/source';

export const logStreamSchema = z.object({
  source: searchSourceSchema,
  messageField: z.string().default('message'),
  levelField: z.string().optional(),
  columns: z.array(z.string()).max(4).default([]),
  size: z.number().int().min(5).max(500).default(50),
});
export type LogStreamConfig = z.infer<typeof logStreamSchema>;

export interface LogStreamData {
  lines: { id: string; timeMs: number | null; level?: string; columns: string[]; message: string }[];
  columns: string[];
  levelField?: string;
  /** How many there are beside the time before; where the reader compares. */
  compared?: LogCounts;
}

/** Lines in all and by level, each with how many there were in the time before. */
export interface LogCounts {
  against: string;
  lines: number;
  linesBefore: number;
  /** Most lines first; those that only the time before had stand last, with none. `before` is missing where it is not known. */
  levels: { level: string; lines: number; before?: number }[];
}
