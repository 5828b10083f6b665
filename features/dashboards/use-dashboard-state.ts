'use client';

import { useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Filter } from '../../lib/query/filters';
import type { TimeRange } from '../../lib/query/time-range';
import type { DashboardDocument } from './document/schema';
import { dashboardUrlState } from './url-state';

/** Time, query, pills and refresh of an open dashboard: the URL where it says something, the document otherwise. */
export function useDashboardState(document: DashboardDocument) {
  const [url, setUrl] = useQueryStates(dashboardUrlState, { history: 'push' });
  const [ticks, setTicks] = useState(0);
  const [updatedMs, setUpdatedMs] = useState<number>();
  const [readerZone, setReaderZone] = useState('UTC');
  useEffect(() => setReaderZone(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'), []);

  const timeRange: TimeRange = url.from && url.to ? { from: url.from, to: url.to } : document.timeRange;
  const filters = url.filters ?? document.filters;
  const kql = url.q ?? document.kql;
  const refreshMs = url.refresh ?? document.refreshMs;
  const timeZone = document.timeZone ?? readerZone;
  const compare = url.compare ?? false;

  const refreshNow = useCallback(() => {
    setTicks((count) => count + 1);
    setUpdatedMs(Date.now());
  }, []);
  useEffect(() => {
    setUpdatedMs(Date.now());
    if (refreshMs <= 0) return;
    const timer = setInterval(() => window.document.visibilityState === 'visible' && refreshNow(), Math.max(5_000, refreshMs));
    return () => clearInterval(timer);
  }, [refreshMs, refreshNow]);

  const context = useMemo(
    () => ({ timeRange, timeZone, kql, filters, compare }),
    [timeRange.from, timeRange.to, timeZone, kql, compare, timeRange, filters],
  );
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
    setCompare: (on: boolean) => void setUrl({ compare: on || null }),
  };
}

export type DashboardState = ReturnType<typeof useDashboardState>;
