'use client';

import { useQueryStates } from 'nuqs';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useReader } from '../../components/ui/reader-context';
import { useBackInStep } from '../../components/ui/use-back-in-step';
import { browserZone } from '../../lib/format/time';
import type { Filter } from '../../lib/query/filters';
import { nameRange, type TimeRange } from '../../lib/query/time-range';
import type { Variables } from '../../lib/text/variables';
import { chainedFilters } from './controls/control-filters';
import { controlWords } from './controls/control-words';
import type { Control, ControlValue, ControlValues } from './controls/schema';
import type { DashboardDocument } from './document/schema';
import { dashboardContext, dashboardUrlState, sectionContext } from './url-state';

/** Time, query, pills and refresh of an open dashboard: the URL where it says something, the document otherwise. */
export function useDashboardState(document: DashboardDocument) {
  const [url, setUrl] = useQueryStates(dashboardUrlState, { history: 'push' });
  useBackInStep(dashboardUrlState, url, setUrl as never);
  const [ticks, setTicks] = useState(0);
  const [updatedMs, setUpdatedMs] = useState<number>();
  const [readerZone, setReaderZone] = useState(useReader()?.timeZone ?? 'UTC');
  useEffect(() => startTransition(() => setReaderZone(browserZone())), []);

  const context = useMemo(() => dashboardContext(document, url, readerZone), [document, url, readerZone]);
  const { timeRange, timeZone, kql, filters, compare } = context;
  const controlValues = url.controls ?? document.controlValues;
  const { controls } = document;
  const contextOf = useMemo(() => {
    const known = new Map<string | undefined, typeof context>();
    return (section: string | undefined) => {
      const found = known.get(section) ?? sectionContext(context, controls, controlValues, section);
      known.set(section, found);
      return found;
    };
  }, [context, controls, controlValues]);
  const variables = useMemo(
    (): Variables => ({
      from: context.timeRange.from,
      to: context.timeRange.to,
      time: nameRange(context.timeRange) ?? `${context.timeRange.from} – ${context.timeRange.to}`,
      ...Object.fromEntries(controls.map(({ id, name }) => [name, controlWords(controlValues[id])])),
    }),
    [context, controls, controlValues],
  );
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
  const setControl = (id: string, value: ControlValue | undefined) => {
    const next: ControlValues = { ...controlValues };
    if (value === undefined) delete next[id];
    else next[id] = value;
    void setUrl({ controls: JSON.stringify(next) === JSON.stringify(document.controlValues) ? null : next });
  };
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
    /** The context of a section's panels, controls included. */
    contextOf,
    controlValues,
    setControl,
    /** What a control may offer: the context, narrowed by the controls before it. */
    contextBefore: (control: Control) => ({
      ...context,
      filters: [...context.filters, ...chainedFilters(controls, controlValues, control)],
    }),
    variables,
    tab: url.tab,
    setTab: (tab: string) => void setUrl({ tab }),
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
    setCompare: (compare: string) => void setUrl({ compare: compare === document.compare ? null : compare }),
  };
}

export type DashboardState = ReturnType<typeof useDashboardState>;
