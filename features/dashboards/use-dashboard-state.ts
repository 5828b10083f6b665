'use client';

import { useQueryStates } from 'nuqs';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useReader } from '../../components/ui/reader-context';
import type { Filter } from '../../lib/query/filters';
import type { TimeRange } from '../../lib/query/time-range';
import type { DashboardDocument } from './document/schema';
import { dashboardContext, dashboardUrlState } from './url-state';

/** Time, query, pills and refresh of an open dashboard: the URL where it says something, the document otherwise. */
export function useDashboardState(document: DashboardDocument) {
  const [url, setUrl] = useQueryStates(dashboardUrlState, { history: 'push' });
  const [ticks, setTicks] = useState(0);
  const [updatedMs, setUpdatedMs] = useState<number>();
  const [readerZone, setReaderZone] = useState(useReader()?.timeZone ?? 'UTC');
  useEffect(() => startTransition(() => setReaderZone(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC')), []);

  const context = useMemo(() => dashboardContext(document, url, readerZone), [document, url, readerZone]);
  const { timeRange, timeZone, kql, filters, compare } = context;
  const refreshMs = url.refresh ?? document.refreshMs;

  const refreshNow = useCallback(() => {
    setTicks((count) => count + 1);
    setUpdatedMs(Date.now());
  }, []);
  useEffect(() => {
    startTransition(() => setUpdatedMs(Date.now()));
    if (refreshMs <= 0) return;
    const timer = setInterval(() => window.document.visibilityState === 'visible' && refreshNow(), Math.max(5_000, refreshMs));
    return () => clearInterval(timer);
  }, [refreshMs, refreshNow]);

  const filtersNow = useRef(filters);
  filtersNow.current = filters;
  const setTimeRange = useCallback((range: TimeRange) => void setUrl({ from: range.from, to: range.to }), [setUrl]);
  const setFilters = useCallback((next: Filter[]) => void setUrl({ filters: next }), [setUrl]);
  const addFilter = useCallback(
    (filter: Filter) => {
      const same = JSON.stringify([filter.field, filter.operator, filter.value]);
      if (!filtersNow.current.some((other) => JSON.stringify([other.field, other.operator, other.value]) === same))
        void setUrl({ filters: [...filtersNow.current, filter] });
    },
    [setUrl],
  );

  return {
    context,
    timeRange,
    filters,
    kql,
    refreshMs,
    timeZone,
    compare,
    ticks,
    updatedMs,
    refreshNow,
    setTimeRange,
    setFilters,
    addFilter,
    setKql: (q: string) => void setUrl({ q: q === document.kql ? null : q }),
    setRefreshMs: (refresh: number) => void setUrl({ refresh }),
    setCompare: (compare: string) => void setUrl({ compare: compare || null }),
  };
}

export type DashboardState = ReturnType<typeof useDashboardState>;
