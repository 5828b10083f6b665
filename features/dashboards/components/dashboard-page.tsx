'use client';

import { IconChevronRight, IconDots, IconPencil, IconPlus, IconShare } from '@tabler/icons-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { FilterBar } from '@/components/filter-bar/filter-bar';
import { KqlInput } from '@/components/query-bar/kql-input';
import { RefreshPicker } from '@/components/time-picker/refresh-picker';
import { TimePicker } from '@/components/time-picker/time-picker';
import { isTyping } from '@/components/ui/is-typing';
import { StateBlock } from '@/components/ui/state-block';
import { useFields } from '@/features/data-views/use-fields';
import { formatClockSeconds } from '@/lib/format/time';
import type { Filter } from '@/lib/query/filters';
import type { FirstPanel } from '@/panels/data-protocol';
import type { StoredPanel } from '../document/schema';
import { duplicatePanel, removePanel } from '../edit-panels';
import type { DashboardPageData } from '../types';
import { useDashboardEditor } from '../use-dashboard-editor';
import { useDashboardState } from '../use-dashboard-state';
import { useExplore } from '../use-explore';
import { useSplitColors } from '../use-split-colors';
import { CompareSwitch } from './compare-switch';
import { ControlBar } from './control-bar';
import { DashboardGrid } from './dashboard-grid';
import { drilldownLinks } from './drill-menu';
import { EditBar } from './edit-bar';
import { MoreMenu } from './more-menu';
import { PanelMenu } from './panel-menu';

const EditGrid = lazy(() => import('./edit-grid').then((module) => ({ default: module.EditGrid })));
const ControlEditor = lazy(() => import('./control-editor').then((module) => ({ default: module.ControlEditor })));
const Builder = lazy(() => import('./builder').then((module) => ({ default: module.Builder })));
const InspectDialog = lazy(() => import('./inspect-dialog').then((module) => ({ default: module.InspectDialog })));
const VersionsDialog = lazy(() => import('./versions-dialog').then((module) => ({ default: module.VersionsDialog })));

