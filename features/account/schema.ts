import { z } from 'zod';

export const setupSchema = z.object({
  token: z.string().min(1),
  name: z.string().trim().min(1, 'Tell us your name').max(100),
  email: z.email('This is not an e-mail address').transform((email) => email.toLowerCase()),
  password: z.string().min(10, 'Use at least 10 characters').max(200),
});
export const personInputSchema = setupSchema.omit({ token: true }).extend({ role: z.enum(['administrator', 'editor', 'viewer']) });
export type PersonInput = z.infer<typeof personInputSchema>;

export const personChangeSchema = z
  .object({ role: personInputSchema.shape.role, password: setupSchema.shape.password })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Say what to change: role or password');
export type PersonChange = z.infer<typeof personChangeSchema>;

export const passwordChangeSchema = z.object({ current: z.string().max(200), password: setupSchema.shape.password });

/** A person as administrators see them. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: PersonInput['role'];
  lastSignInAt: string | null;
}

export type SetupInput = z.infer<typeof setupSchema>;
