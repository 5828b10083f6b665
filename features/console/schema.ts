import { z } from 'zod';

export const sqlInputSchema = z.object({ query: z.string().trim().min(1, 'Write a SELECT').max(20_000) });
