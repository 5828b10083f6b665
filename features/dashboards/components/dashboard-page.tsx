'use client';

import { IconPlus } from '@tabler/icons-react';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { FilterBar } from '@/components/filter-bar/filter-bar';
import { KqlInput } from '@/components/query-bar/kql-input';
import { isTyping } from '@/components/ui/is-typing';
import { StateBlock } from '@/components/ui/state-block';
import { useFields } from '@/features/data-views/use-fields';
import { t } from '@/lib/i18n/t';
import type { Filter } from '@/lib/query/filters';
import type { FirstPanel } from '@/panels/data-protocol';
import type { StoredPanel } from '../document/schema';
import { duplicatePanel, putPanel, removePanel } from '../edit-panels';
import type { DashboardPageData } from '../types';
import { useDashboardEditor } from '../use-dashboard-editor';
import { useDashboardState } from '../use-dashboard-state';
import { useExplore } from '../use-explore';
import { useKiosk } from '../use-kiosk';
import { useLibrary } from '../use-library';
import { useSplitColors } from '../use-split-colors';
import { CompareSwitch } from './compare-switch';
import { ControlBar } from './control-bar';
import { DashboardGrid } from './dashboard-grid';
import { DashboardHead } from './dashboard-head';
import type { PanelDialog } from './dialogs';
import { drilldownLinks } from './drill-menu';
import type { DashboardDialog } from './more-menu';
import { PanelMenu } from './panel-menu';

const EditGrid = lazy(() => import('./edit-grid').then((module) => ({ default: module.EditGrid })));
const ControlEditor = lazy(() => import('./control-editor').then((module) => ({ default: module.ControlEditor })));
const Builder = lazy(() => import('./builder').then((module) => ({ default: module.Builder })));
const PanelDialogs = lazy(() => import('./dialogs').then((module) => ({ default: module.PanelDialogs })));
const DashboardDialogs = lazy(() => import('./dialogs').then((module) => ({ default: module.DashboardDialogs })));

function dataViewOf(panels: StoredPanel[], fallback: string | undefined): string | undefined {
  const ids = panels
    .map((panel) => (panel.config.source as { dataView?: string } | undefined)?.dataView)
    .filter((id): id is string => Boolean(id));
  return ids[0] ?? fallback;
}

export function DashboardPage({
  dashboard,
  dataViews,
  mayEdit,
  mayShare,
  favourite,
  home,
  first,
  shareDialog,
}: DashboardPageData & { first: Record<string, FirstPanel>; shareDialog?: (close: () => void) => React.ReactNode }) {
  const editor = useDashboardEditor(dashboard, mayEdit);
  const state = useDashboardState(editor.document);
  const colorOf = useSplitColors();
  const explore = useExplore(editor.document, state);
  const search = useSearchParams();
  const [building, setBuilding] = useState<StoredPanel | 'new'>();
  const [opened, setOpened] = useState<PanelDialog>();
  const [dialog, setDialog] = useState<DashboardDialog>();
  const kiosk = useKiosk(dashboard.id);
  const library = useLibrary(mayEdit && editor.editing);
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
  const { mutateAsync: putInLibrary } = library.put;
  const toLibrary = useCallback(
    async (panel: StoredPanel) => {
      const { library: known, ...own } = panel;
      const id = known ? undefined : (await putInLibrary(panel)).id;
      apply((now) => putPanel(now, id ? { ...own, library: id } : own));
    },
    [putInLibrary, apply],
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
          tabular={panel !== undefined && !['markdown', 'image', 'links'].includes(panel.kind)}
          onOpen={(kind) => panel && setOpened({ kind, panel })}
          inLibrary={panel?.library !== undefined}
          onLibrary={panel && (() => toLibrary(panel))}
          exploreHref={explore.hrefOf(panel)}
          links={panel ? drilldownLinks(panel, state, hrefFor) : []}
          alertHref={mayEdit && panel && 'source' in panel.config ? `/alerts/rules/new?dashboard=${dashboard.id}&panel=${id}` : undefined}
          onDuplicate={() => apply((now) => duplicatePanel(now, id))}
          onDelete={() => apply((now) => removePanel(now, id))}
        />
      );
    },
    [document, editing, apply, setEditing, mayEdit, dashboard.id, explore.hrefOf, state, hrefFor, toLibrary],
  );

  return (
    <div className={editor.editing && !kiosk ? 'editing' : ''}>
      <DashboardHead
        dashboardId={dashboard.id}
        editor={editor}
        state={state}
        mayEdit={mayEdit}
        mayShare={mayShare && shareDialog !== undefined}
        favourite={favourite}
        home={home}
        onNewPanel={() => setBuilding('new')}
        onDialog={setDialog}
      >
        <div className="tools">
          <div style={{ flex: '1 1 260px', maxWidth: 420 }}>
            <KqlInput value={state.kql} onSubmit={state.setKql} fields={fields} dataViewId={fieldView} context={state.context} compact />
          </div>
          <FilterBar filters={state.filters} fields={fields} onChange={state.setFilters} />
          <span className="grow" />
          <CompareSwitch state={state} />
        </div>
        {controls()}
      </DashboardHead>
      {editor.document.panels.length === 0 ? (
        <div className="page">
          <div className="first">
            <StateBlock
              icon={<IconPlus size={20} />}
              title={t('Add the first panel')}
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
                    {t('New panel')}
                  </button>
                ) : undefined
              }
            >
              {t('Start from a field: a sensible chart appears at once.')}
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
        {opened && (
          <PanelDialogs
            opened={opened}
            dashboardId={dashboard.id}
            editor={editor}
            origin={origin}
            state={state}
            onClose={() => setOpened(undefined)}
          />
        )}
        {dialog && dialog !== 'share' && (
          <DashboardDialogs
            dialog={dialog}
            dashboardId={dashboard.id}
            editor={editor}
            dataViews={dataViews}
            mayEdit={mayEdit}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'share' && shareDialog?.(() => setDialog(undefined))}
      </Suspense>
    </div>
  );
}
