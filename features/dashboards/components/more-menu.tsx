'use client';

import { Popover } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import type { DashboardDocument } from '../document/schema';

function download(document: DashboardDocument) {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }));
  const link = window.document.createElement('a');
  link.href = url;
  link.download = `${document.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.oriel.json`;
  link.click();
  URL.revokeObjectURL(url);
}

export function MoreMenu({
  dashboardId,
  document,
  mayEdit,
  onVersions,
  icon,
}: {
  dashboardId: string;
  document: DashboardDocument;
  mayEdit: boolean;
  onVersions: () => void;
  icon: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const act = (run: () => void) => () => {
    setOpen(false);
    run();
  };
  const copy = async () => {
    const { id } = await fetchJson<{ id: string }>('/api/dashboards', {
      body: { document: { ...document, title: `${document.title} (copy)` } },
    });
    router.push(`/dashboards/${id}`);
  };
  const remove = async () => {
    await fetchJson(`/api/dashboards/${dashboardId}`, { method: 'DELETE' });
    toast(`Deleted "${document.title}".`, {
      label: 'Undo',
      run: () =>
        void fetchJson<{ id: string }>('/api/dashboards', { body: { document } }).then(({ id }) => router.push(`/dashboards/${id}`)),
    });
    router.push('/dashboards');
    router.refresh();
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <button type="button" className="btn icon" aria-label="More" onClick={() => setOpen(!open)}>
          {icon}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div style={{ width: 170 }}>
          <button type="button" className="item" onClick={act(onVersions)}>
            Version history
          </button>
          <button type="button" className="item" onClick={act(() => download(document))}>
            Export as JSON
          </button>
          <button type="button" className="item" onClick={act(() => window.print())}>
            Print
          </button>
          {mayEdit && (
            <>
              <button type="button" className="item" onClick={act(() => void copy())}>
                Duplicate
              </button>
              <hr />
              <button type="button" className="item danger" onClick={act(() => void remove())}>
                Delete
              </button>
            </>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
