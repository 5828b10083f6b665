import { z } from 'zod';
import { linkSchema } from '../shared/link';

export const linksSchema = z.object({
  links: z.array(linkSchema).max(30).default([]),
  direction: z.enum(['down', 'across']).default('down'),
});
export type LinksConfig = z.infer<typeof linksSchema>;
