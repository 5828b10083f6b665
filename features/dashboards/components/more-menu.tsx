'use client';

import { Popover } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { DashboardDocument } from '../document/schema';

function download(document: DashboardDocument) {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }));
  const link = window.document.createElement('a');
  link.href = url;
  link.download = `${document.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.oriel.json`;
  link.click();
  URL.revokeObjectURL(url);
}

/** The dialogs of a dashboard as a whole. */
export type DashboardDialog = 'share' | 'versions' | 'settings' | 'comments' | 'kiosk';

export function MoreMenu({
  dashboardId,
  document,
  mayEdit,
  home,
  onDialog,
  icon,
}: {
  dashboardId: string;
  document: DashboardDocument;
  mayEdit: boolean;
  home: boolean;
  onDialog: (dialog: DashboardDialog) => void;
  icon: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [isHome, setIsHome] = useState(home);
  const router = useRouter();
  const toast = useToast();
  const act = (run: () => void) => () => {
    setOpen(false);
    run();
  };
  const toggleHome = async () => {
    await fetchJson(`/api/dashboards/${dashboardId}/mine`, { method: 'PATCH', body: { home: !isHome } });
    setIsHome(!isHome);
    toast(isHome ? t('The list of dashboards is your home again.') : t('“{title}” opens first from now on.', { title: document.title }));
  };
  const copy = async () => {
    const { id } = await fetchJson<{ id: string }>('/api/dashboards', {
      body: { document: { ...document, title: `${document.title} (copy)` } },
    });
    router.push(`/dashboards/${id}`);
  };
  const remove = async () => {
    await fetchJson(`/api/dashboards/${dashboardId}`, { method: 'DELETE' });
    toast(t('Deleted “{title}”.', { title: document.title }), {
      label: t('Undo'),
      run: () =>
        void fetchJson<{ id: string }>('/api/dashboards', { body: { document } }).then(({ id }) => router.push(`/dashboards/${id}`)),
    });
    router.push('/dashboards');
    router.refresh();
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <button type="button" className="btn icon" aria-label={t('More')} onClick={() => setOpen(!open)}>
          {icon}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div style={{ width: 190 }}>
          <button type="button" className="item" onClick={act(() => onDialog('comments'))}>
            {t('Comments')}
          </button>
          <button type="button" className="item" onClick={act(() => onDialog('versions'))}>
            {t('Version history')}
          </button>
          {mayEdit && (
            <button type="button" className="item" onClick={act(() => onDialog('settings'))}>
              {t('Settings')}
            </button>
          )}
          <hr />
          <button type="button" className="item" onClick={act(() => onDialog('kiosk'))}>
            {t('Show on a wall')}
          </button>
          <button type="button" className="item" aria-pressed={isHome} onClick={act(() => void toggleHome())}>
            {isHome ? t('No longer my home') : t('Make it my home')}
          </button>
          <button type="button" className="item" onClick={act(() => download(document))}>
            {t('Export as JSON')}
          </button>
          <button type="button" className="item" onClick={act(() => window.print())}>
            {t('Print')}
          </button>
          {mayEdit && (
            <>
              <button type="button" className="item" onClick={act(() => void copy())}>
                {t('Duplicate')}
              </button>
              <hr />
              <button type="button" className="item danger" onClick={act(() => void remove())}>
                {t('Delete')}
              </button>
            </>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
