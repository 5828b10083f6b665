'use client';

import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { fetchJson, type RequestError } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { StoredPanel } from '../document/schema';
import { freePlace, inSection, newPanelId, putPanel, removePanel } from '../edit-panels';
import type { LoadedDashboard } from '../types';
import type { DashboardEditor } from '../use-dashboard-editor';
import { useDashboards } from '../use-dashboards';

/** Puts a panel on another dashboard, at its first free place, and takes it away here where that is asked. */
export function CopyDialog({
  panel,
  dashboardId,
  editor,
  onClose,
}: {
  panel: StoredPanel;
  dashboardId: string;
  editor: DashboardEditor;
  onClose: () => void;
}) {
  const toast = useToast();
  const dashboards = useDashboards();
  const others = dashboards.filter(({ id }) => id !== dashboardId);
  const [chosen, setChosen] = useState('');
  const [move, setMove] = useState(false);
  const target = chosen || others[0]?.id || '';
  const put = useMutation<string, RequestError>({
    mutationFn: async () => {
      const { document, revision } = await fetchJson<LoadedDashboard>(`/api/dashboards/${target}`);
      const { section: _, ...loose } = structuredClone(panel);
      const { w, h } = panel.layout;
      const next = putPanel(document, { ...loose, id: newPanelId(), layout: freePlace(inSection(document, undefined), w, h) });
      await fetchJson(`/api/dashboards/${target}`, {
        method: 'PUT',
        body: { document: next, baseRevision: revision, note: t('Panel “{title}” added', { title: panel.title }) },
      });
      return document.title;
    },
    onSuccess: (title) => {
      if (move) {
        editor.apply((now) => removePanel(now, panel.id));
        editor.setEditing(true);
      }
      toast(t('“{panel}” is on “{dashboard}” now.', { panel: panel.title || panel.kind, dashboard: title }));
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} size={420} title={t('To another dashboard')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate();
        }}
      >
        <label className="field">
          <span>{t('Dashboard')}</span>
          <select className="inp" value={target} data-autofocus onChange={(event) => setChosen(event.target.value)}>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          <input type="checkbox" checked={move} onChange={(event) => setMove(event.target.checked)} /> {t('Take it away from here')}
        </label>
        {put.error && <p className="form-error">{put.error.message}</p>}
        <button type="submit" className="btn solid" disabled={!target || put.isPending}>
          {move ? t('Move') : t('Copy')}
        </button>
      </form>
    </Modal>
  );
}
