'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useEffect, useMemo, useState } from 'react';
import { useBackInStep } from '../../components/ui/use-back-in-step';
import { browserZone } from '../../lib/format/time';
import { fetchJson } from '../../lib/http/fetch-json';
import type { Filter } from '../../lib/query/filters';
import type { DataView } from '../data-views/schema';
import type { Explanation } from '../explain/schema';
import { baselineOf } from './baseline';
import type { DiscoverHit, HistogramAnswer, HitsPage } from './schema';
import { discoverUrlState } from './url-state';

const pageSize = 500;

/** State and data of Discover. Relative times are fixed when a search starts, so that all pages see the same range. */
export function useDiscover(dataViews: DataView[], width: number) {
  const [url, setUrl] = useQueryStates(discoverUrlState, { history: 'push' });
  useBackInStep(discoverUrlState, url, setUrl as never);
  const [startedMs, setStartedMs] = useState(() => Date.now());
  const [timeZone, setTimeZone] = useState('UTC');
  useEffect(() => setTimeZone(browserZone()), []);
  const dataView = dataViews.find((view) => view.id === url.view) ?? dataViews[0];
  const columns = url.columns ?? dataView?.columns ?? [];
  const refreshNow = () => setStartedMs(Date.now());
  useEffect(() => {
    if (url.refresh <= 0) return;
    const timer = setInterval(() => setStartedMs(Date.now()), Math.max(5_000, url.refresh));
    return () => clearInterval(timer);
  }, [url.refresh]);

  const asked = useMemo(
    () => ({
      dataView: dataView?.id ?? '',
      timeRange: { from: url.from, to: url.to },
      timeZone,
      kql: url.q,
      filters: url.filters,
      nowMs: startedMs,
    }),
    [dataView?.id, url.from, url.to, timeZone, url.q, url.filters, startedMs],
  );
  const sort = url.sort ? { field: url.sort, direction: url.direction } : undefined;
  const enabled = Boolean(dataView);
  const hits = useInfiniteQuery({
    queryKey: ['hits', asked, sort],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<HitsPage>('/api/discover/hits', {
        body: { ...asked, size: pageSize, ...(sort ? { sort } : {}), next: pageParam },
        signal,
      }),
    initialPageParam: undefined as HitsPage['next'],
    getNextPageParam: (last) => last.next,
    enabled,
    placeholderData: keepPreviousData,
  });
  const roundedWidth = Math.max(300, Math.round(width / 100) * 100);
  const histogram = useQuery({
    queryKey: ['histogram', asked, roundedWidth],
    queryFn: ({ signal }) => fetchJson<HistogramAnswer>('/api/discover/histogram', { body: { ...asked, width: roundedWidth }, signal }),
    enabled: enabled && Boolean(dataView?.timeField) && width > 0,
    placeholderData: keepPreviousData,
  });
  const [charted, setCharted] = useState<Filter[]>([]);
  const chartedHistogram = useQuery({
    queryKey: ['histogram', asked, roundedWidth, charted],
    queryFn: ({ signal }) =>
      fetchJson<HistogramAnswer>('/api/discover/histogram', {
        body: { ...asked, filters: [...asked.filters, ...charted], width: roundedWidth },
        signal,
      }),
    enabled: enabled && charted.length > 0,
  });
  const addFilter = (filter: Filter) =>
    void setUrl({
      filters: [
        ...url.filters.filter((other) => !(other.field === filter.field && JSON.stringify(other.value) === JSON.stringify(filter.value))),
        filter,
      ],
    });
  const toggleColumn = (path: string) =>
    void setUrl({ columns: columns.includes(path) ? columns.filter((column) => column !== path) : [...columns, path] });
  /** The document that others are compared with. */
  const [marked, setMarked] = useState<DiscoverHit>();
  const [picking, setPicking] = useState(false);
  const shown = histogram.data?.range;
  const selection = url.explain;
  const explanation = useQuery({
    queryKey: ['explain', asked, selection, url.against, shown],
    queryFn: ({ signal }) =>
      fetchJson<Explanation>('/api/explain', {
        body: {
          dataView: asked.dataView,
          timeZone,
          kql: asked.kql,
          filters: asked.filters,
          selection,
          baseline: baselineOf(url.against, selection ?? { fromMs: 0, toMs: 1 }, shown ?? { fromMs: 0, toMs: 1 }),
        },
        signal,
      }),
    enabled: enabled && selection !== null && shown !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return {
    charted,
    setCharted,
    chartedHistogram,
    marked,
    setMarked,
    picking,
    setPicking,
    explanation,
    url,
    setUrl,
    dataView,
    columns,
    timeZone,
    asked,
    hits,
    histogram,
    refreshNow,
    addFilter,
    toggleColumn,
  };
}

export type DiscoverState = ReturnType<typeof useDiscover>;
