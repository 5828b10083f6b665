import type { SessionUser } from '../../../lib/auth/session';
import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import { getDashboard } from '../data';

type Author = Pick<SessionUser, 'id' | 'name' | 'role'>;

async function requireComment(dashboardId: string, id: string) {
  const row = await db().dashboardComment.findFirst({ where: { id, dashboardId } });
  if (!row) throw new AppError('not-found', t('This comment does not exist any more.'));
  return row;
}

/** Throws `not-found` where the dashboard, or the panel, is gone. */
export async function createComment(
  dashboardId: string,
  input: { text: string; panelId?: string },
  author: Author,
): Promise<{ id: string }> {
  const { document } = await getDashboard(dashboardId);
  if (input.panelId && !document.panels.some(({ id }) => id === input.panelId))
    throw new AppError('not-found', t('This panel is not on the dashboard. Save the dashboard first.'));
  return db().dashboardComment.create({
    data: { dashboardId, ...input, authorId: author.id, authorName: author.name },
    select: { id: true },
  });
}

/** Anybody who may read the dashboard may say that a comment is done with, and take that back. */
export async function resolveComment(dashboardId: string, id: string, resolved: boolean, author: Author): Promise<void> {
  await requireComment(dashboardId, id);
  await db().dashboardComment.update({
    where: { id },
    data: resolved ? { resolvedAt: new Date(), resolvedByName: author.name } : { resolvedAt: null, resolvedByName: null },
  });
}

export async function deleteComment(dashboardId: string, id: string, author: Author): Promise<void> {
  const { authorId } = await requireComment(dashboardId, id);
  if (authorId !== author.id && author.role !== 'administrator') throw new AppError('forbidden', t('Somebody else wrote this comment.'));
  await db().dashboardComment.delete({ where: { id } });
}
