import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { anySourceSchema } from '../shared/source';

export const tableSchema = z.object({
  source: anySourceSchema,
  rows: z
    .array(z.object({ field: z.string(), size: z.number().int().min(1).max(1_000).default(10), label: z.string().max(60).optional() }))
    .max(3)
    .default([]),
  measures: z
    .array(measureSchema)
    .min(1)
    .max(8)
    .default([{ aggregation: 'count' }]),
  /** `list`: name, value and a bar, for one field and one measure. */
  display: z.enum(['table', 'list']).default('table'),
  /** Measure that draws a bar left of its number. */
  bar: z.number().int().min(0).max(7).optional(),
  sparkline: z.boolean().default(false),
  /** Past it the worst value is coloured. */
  thresholds: z.record(z.string(), z.number()).default({}),
});
export type TableConfig = z.infer<typeof tableSchema>;

export interface TableColumn {
  key: string;
  name: string;
  /** `change`: how the measure before it differs from the time that is compared with. */
  kind: 'text' | 'number' | 'time' | 'change';
  field?: string;
  style?: { format: string; unit?: string };
  /** Shares change in points. */
  inPoints?: boolean;
  bar?: boolean;
  threshold?: number;
}

export interface TableData {
  columns: TableColumn[];
  /** Cells by column; of a change column, the value in the time before. */
  rows: { cells: (string | number | null)[]; spark?: (number | null)[] }[];
  display: TableConfig['display'];
  /** More rows exist than are shown. */
  truncated: boolean;
}
