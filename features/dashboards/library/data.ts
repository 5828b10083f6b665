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
  return (await db().libraryPanel.findMany({ where: { removedAt: null }, orderBy: { title: 'asc' }, take: 500 })).map(toRow);
}

/** The dashboards that have a panel of the library now, by the panel's id. */
export async function whereLibraryStands(): Promise<Record<string, { id: string; title: string }[]>> {
  const rows = await db().$queryRaw<{ panel: string; id: string; title: string }[]>`
    SELECT DISTINCT element->>'library' AS panel, dashboard.id, dashboard.title
    FROM "Dashboard" dashboard
    JOIN LATERAL (
      SELECT document FROM "DashboardVersion" WHERE "dashboardId" = dashboard.id ORDER BY revision DESC LIMIT 1
    ) newest ON TRUE
    CROSS JOIN LATERAL jsonb_array_elements(newest.document->'panels') element
    WHERE element->>'library' IS NOT NULL
    ORDER BY dashboard.title`;
  const places: Record<string, { id: string; title: string }[]> = {};
  for (const { panel, id, title } of rows) places[panel] = [...(places[panel] ?? []), { id, title }];
  return places;
}

/** Throws `not-found`. */
export async function getLibraryPanel(id: string): Promise<LibraryPanelRow> {
  const row = await db().libraryPanel.findUnique({ where: { id } });
  if (!row || row.removedAt) throw new AppError('not-found', t('This panel is no longer in the library.'));
  return toRow(row);
}

/**
 * A document whose library panels are what the library says now. One that was taken out stands for itself, as it was last; one that this
 * library never knew, as it was stored.
 */
export async function withLibrary(document: DashboardDocument): Promise<DashboardDocument> {
  const ids = document.panels.flatMap(({ library }) => library ?? []);
  if (ids.length === 0) return document;
  const rows = await db().libraryPanel.findMany({ where: { id: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    ...document,
    panels: document.panels.map((panel) => {
      const { library, ...alone } = panel;
      if (!library) return panel;
      const shared = byId.get(library);
      if (!shared) return alone;
      const { title, subtitle, kind, config } = toRow(shared);
      return { ...(shared.removedAt ? alone : panel), title, subtitle, kind, config };
    }),
  };
}
