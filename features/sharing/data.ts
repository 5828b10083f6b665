import { db } from '../../lib/db';
import { filtersSchema } from '../../lib/query/context-schemas';

import type { ShareSummary } from './schema';
import { hashToken, looksLikeToken } from './token';

export type OpenLink = NonNullable<Awaited<ReturnType<typeof getOpenLink>>>;

/** The link behind a token, where it is neither revoked nor expired. */
export async function getOpenLink(token: string) {
  if (!looksLikeToken(token)) return undefined;
  const link = await db().shareLink.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!link || link.revokedAt || (link.expiresAt && link.expiresAt.getTime() <= Date.now())) return undefined;
  return link;
}

export async function listLinks(dashboardId: string): Promise<ShareSummary[]> {
  const rows = await db().shareLink.findMany({ where: { dashboardId }, orderBy: { createdAt: 'desc' } });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    label: row.label,
    timeMovable: row.timeMovable,
    lockedFilters: filtersSchema.parse(row.lockedFilters),
    allowedOrigins: row.allowedOrigins,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    tokenHint: row.tokenHint,
    createdAt: row.createdAt.toISOString(),
    createdByName: row.createdByName,
    revoked: row.revokedAt !== null,
    openedCount: row.openedCount,
    lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
  }));
}
