'use client';

import { IconChevronRight, IconDots, IconPencil, IconShare, IconStar, IconStarFilled } from '@tabler/icons-react';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { RefreshPicker } from '@/components/time-picker/refresh-picker';
import { TimePicker } from '@/components/time-picker/time-picker';
import { formatClockSeconds } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { fillText } from '@/lib/text/variables';
import type { DashboardEditor } from '../use-dashboard-editor';
import type { DashboardState } from '../use-dashboard-state';
import { EditBar } from './edit-bar';
import { type DashboardDialog, MoreMenu } from './more-menu';

interface Props {
  dashboardId: string;
  editor: DashboardEditor;
  state: DashboardState;
  mayEdit: boolean;
  mayShare: boolean;
  favourite: boolean;
  home: boolean;
  onNewPanel: () => void;
  onDialog: (dialog: DashboardDialog) => void;
  /** What stands below: query, filters, controls. */
  children: ReactNode;
}

function Favourite({ dashboardId, favourite }: { dashboardId: string; favourite: boolean }) {
  const [on, setOn] = useState(favourite);
  const toggle = () => {
    setOn(!on);
    void fetchJson(`/api/dashboards/${dashboardId}/mine`, { method: 'PATCH', body: { favourite: !on } }).catch(() => setOn(on));
  };
  return (
    <button type="button" className="btn sm icon wide-only" aria-label={t('Favourite')} aria-pressed={on} onClick={toggle}>
      {on ? <IconStarFilled size={16} className="starred" /> : <IconStar size={16} />}
    </button>
  );
}

function Title({ dashboardId, editor, state, favourite }: Pick<Props, 'dashboardId' | 'editor' | 'state' | 'favourite'>) {
  const { title } = editor.document;
  if (editor.editing)
    return (
      <>
        <input
          className="inp soft"
          style={{ width: 240, fontWeight: 600 }}
          aria-label={t('Title')}
          value={title}
          onChange={(event) => editor.apply((now) => ({ ...now, title: event.target.value }))}
        />
        <span className="chip accent">{t('Editing')}</span>
      </>
    );
  return (
    <>
      <h1 className="ell">{fillText(title, state.variables)}</h1>
      <Favourite dashboardId={dashboardId} favourite={favourite} />
      <span className={`live wide-only${state.refreshMs > 0 ? '' : ' off'}`} suppressHydrationWarning>
        {state.refreshMs > 0 ? t('Live') : t('Paused')} · {state.updatedMs ? formatClockSeconds(state.updatedMs, state.timeZone) : '–'}
      </span>
    </>
  );
}

/** The head of a dashboard: what it is, its time, and what can be done with it. */
export function DashboardHead({ dashboardId, editor, state, mayEdit, mayShare, favourite, home, onNewPanel, onDialog, children }: Props) {
  const { folder } = editor.document;
  return (
    <header className="head">
      <div className="bar">
        <span className="crumb wide-only">
          <Link href={folder ? `/dashboards?folder=${encodeURIComponent(folder)}` : '/dashboards'} style={{ color: 'inherit' }}>
            {folder.split('/').at(-1) || t('Dashboards')}
          </Link>{' '}
          <IconChevronRight size={14} />
        </span>
        <Title dashboardId={dashboardId} editor={editor} state={state} favourite={favourite} />
        <span className="grow" />
        <TimePicker value={state.timeRange} timeZone={state.timeZone} onChange={state.setTimeRange} />
        <RefreshPicker refreshMs={state.refreshMs} onChange={state.setRefreshMs} onRefresh={state.refreshNow} />
        <span className="vr wide-only" />
        {editor.editing ? (
          <EditBar
            editor={editor}
            onNewPanel={onNewPanel}
            currentView={{
              timeRange: state.timeRange,
              filters: state.filters,
              kql: state.kql,
              refreshMs: state.refreshMs,
              compare: state.compare,
              controlValues: state.controlValues,
            }}
          />
        ) : (
          <>
            {mayShare && (
              <button type="button" className="btn line" onClick={() => onDialog('share')}>
                <IconShare size={16} /> {t('Share')}
              </button>
            )}
            {mayEdit && (
              <button type="button" className="btn line" onClick={() => editor.setEditing(true)}>
                <IconPencil size={16} /> {t('Edit')}
              </button>
            )}
          </>
        )}
        <MoreMenu
          dashboardId={dashboardId}
          document={editor.document}
          mayEdit={mayEdit}
          home={home}
          onDialog={onDialog}
          icon={<IconDots size={16} />}
        />
      </div>
      {children}
    </header>
  );
}
