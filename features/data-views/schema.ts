import { z } from 'zod';

export const roleSchema = z.enum(['administrator', 'editor', 'viewer']);

/** A value that is coloured: equal to, at least, or below another. */
export const colorRuleSchema = z.object({
  when: z.enum(['is', 'at-least', 'below']),
  value: z.string().max(200),
  tone: z.enum(['good', 'warn', 'bad', 'accent']),
});

export const fieldFormatSchema = z.object({
  label: z.string().max(100).optional(),
  format: z.enum(['number', 'bytes', 'duration-ms', 'percent', 'money', 'id']).optional(),
  unit: z.string().max(20).optional(),
  /** A link with `{{value}}` in it; http(s) or an address of this Oriel. */
  url: z
    .string()
    .max(1_000)
    .regex(/^(https?:\/\/[^/{]|\/(?!\/))/, 'A link starts with https://, http:// or /')
    .optional(),
  /** The first that holds. */
  colors: z.array(colorRuleSchema).max(10).optional(),
  /** Left out of lists of fields. */
  hidden: z.boolean().optional(),
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

/** What a pattern names now. */
export interface PatternPreview {
  /** The largest first. */
  indices: { name: string; documents: number }[];
  moreIndices: number;
  documents: number;
  fields: { path: string; type: string }[];
  timeFields: string[];
}
