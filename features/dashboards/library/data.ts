import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import type { LibraryPanel } from '../../../prisma/generated/client';
import type { DashboardDocument } from '../document/schema';
import type { LibraryPanelRow } from './schema';

const toRow = ({ id, title, subtitle, kind, config, revision, changedByName, updatedAt }: LibraryPanel): LibraryPanelRow => ({
  id,
  title,
  subtitle,
  kind,
  config: config as Record<string, unknown>,
  revision,
  changedByName,
  updatedAt: updatedAt.toISOString(),
});

export async function listLibraryPanels(): Promise<LibraryPanelRow[]> {
  return (await db().libraryPanel.findMany({ orderBy: { title: 'asc' }, take: 500 })).map(toRow);
}

/** Throws `not-found`. */
export async function getLibraryPanel(id: string): Promise<LibraryPanelRow> {
  const row = await db().libraryPanel.findUnique({ where: { id } });
  if (!row) throw new AppError('not-found', t('This panel is no longer in the library.'));
  return toRow(row);
}

/** A document whose library panels are what the library says now. One that the library does not know stays as it was stored. */
export async function withLibrary(document: DashboardDocument): Promise<DashboardDocument> {
  const ids = document.panels.flatMap(({ library }) => library ?? []);
  if (ids.length === 0) return document;
  const rows = await db().libraryPanel.findMany({ where: { id: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.id, toRow(row)]));
  return {
    ...document,
    panels: document.panels.map((panel) => {
      const shared = panel.library ? byId.get(panel.library) : undefined;
      if (!shared) return panel;
      const { title, subtitle, kind, config } = shared;
      return { ...panel, title, subtitle, kind, config };
    }),
  };
}
