import { z } from 'zod';

export const createInputSchema = z.object({ document: z.unknown() });
export const saveInputSchema = z.object({
  document: z.unknown(),
  baseRevision: z.number().int().min(1),
  note: z.string().max(200).default(''),
});
