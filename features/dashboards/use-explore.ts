'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { exploreHref } from '../discover/explore-href';
import type { Span } from '../discover/url-state';
import type { DashboardDocument, StoredPanel } from './document/schema';
import { panelTime } from './panel-time';
import type { DashboardState } from './use-dashboard-state';

interface SearchedConfig {
  source?: { type?: string; dataView?: string; kql?: string };
}

/** Ways from a panel to its documents, in the same context. */
export function useExplore(
  document: DashboardDocument,
  { timeRange, kql, contextOf }: Pick<DashboardState, 'timeRange' | 'kql' | 'contextOf'>,
) {
  const router = useRouter();
  /** Undefined for panels that search nothing. */
  const hrefOf = useCallback(
    (panel: StoredPanel | undefined, explain?: Span, filters = contextOf(panel?.section).filters): string | undefined => {
      const { source } = (panel?.config ?? {}) as SearchedConfig;
      if (source?.type !== 'search' || !source.dataView) return undefined;
      return exploreHref({
        dataView: source.dataView,
        timeRange: panelTime(panel?.time, timeRange),
        kql: [source.kql, kql],
        filters,
        ...(explain ? { explain } : {}),
      });
    },
    [timeRange, kql, contextOf],
  );
  const onExplain = useCallback(
    (panelId: string, fromMs: number, toMs: number) => {
      const href = hrefOf(
        document.panels.find(({ id }) => id === panelId),
        { fromMs, toMs },
      );
      if (href) router.push(href);
    },
    [document, hrefOf, router],
  );
  return { hrefOf, onExplain };
}
