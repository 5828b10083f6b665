'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchJson, type RequestError } from '../../lib/http/fetch-json';
import type { StoredPanel } from './document/schema';
import type { LibraryPanelRow } from './library/schema';

const contentOf = ({ title, subtitle, kind, config }: StoredPanel) => ({ title, subtitle, kind, config });

/** The panels that stand in many dashboards, and what may be done with them. */
export function useLibrary(enabled = true) {
  const client = useQueryClient();
  const queryKey = ['library-panels'];
  const { data: panels = [] } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<LibraryPanelRow[]>('/api/library-panels', { signal }),
    enabled,
    staleTime: 10_000,
  });
  const onSuccess = () => void client.invalidateQueries({ queryKey });
  const put = useMutation<{ id: string }, RequestError, StoredPanel>({
    mutationFn: (panel) => fetchJson('/api/library-panels', { body: contentOf(panel) }),
    onSuccess,
  });
  /** Changes a panel wherever it stands; fails where somebody else was faster. */
  const change = useMutation<unknown, RequestError, StoredPanel>({
    mutationFn: (panel) => {
      const baseRevision = panels.find(({ id }) => id === panel.library)?.revision ?? 1;
      return fetchJson(`/api/library-panels/${panel.library}`, { method: 'PUT', body: { ...contentOf(panel), baseRevision } });
    },
    onSuccess,
  });
  const remove = useMutation<unknown, RequestError, string>({
    mutationFn: (id) => fetchJson(`/api/library-panels/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { panels, put, change, remove };
}
