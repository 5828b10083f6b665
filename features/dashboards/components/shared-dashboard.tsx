'use client';

import { IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { TimePicker } from '@/components/time-picker/time-picker';
import { Logo } from '@/components/ui/logo';
import { formatClock, formatDay } from '@/lib/format/time';
import { t } from '@/lib/i18n/t';
import { describeFilter, type Filter } from '@/lib/query/filters';
import { fillText } from '@/lib/text/variables';
import type { FirstPanel } from '@/panels/data-protocol';
import type { PanelOrigin } from '@/panels/use-panel-data';
import { sleepUntilTouched } from '@/panels/waking';
import type { DashboardDocument } from '../document/schema';
import { type DashboardState, useDashboardState } from '../use-dashboard-state';
import { useSplitColors } from '../use-split-colors';
import { CompareSwitch } from './compare-switch';
import { ControlBar } from './control-bar';
import { DashboardGrid } from './dashboard-grid';

sleepUntilTouched();

export interface SharedDashboardProps {
  token: string;
  document: DashboardDocument;
  timeMovable: boolean;
  lockedFilters: Filter[];
  sharedBy: string;
  expiresAt: string | null;
  first: Record<string, FirstPanel>;
}

const TableDialog = lazy(() => import('./table-dialog').then((module) => ({ default: module.TableDialog })));

/** Readers of a link have each panel's numbers as a table, too. */
function useTables({ document }: SharedDashboardProps, origin: PanelOrigin, state: DashboardState) {
  const [opened, setOpened] = useState<string>();
  const actions = useCallback(
    (id: string) => {
      const panel = document.panels.find((one) => one.id === id);
      if (!panel || ['markdown', 'image', 'links'].includes(panel.kind)) return null;
      return (
        <button
          type="button"
          className="btn sm icon"
          aria-label={t('Show {title} as a table', { title: panel.title || 'the panel' })}
          onClick={() => setOpened(id)}
        >
          <IconTable size={16} />
        </button>
      );
    },
    [document],
  );
  const panel = document.panels.find(({ id }) => id === opened);
  const dialog = panel && (
    <Suspense fallback={null}>
      <TableDialog
        panel={panel}
        title={fillText(panel.title, state.variables)}
        origin={origin}
        draft={false}
        context={state.contextOf(panel.section)}
        onClose={() => setOpened(undefined)}
      />
    </Suspense>
  );
  return { actions, dialog };
}

function useShared({ token, document }: SharedDashboardProps) {
  const state = useDashboardState(document);
  const colorOf = useSplitColors();
  const origin = useMemo(() => ({ token }), [token]);
  return { state, colorOf, origin };
}

function Pills({ filters, locked, onRemove }: { filters: Filter[]; locked: Filter[]; onRemove: (index: number) => void }) {
  return (
    <>
      {locked.map((filter) => {
        const { field, verb, value } = describeFilter(filter);
        return (
          <span key={`${field}${value}`} className="pill locked" title={t('Locked by the sender')}>
            {field} <b>{verb}</b> {value}
          </span>
        );
      })}
      {filters.map((filter, index) => {
        const { field, verb, value } = describeFilter(filter);
        return (
          <button
            key={index}
            type="button"
            className="pill locked"
            onClick={() => onRemove(index)}
            aria-label={t('Remove {field} {verb} {value}', { field, verb, value })}
          >
            {field} <b>{verb}</b> {value} ×
          </button>
        );
      })}
    </>
  );
}

/** What a person with the link sees: title, one sentence, working controls, the panels. */
export function SharedDashboard(props: SharedDashboardProps) {
  const { document, timeMovable, lockedFilters, sharedBy, expiresAt } = props;
  const { state, colorOf, origin } = useShared(props);
  const tables = useTables(props, origin, state);
  return (
    <main className="shared">
      <div className="top">
        <Logo size={24} /> {t('Oriel')} <span className="grow" />{' '}
        <span className="live" suppressHydrationWarning>
          {state.updatedMs ? t('Live · {clock}', { clock: formatClock(state.updatedMs, state.timeZone) }) : t('Live')}
        </span>
      </div>
      <h1>{fillText(document.title, state.variables)}</h1>
      {document.description && <p className="lead">{document.description}</p>}
      <div className="controls no-print">
        {timeMovable && <TimePicker value={state.timeRange} timeZone={state.timeZone} onChange={state.setTimeRange} />}
        <Pills
          filters={state.filters}
          locked={lockedFilters}
          onRemove={(index) => state.setFilters(state.filters.filter((_, at) => at !== index))}
        />
        <span className="grow" />
        <CompareSwitch state={state} />
      </div>
      <ControlBar controls={document.controls} origin={origin} state={state} />
      <DashboardGrid
        document={document}
        origin={origin}
        state={state}
        colorOf={colorOf}
        timeMovable={timeMovable}
        actions={tables.actions}
        first={props.first}
      />
      {tables.dialog}
      <div className="foot">
        <span>
          {t('Shared by {sharedBy}', { sharedBy })}
          {expiresAt ? t(' · Link works until {day}', { day: formatDay(Date.parse(expiresAt), state.timeZone) }) : ''}
        </span>
        <span>{t('Times in {timeZone}', { timeZone: state.timeZone })}</span>
      </div>
    </main>
  );
}

/** The panels alone, for an iframe. Tells the page around it how high it is: `{ type: 'oriel:height', height }`. */
export function EmbeddedDashboard(props: SharedDashboardProps) {
  const { state, colorOf, origin } = useShared(props);
  const tables = useTables(props, origin, state);
  useEffect(() => {
    if (window.parent === window) return;
    const tell = () =>
      window.parent.postMessage({ type: 'oriel:height', height: Math.ceil(window.document.documentElement.scrollHeight) }, '*');
    const observer = new ResizeObserver(tell);
    observer.observe(window.document.body);
    tell();
    return () => observer.disconnect();
  }, []);
  return (
    <main className="embedded">
      <h1 className="visually-hidden">{props.document.title}</h1>
      <ControlBar controls={props.document.controls} origin={origin} state={state} />
      <DashboardGrid
        document={props.document}
        origin={origin}
        state={state}
        colorOf={colorOf}
        timeMovable={props.timeMovable}
        actions={tables.actions}
        first={props.first}
        bare
      />
      {tables.dialog}
    </main>
  );
}