function dataViewOf(panels: StoredPanel[], fallback: string | undefined): string | undefined {
  const ids = panels
    .map((panel) => (panel.config.source as { dataView?: string } | undefined)?.dataView)
    .filter((id): id is string => Boolean(id));
  return ids[0] ?? fallback;
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the branches are the page's modes: reading, editing, building, empty
export function DashboardPage({
  dashboard,
  dataViews,
  mayEdit,
  mayShare,
  first,
  shareDialog,
}: DashboardPageData & { first: Record<string, FirstPanel>; shareDialog?: (close: () => void) => React.ReactNode }) {
  const editor = useDashboardEditor(dashboard);
  const state = useDashboardState(editor.document);
  const colorOf = useSplitColors();
  const explore = useExplore(editor.document, state);
  const search = useSearchParams();
  const [building, setBuilding] = useState<StoredPanel | 'new'>();
  const [inspecting, setInspecting] = useState<StoredPanel>();
  const [dialog, setDialog] = useState<'share' | 'versions'>();
  const fieldView = dataViewOf(editor.document.panels, dataViews[0]?.id);
  const fields = useFields(fieldView);
  const { setEditing } = editor;
  useEffect(() => {
    if (mayEdit && search.get('edit') === 'true') setEditing(true);
  }, [mayEdit, search, setEditing]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'e' && mayEdit && !isTyping(event.target) && !event.metaKey && !event.ctrlKey) setEditing(true);
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [mayEdit, setEditing]);

  const origin = useMemo(() => ({ dashboard: dashboard.id }), [dashboard.id]);
  const { document, editing, apply } = editor;
  const { hrefOf } = explore;
  const hrefFor = useCallback((panel: StoredPanel, filters: Filter[]) => hrefOf(panel, undefined, filters), [hrefOf]);
  const controls = (section?: string) => (
    <ControlBar
      controls={document.controls}
      section={section}
      origin={origin}
      state={state}
      draft={editor.dirty}
      editorOf={editing ? (control) => <ControlEditor control={control} editor={editor} dataViews={dataViews} /> : undefined}
    >
      {editing && <ControlEditor editor={editor} dataViews={dataViews} section={section} />}
    </ControlBar>
  );
  const menu = useCallback(
    (id: string) => {
      const panel = document.panels.find((one) => one.id === id);
      const edit = () => {
        setEditing(true);
        setBuilding(panel);
      };
      return (
        <PanelMenu
          editing={editing}
          onEdit={mayEdit ? edit : undefined}
          onInspect={() => setInspecting(panel)}
          exploreHref={explore.hrefOf(panel)}
          links={panel ? drilldownLinks(panel, state, hrefFor) : []}
          alertHref={mayEdit && panel && 'source' in panel.config ? `/alerts/rules/new?dashboard=${dashboard.id}&panel=${id}` : undefined}
          onDuplicate={() => apply((now) => duplicatePanel(now, id))}
          onDelete={() => apply((now) => removePanel(now, id))}
        />
      );
    },
    [document, editing, apply, setEditing, mayEdit, dashboard.id, explore.hrefOf, state, hrefFor],
  );

  return (
    <div className={editor.editing ? 'editing' : ''}>
      <header className="head">
        <div className="bar">
          <span className="crumb wide-only">
            <Link href="/dashboards" style={{ color: 'inherit' }}>
              Dashboards
            </Link>{' '}
            <IconChevronRight size={14} />
          </span>
          {editor.editing ? (
            <input
              className="inp soft"
              style={{ width: 240, fontWeight: 600 }}
              aria-label="Title"
              value={editor.document.title}
              onChange={(event) => editor.apply((now) => ({ ...now, title: event.target.value }))}
            />
          ) : (
            <h1 className="ell">{editor.document.title}</h1>
          )}
          {editor.editing ? (
            <span className="chip accent">Editing</span>
          ) : (
            <span className={`live wide-only${state.refreshMs > 0 ? '' : ' off'}`} suppressHydrationWarning>
              {state.refreshMs > 0 ? 'Live' : 'Paused'} · {state.updatedMs ? formatClockSeconds(state.updatedMs, state.timeZone) : '–'}
            </span>
          )}
          <span className="grow" />
          <TimePicker value={state.timeRange} timeZone={state.timeZone} onChange={state.setTimeRange} />
          <RefreshPicker refreshMs={state.refreshMs} onChange={state.setRefreshMs} onRefresh={state.refreshNow} />
          <span className="vr wide-only" />
          {editor.editing ? (
            <EditBar
              editor={editor}
              onNewPanel={() => setBuilding('new')}
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
              {mayShare && shareDialog && (
                <button type="button" className="btn line" onClick={() => setDialog('share')}>
                  <IconShare size={16} /> Share
                </button>
              )}
              {mayEdit && (
                <button type="button" className="btn line" onClick={() => setEditing(true)}>
                  <IconPencil size={16} /> Edit
                </button>
              )}
              <MoreMenu
                dashboardId={dashboard.id}
                document={editor.document}
                mayEdit={mayEdit}
                onVersions={() => setDialog('versions')}
                icon={<IconDots size={16} />}
              />
            </>
          )}
        </div>
        <div className="tools">
          <div style={{ flex: '1 1 260px', maxWidth: 420 }}>
            <KqlInput value={state.kql} onSubmit={state.setKql} fields={fields} dataViewId={fieldView} context={state.context} compact />
          </div>
          <FilterBar filters={state.filters} fields={fields} onChange={state.setFilters} />
          <span className="grow" />
          <CompareSwitch state={state} />
        </div>
        {controls()}
      </header>
      {editor.document.panels.length === 0 ? (
        <div className="page">
          <div className="first">
            <StateBlock
              icon={<IconPlus size={20} />}
              title="Add the first panel"
              actions={
                mayEdit ? (
                  <button
                    type="button"
                    className="btn solid"
                    onClick={() => {
                      setEditing(true);
                      setBuilding('new');
                    }}
                  >
                    New panel
                  </button>
                ) : undefined
              }
            >
              Start from a field: a sensible chart appears at once.
            </StateBlock>
          </div>
        </div>
      ) : editor.editing ? (
        <Suspense fallback={null}>
          <EditGrid
            editor={editor}
            origin={origin}
            state={state}
            colorOf={colorOf}
            actions={menu}
            controlsOf={controls}
            selected={building !== 'new' ? building?.id : undefined}
          />
        </Suspense>
      ) : (
        <DashboardGrid
          document={editor.document}
          origin={origin}
          state={state}
          colorOf={colorOf}
          actions={menu}
          hrefOf={hrefFor}
          onExplain={explore.onExplain}
          draft={editor.dirty}
          first={first}
        />
      )}
      <Suspense fallback={null}>
        {building && (
          <Builder
            key={building === 'new' ? 'new' : building.id}
            panel={building === 'new' ? undefined : building}
            editor={editor}
            dataViews={dataViews}
            state={state}
            colorOf={colorOf}
            onClose={() => setBuilding(undefined)}
          />
        )}
        {inspecting && (
          <InspectDialog
            panel={inspecting}
            origin={origin}
            draft={editor.dirty}
            context={state.contextOf(inspecting.section)}
            onClose={() => setInspecting(undefined)}
          />
        )}
        {dialog === 'versions' && (
          <VersionsDialog dashboardId={dashboard.id} mayRestore={mayEdit} editor={editor} onClose={() => setDialog(undefined)} />
        )}
        {dialog === 'share' && shareDialog?.(() => setDialog(undefined))}
      </Suspense>
    </div>
  );
}
