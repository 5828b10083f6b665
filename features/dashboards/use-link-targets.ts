'use client';

import { useCallback } from 'react';
import type { PanelLink } from '../../panels/shared/link';
import { drilldownHref } from './drilldown';
import type { DashboardState } from './use-dashboard-state';

/** Where a links panel leads, in the time, filters and controls of the page. Readers of a share go outside only. */
export function useLinkTargets(
  { timeRange, contextOf, variables }: Pick<DashboardState, 'timeRange' | 'contextOf' | 'variables'>,
  inside: boolean,
) {
  return useCallback(
    (link: PanelLink) => {
      const leadsInside = link.to === 'dashboard' || link.url.startsWith('/');
      if (leadsInside && !inside) return undefined;
      return drilldownHref(link, { timeRange, filters: contextOf(undefined).filters, variables, explore: () => undefined });
    },
    [timeRange, contextOf, variables, inside],
  );
}
