import { z } from 'zod';

export const setupSchema = z.object({
  token: z.string().min(1),
  name: z.string().trim().min(1, 'Tell us your name').max(100),
  email: z.email('This is not an e-mail address').transform((email) => email.toLowerCase()),
  password: z.string().min(10, 'Use at least 10 characters').max(200),
});
export type SetupInput = z.infer<typeof setupSchema>;
