'use client';

import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import type { LoadedDashboard, VersionSummary } from '../types';
import type { DashboardEditor } from '../use-dashboard-editor';

/** Every earlier version with author and time. Restoring makes a draft of it, to be looked at and saved. */
export function VersionsDialog({
  dashboardId,
  mayRestore,
  editor,
  onClose,
}: {
  dashboardId: string;
  mayRestore: boolean;
  editor: DashboardEditor;
  onClose: () => void;
}) {
  const { data, error } = useQuery({
    queryKey: ['versions', dashboardId, editor.saved.revision],
    queryFn: ({ signal }) => fetchJson<VersionSummary[]>(`/api/dashboards/${dashboardId}/versions`, { signal }),
    staleTime: 0,
  });
  const restore = async (revision: number) => {
    const old = await fetchJson<LoadedDashboard>(`/api/dashboards/${dashboardId}/versions/${revision}`);
    editor.apply(old.document);
    editor.setEditing(true);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} size={620} title="Version history" closeButtonProps={{ 'aria-label': 'Close' }}>
      {error && <p className="form-error">{error.message}</p>}
      <ul style={{ display: 'grid' }}>
        {data?.map((version, index) => (
          <li key={version.revision} className="row" style={{ minHeight: 44, borderBottom: '1px solid var(--or-border-hair)' }}>
            <span className="chip">{version.revision}</span>
            <span className="grow">
              {version.authorName}{' '}
              <span className="t3">
                · {formatInstant(Date.parse(version.createdAt), editor.document.timeZone ?? 'UTC')} · {version.panels} panels
                {version.note ? ` · ${version.note}` : ''}
              </span>
            </span>
            {index === 0 ? (
              <span className="t3">Current</span>
            ) : (
              mayRestore && (
                <button type="button" className="btn line sm" onClick={() => void restore(version.revision)}>
                  Restore
                </button>
              )
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
