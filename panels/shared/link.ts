import { z } from 'zod';

const label = z.string().trim().min(1).max(80);
const note = z.string().max(200).default('');

/** A way to another dashboard, or to a page. */
export const linkSchema = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('dashboard'),
    label,
    note,
    dashboard: z.string().min(1).max(64),
    time: z.boolean().default(true),
    filters: z.boolean().default(true),
  }),
  z.object({
    to: z.literal('url'),
    label,
    note,
    url: z
      .string()
      .max(2_000)
      .regex(/^(https?:\/\/[^/{]|\/(?!\/))/, 'A link starts with https://, http:// or /'),
    newTab: z.boolean().default(true),
  }),
]);
export type PanelLink = z.infer<typeof linkSchema>;
