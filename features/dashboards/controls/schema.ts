import { z } from 'zod';
import { timeRangeSchema } from '../../../lib/query/context-schemas';

const shared = {
  id: z.string().min(1).max(64),
  /** How titles, texts and links name its value: `{{country}}`. */
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'A name is a small letter, then small letters, digits and _'),
  label: z.string().trim().min(1).max(80),
  dataView: z.string().min(1).max(64),
  field: z.string().min(1).max(300),
  /** Of one section's panels alone; absent: of all. */
  section: z.string().max(64).optional(),
};

/** A control of a dashboard: it narrows what the panels show, without a word of query. */
export const controlSchema = z.discriminatedUnion('kind', [
  z.object({ ...shared, kind: z.literal('terms'), multiple: z.boolean().default(true) }),
  z.object({ ...shared, kind: z.literal('range') }),
  z.object({ ...shared, kind: z.literal('date') }),
  z.object({ ...shared, kind: z.literal('text') }),
]);
export type Control = z.infer<typeof controlSchema>;

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean()]);

/** What a control is set to: chosen values, a range of numbers, a range of time, or words. */
export const controlValueSchema = z.union([
  z.array(scalar).min(1).max(500),
  timeRangeSchema,
  z.object({ gte: z.number().optional(), lte: z.number().optional() }),
  z.string().min(1).max(500),
]);
export type ControlValue = z.infer<typeof controlValueSchema>;

/** By control. A control that is not named is not set. */
export const controlValuesSchema = z.record(z.string().max(64), controlValueSchema);
export type ControlValues = z.infer<typeof controlValuesSchema>;

/** What the list of a control offers: values with counts, or the ends of its scale. */
export interface ControlOptions {
  values?: { value: string | number | boolean; label: string; count: number }[];
  /** More values exist than are listed. */
  more?: boolean;
  min?: number | null;
  max?: number | null;
}
