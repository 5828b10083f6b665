import { z } from 'zod';

export const markdownSchema = z.object({ text: z.string().max(20_000).default('') });
export type MarkdownConfig = z.infer<typeof markdownSchema>;
