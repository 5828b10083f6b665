'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '../../lib/http/fetch-json';
import type { DashboardSummary } from './types';

/** All dashboards, for choosing one; empty until they are here. */
export function useDashboards(): DashboardSummary[] {
  const { data = [] } = useQuery({
    queryKey: ['dashboards'],
    queryFn: ({ signal }) => fetchJson<DashboardSummary[]>('/api/dashboards', { signal }),
    staleTime: 30_000,
  });
  return data;
}
