'use client';

import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@/lib/i18n/t';
import type { PanelContext } from '@/panels/panel-type';
import { inspectPanel, type PanelOrigin } from '@/panels/use-panel-data';
import type { StoredPanel } from '../document/schema';

const tabs = ['Request', 'Answer', 'Data'] as const;

/** What a panel asked, what the cluster answered, and what became of it. */
export function InspectDialog({
  panel,
  origin,
  draft,
  context,
  onClose,
}: {
  panel: StoredPanel;
  origin: PanelOrigin;
  draft: boolean;
  context: Omit<PanelContext, 'width'>;
  onClose: () => void;
}) {
  const [tab, setTab] = useState<(typeof tabs)[number]>('Request');
  const query = draft ? { draft: { kind: panel.kind, config: panel.config } } : { panel: panel.id };
  const { data, error } = useQuery({
    queryKey: ['inspect', panel, context],
    queryFn: () => inspectPanel(origin, { ...query, context: { ...context, width: 600 } }),
    staleTime: 0,
  });
  const shown = {
    Request: data?.inspect?.map((entry) => entry.request),
    Answer: data?.inspect?.map((entry) => entry.response),
    Data: data?.data,
  }[tab];
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t('Inspect: {title}', { title: panel.title || panel.kind })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className="row">
        <div className="tabs" role="tablist">
          {tabs.map((name) => (
            <button key={name} type="button" role="tab" aria-selected={name === tab} onClick={() => setTab(name)}>
              {name}
            </button>
          ))}
        </div>
        <span className="grow" />
        {data && <span className="t3">{t('{tookMs} ms', { tookMs: data.tookMs })}</span>}
        <button type="button" className="btn line sm" onClick={() => void navigator.clipboard.writeText(JSON.stringify(shown, null, 2))}>
          {t('Copy')}
        </button>
      </div>
      {error ? (
        <p className="form-error">{error.message}</p>
      ) : (
        <pre className="mono" style={{ maxHeight: '56vh', overflow: 'auto', lineHeight: '18px' }}>
          {data ? JSON.stringify(shown, null, 2) : t('Asking …')}
        </pre>
      )}
    </Modal>
  );
}
