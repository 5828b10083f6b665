import { z } from 'zod';

export const libraryPanelInputSchema = z.object({
  title: z.string().trim().min(1, 'Give the panel a title').max(200),
  subtitle: z.string().max(200).default(''),
  kind: z.string().min(1).max(40),
  config: z.record(z.string(), z.unknown()),
});
export type LibraryPanelInput = z.infer<typeof libraryPanelInputSchema>;

export const libraryPanelChangeSchema = libraryPanelInputSchema.extend({ baseRevision: z.number().int().min(1) });

export interface LibraryPanelRow extends LibraryPanelInput {
  id: string;
  revision: number;
  changedByName: string;
  updatedAt: string;
}
