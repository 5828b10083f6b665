'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '../../lib/http/fetch-json';

export interface FieldInfo {
  path: string;
  type: string;
  aggregatable: boolean;
}

/** Fields of a data view; empty until they are here. */
export function useFields(dataViewId: string | undefined): FieldInfo[] {
  const { data } = useQuery({
    queryKey: ['fields', dataViewId],
    queryFn: ({ signal }) => fetchJson<FieldInfo[]>(`/api/data-views/${dataViewId}/fields`, { signal }),
    enabled: Boolean(dataViewId),
    staleTime: 60_000,
  });
  return data ?? [];
}
