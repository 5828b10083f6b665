import { z } from 'zod';

export const apiKeyInputSchema = z.object({
  name: z.string().trim().min(1, 'Give the key a name').max(80),
  patterns: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[^\s"\\/?<>|#:,]+$/, 'A pattern has letters, digits, - _ . and *')
        .max(200),
    )
    .min(1, 'Name at least one index or pattern')
    .max(50),
  canWrite: z.boolean().default(false),
  /** Days until it stops counting; null: never. */
  days: z.number().int().min(1).max(3_650).nullable().default(90),
});
export type ApiKeyInput = z.infer<typeof apiKeyInputSchema>;

/** A key as administrators see it: never its secret. */
export interface ApiKeyRow {
  id: string;
  name: string;
  patterns: string[];
  canWrite: boolean;
  expiresAt: string | null;
  lastUsedAt: string | null;
  createdByName: string;
}
