import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import type { Prisma } from '../../../prisma/generated/client';
import { getLibraryPanel } from './data';
import type { LibraryPanelInput } from './schema';

const stored = ({ config, ...rest }: LibraryPanelInput) => ({ ...rest, config: config as Prisma.InputJsonValue });

export async function createLibraryPanel(input: LibraryPanelInput, author: { name: string }): Promise<{ id: string }> {
  return db().libraryPanel.create({ data: { ...stored(input), changedByName: author.name }, select: { id: true } });
}

/** Changes the panel wherever it stands. Throws `conflict` where somebody changed it since `baseRevision`, `not-found` where it is gone. */
export async function updateLibraryPanel(
  id: string,
  input: LibraryPanelInput,
  baseRevision: number,
  author: { name: string },
): Promise<void> {
  const { count } = await db().libraryPanel.updateMany({
    where: { id, revision: baseRevision, removedAt: null },
    data: { ...stored(input), changedByName: author.name, revision: baseRevision + 1 },
  });
  if (count > 0) return;
  const now = await getLibraryPanel(id);
  throw new AppError(
    'conflict',
    t('{changedByName} changed this library panel since you opened it. Reload to see it.', { changedByName: now.changedByName }),
  );
}

/** Takes it out: the dashboards that have it keep it as it is now, each for itself. */
export async function removeLibraryPanel(id: string): Promise<void> {
  await db().libraryPanel.updateMany({ where: { id, removedAt: null }, data: { removedAt: new Date() } });
}
