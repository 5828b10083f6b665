import { z } from 'zod';

export const roleSchema = z.enum(['administrator', 'editor', 'viewer']);

export const fieldFormatSchema = z.object({
  label: z.string().max(100).optional(),
  format: z.enum(['number', 'bytes', 'duration-ms', 'percent', 'money', 'id']).optional(),
  unit: z.string().max(20).optional(),
});
export type FieldFormat = z.infer<typeof fieldFormatSchema>;

export const dataViewInputSchema = z.object({
  title: z.string().trim().min(1, 'Give the data view a name').max(120),
  pattern: z
    .string()
    .trim()
    .min(1, 'Name an index or a pattern such as logs-*')
    .max(300)
    .regex(/^[^\s"\\/?<>|#:]+$/, 'A pattern has letters, digits, - _ . and *'),
  timeField: z.string().max(300).nullable(),
  description: z.string().max(500).default(''),
  roles: z.array(roleSchema).default(['editor', 'viewer']),
  fieldFormats: z.record(z.string(), fieldFormatSchema).default({}),
  columns: z.array(z.string().max(300)).max(20).default([]),
});
export type DataViewInput = z.infer<typeof dataViewInputSchema>;

export interface DataView extends DataViewInput {
  id: string;
}

export interface TopValues {
  values: { value: string | number; label: string; count: number }[];
  /** Documents that have the field. */
  total: number;
  documents: number;
}
