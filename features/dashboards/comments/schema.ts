import { z } from 'zod';

export const commentInputSchema = z.object({
  text: z.string().trim().min(1, 'Write something').max(4_000),
  panelId: z.string().max(64).optional(),
});
export const commentChangeSchema = z.object({ resolved: z.boolean() });

export interface DashboardCommentRow {
  id: string;
  panelId: string | null;
  authorName: string;
  text: string;
  createdAt: string;
  resolvedByName: string | null;
  /** Whether who asks may delete it. */
  mine: boolean;
}
