'use client';

import type { ReactNode } from 'react';
import { t } from '../lib/i18n/t';
import type { FramePanel } from './frame-panel';
import { PanelSkeleton } from './shared/skeleton';

const flushKinds = new Set(['map', 'table', 'log-stream']);
/** True for kinds that fill their panel to the edge. */
export const isFlush = (kind: string) => flushKinds.has(kind);

function chips(data: unknown): ReactNode {
  const count = (data as { analysis?: { anomalies?: unknown[] } } | undefined)?.analysis?.anomalies?.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="chip anomaly">
      <span className="dia" /> {count} {count === 1 ? t('anomaly') : t('anomalies')}
    </span>
  );
}

/** The time that a panel keeps to, where it is not the dashboard's. */
export function TimeChip({ panel: { timeWords } }: { panel: FramePanel }) {
  return timeWords ? (
    <span className="chip" title={t('This panel keeps to a time of its own')}>
      {timeWords}
    </span>
  ) : null;
}

export function PanelHeader({ panel, data, stale, actions }: { panel: FramePanel; data: unknown; stale: boolean; actions: ReactNode }) {
  if (!panel.title && !actions) return null;
  return (
    <header>
      <h2>{panel.title}</h2>
      <span className="sub grow">{panel.subtitle}</span>
      <TimeChip panel={panel} />
      {chips(data)}
      {stale && <span className="chip warning">{t('Not up to date')}</span>}
      <span className="act">{actions}</span>
    </header>
  );
}

/** The panel's outside: the same while it waits and when it is there. */
export function Frame({
  panel,
  small,
  selected,
  bare,
  children,
  ...rest
}: { panel: FramePanel; selected?: boolean; bare?: boolean; small: boolean } & React.ComponentProps<'article'>) {
  return (
    <article
      className={`panel${small ? ' compact' : ''}${selected ? ' selected' : ''}${bare ? ' bare' : ''}`}
      aria-label={panel.title || panel.kind}
      data-panel={panel.id}
      {...rest}
    >
      {children}
    </article>
  );
}

export function WaitingPanel({ panel, bare }: { panel: FramePanel; bare?: boolean }) {
  const small = panel.kind === 'metric';
  return (
    <Frame panel={panel} small={small} bare={bare} aria-busy>
      {small ? (
        <div className="metric">
          <h2 className="lab">{panel.title}</h2>
          <div style={{ minHeight: 52 }}>
            <PanelSkeleton kind={panel.kind} />
          </div>
        </div>
      ) : (
        <>
          <PanelHeader panel={panel} data={undefined} stale={false} actions={null} />
          <div className={`body${isFlush(panel.kind) ? ' flush' : ''}`}>
            <PanelSkeleton kind={panel.kind} />
          </div>
        </>
      )}
    </Frame>
  );
}
