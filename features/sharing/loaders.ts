import { AppError } from '../../lib/errors/app-error';
import type { Filter } from '../../lib/query/filters';
import { requireShare } from '../access/share-scope';
import { getDashboard } from '../dashboards/data';
import type { DashboardDocument } from '../dashboards/document/schema';
import { recordOpened } from './mutations';

export interface SharedPageData {
  token: string;
  document: DashboardDocument;
  timeMovable: boolean;
  lockedFilters: Filter[];
  sharedBy: string;
  expiresAt: string | null;
}

/** A panel as a reader may see it: no query leaves the server. */
function withoutQueries(document: DashboardDocument): DashboardDocument {
  return {
    ...document,
    kql: '',
    filters: [],
    annotations: [],
    controls: document.controls.map((control) => ({ ...control, dataView: 'shared' })),
    panels: document.panels.map((panel) => ({
      ...panel,
      // the reader of a link may open nothing else of this Oriel
      drilldowns: panel.drilldowns?.filter((drilldown) => drilldown.to === 'url' && !drilldown.url.startsWith('/')),
      config: { ...panel.config, ...(panel.config.source ? { source: { type: 'search', dataView: 'shared' } } : {}), external: undefined },
    })),
  };
}

/** What a share or an embed shows; undefined where the token opens nothing. */
export async function loadShared(token: string, kind: 'link' | 'embed'): Promise<SharedPageData | undefined> {
  try {
    const { link, lockedFilters } = await requireShare(token, kind);
    const { document } = await getDashboard(link.dashboardId);
    await recordOpened(link.id);
    return {
      token,
      document: withoutQueries(document),
      timeMovable: link.timeMovable,
      lockedFilters,
      sharedBy: link.createdByName,
      expiresAt: link.expiresAt?.toISOString() ?? null,
    };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
