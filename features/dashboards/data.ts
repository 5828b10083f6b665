import { cache } from 'react';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { parseDashboard } from './document/parse-dashboard';
import { withLibrary } from './library/data';
import type { DashboardSummary, LoadedDashboard, VersionSummary } from './types';

/** All dashboards, newest change first; `query` looks in title, description and tags. */
export async function listDashboards(query = ''): Promise<DashboardSummary[]> {
  const wanted = query.trim();
  const contains = { contains: wanted, mode: 'insensitive' as const };
  const rows = await db().dashboard.findMany({
    where: wanted ? { OR: [{ title: contains }, { description: contains }, { tags: { has: wanted } }] } : {},
    orderBy: { updatedAt: 'desc' },
    include: { versions: { orderBy: { revision: 'desc' }, take: 1, select: { authorName: true, document: true } } },
  });
  return rows.map(({ id, title, description, folder, tags, updatedAt, versions }) => ({
    id,
    title,
    description,
    folder,
    tags,
    updatedAt: updatedAt.toISOString(),
    updatedBy: versions[0]?.authorName ?? '',
    panels: ((versions[0]?.document as { panels?: unknown[] } | null)?.panels ?? []).length,
  }));
}

/**
 * The newest version, or a given earlier one; read once for a page. Throws `not-found`, or `broken-document` where the stored
 * JSON is damaged.
 */
export const getDashboard = cache(async (id: string, revision?: number): Promise<LoadedDashboard> => {
  const row = await db().dashboardVersion.findFirst({
    where: { dashboardId: id, ...(revision === undefined ? {} : { revision }) },
    orderBy: { revision: 'desc' },
  });
  if (!row) throw new AppError('not-found', t('This dashboard does not exist. It may have been deleted.'));
  return {
    id,
    revision: row.revision,
    document: await withLibrary(parseDashboard(row.document)),
    updatedAt: row.createdAt.toISOString(),
    updatedBy: row.authorName,
  };
});

export async function listVersions(id: string): Promise<VersionSummary[]> {
  const rows = await db().dashboardVersion.findMany({ where: { dashboardId: id }, orderBy: { revision: 'desc' }, take: 100 });
  return rows.map((row) => ({
    revision: row.revision,
    authorName: row.authorName,
    note: row.note,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    panels: ((row.document as { panels?: unknown[] } | null)?.panels ?? []).length,
  }));
}
