import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import type { ShareInput } from './schema';
import { hashToken, newToken } from './token';

/** Makes a link. The token is in the answer and nowhere else. */
export async function createLink(dashboardId: string, input: ShareInput, user: SessionUser): Promise<{ id: string; token: string }> {
  if (input.expiresAt && Date.parse(input.expiresAt) <= Date.now())
    throw new AppError('bad-request', t('The link would expire before it starts. Choose a later day.'));
  const token = newToken();
  const { id } = await db().shareLink.create({
    data: {
      dashboardId,
      kind: input.kind,
      label: input.label,
      tokenHash: hashToken(token),
      tokenHint: token.slice(0, 6),
      timeMovable: input.timeMovable,
      lockedFilters: input.lockedFilters,
      allowedOrigins: input.allowedOrigins,
      expiresAt: input.expiresAt,
      createdById: user.id,
      createdByName: user.name,
      createdByRole: user.role,
    },
  });
  return { id, token };
}

/** Stops a link at once. Revoking twice is no error. */
export async function revokeLink(dashboardId: string, id: string): Promise<void> {
  await db().shareLink.updateMany({ where: { id, dashboardId, revokedAt: null }, data: { revokedAt: new Date() } });
}

export async function recordOpened(id: string): Promise<void> {
  await db().shareLink.update({ where: { id }, data: { openedCount: { increment: 1 }, lastOpenedAt: new Date() } });
}
