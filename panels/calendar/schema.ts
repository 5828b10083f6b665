import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { anySourceSchema } from '../shared/source';

export const calendarSchema = z.object({
  source: anySourceSchema,
  measure: measureSchema.default({ aggregation: 'count' }),
  ramp: z.enum(['cool', 'warm']).default('cool'),
});
export type CalendarConfig = z.infer<typeof calendarSchema>;

export interface CalendarData {
  /** Days from the first to the last, as `2026-11-25` in the panel's zone; null where nothing was measured. */
  days: { day: string; startMs: number; value: number | null; before?: number }[];
  ramp: CalendarConfig['ramp'];
  min: number;
  max: number;
  against?: string;
  style: { format: string; unit?: string };
}
