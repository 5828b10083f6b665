import type { SessionUser } from '../../../lib/auth/session';
import { db } from '../../../lib/db';
import type { DashboardCommentRow } from './schema';

/** Comments on a dashboard and its panels, the oldest first. */
export async function listComments(dashboardId: string, user: Pick<SessionUser, 'id' | 'role'>): Promise<DashboardCommentRow[]> {
  const rows = await db().dashboardComment.findMany({ where: { dashboardId }, orderBy: { createdAt: 'asc' }, take: 500 });
  return rows.map(({ id, panelId, authorId, authorName, text, createdAt, resolvedByName }) => ({
    id,
    panelId,
    authorName,
    text,
    createdAt: createdAt.toISOString(),
    resolvedByName,
    mine: authorId === user.id || user.role === 'administrator',
  }));
}
