import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import type { Prisma } from '../../prisma/generated/client';
import type { DashboardDocument } from './document/schema';

export interface Author {
  id: string | null;
  name: string;
}

const header = ({ title, description, folder, tags }: DashboardDocument) => ({ title, description, folder, tags });
const version = (revision: number, document: DashboardDocument, author: Author, note: string) => ({
  revision,
  document: document as unknown as Prisma.InputJsonValue,
  authorId: author.id,
  authorName: author.name,
  note,
});

export async function createDashboard(document: DashboardDocument, author: Author, id?: string): Promise<{ id: string; revision: number }> {
  const created = await db().dashboard.create({
    data: { ...(id ? { id } : {}), ...header(document), revision: 1, versions: { create: version(1, document, author, 'Created') } },
  });
  return { id: created.id, revision: 1 };
}

/** Saves a new version on top of `baseRevision`. Throws `conflict`, naming who was faster, where the base is no longer the newest. */
export async function updateDashboard(
  id: string,
  baseRevision: number,
  document: DashboardDocument,
  author: Author,
  note = '',
): Promise<{ id: string; revision: number }> {
  const revision = baseRevision + 1;
  return db().$transaction(async (transaction) => {
    const changed = await transaction.dashboard.updateMany({
      where: { id, revision: baseRevision },
      data: { ...header(document), revision },
    });
    if (changed.count === 0) {
      const newest = await transaction.dashboardVersion.findFirst({ where: { dashboardId: id }, orderBy: { revision: 'desc' } });
      if (!newest)
        throw new AppError('not-found', t('This dashboard was deleted while you edited it. Save it as a new one to keep your changes.'));
      throw new AppError(
        'conflict',
        t('{authorName} saved this dashboard while you edited it. Nothing of yours is lost: save as a copy, or load their version.', {
          authorName: newest.authorName,
        }),
        { details: { revision: newest.revision, author: newest.authorName, at: newest.createdAt.toISOString() } },
      );
    }
    await transaction.dashboardVersion.create({ data: { dashboardId: id, ...version(revision, document, author, note) } });
    return { id, revision };
  });
}

/** Gives a version a name, or takes it away. Throws `not-found`. */
export async function nameVersion(dashboardId: string, revision: number, name: string): Promise<void> {
  const { count } = await db().dashboardVersion.updateMany({ where: { dashboardId, revision }, data: { name } });
  if (count === 0) throw new AppError('not-found', t('This version does not exist.'));
}

export async function deleteDashboard(id: string): Promise<void> {
  await db().dashboard.deleteMany({ where: { id } });
}

/** Makes a sample's dashboard, or leaves the one that people may have changed. */
export async function ensureDashboard(id: string, document: DashboardDocument, author: Author): Promise<void> {
  const known = await db().dashboard.findUnique({ where: { id }, select: { id: true } });
  if (!known) await createDashboard(document, author, id);
}
