import { z } from 'zod';

const label = z.string().trim().min(1).max(80);
const note = z.string().max(200).default('');

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

export const linksSchema = z.object({
  links: z.array(linkSchema).max(30).default([]),
  direction: z.enum(['down', 'across']).default('down'),
});
export type LinksConfig = z.infer<typeof linksSchema>;
