'use client';

import {
  IconAlignLeft,
  IconCalendarStats,
  IconChartBar,
  IconChartCandle,
  IconChartDonut,
  IconChartHistogram,
  IconChartLine,
  IconChartSankey,
  IconGauge,
  IconGridDots,
  IconLayoutBoard,
  IconLink,
  IconList,
  IconMap2,
  IconNumber123,
  IconPhoto,
  IconTable,
  IconTags,
  IconTimeline,
  IconX,
} from '@tabler/icons-react';
import { type ComponentType, useMemo, useState } from 'react';
import type { DataView } from '@/features/data-views/schema';
import { type FieldInfo, useFields } from '@/features/data-views/use-fields';
import { t } from '@/lib/i18n/t';
import { panelEditors } from '@/panels/editors';
import { PanelFrame } from '@/panels/panel-frame';
import type { PanelType } from '@/panels/panel-type';
import { findPanelType, panelTypes } from '@/panels/registry';
import { isNumericType } from '@/panels/shared/suggest-measure';
import type { ColorOf } from '@/panels/view-props';
import type { StoredPanel } from '../document/schema';
import { freePlace, inSection, moveToSection, newPanelId, putPanel } from '../edit-panels';
import { chosenTab } from '../sections';
import type { DashboardEditor } from '../use-dashboard-editor';
import type { DashboardState } from '../use-dashboard-state';
import { useDashboards } from '../use-dashboards';
import { useLibrary } from '../use-library';
import { FieldPalette } from './field-palette';
import { PanelSettings } from './panel-settings';

const icons: Record<string, ComponentType<{ size?: number }>> = {
  xy: IconChartLine,
  metric: IconNumber123,
  table: IconTable,
  pie: IconChartDonut,
  bullet: IconGauge,
  treemap: IconLayoutBoard,
  'box-plot': IconChartCandle,
  histogram: IconChartHistogram,
  sankey: IconChartSankey,
  'tag-cloud': IconTags,
  'state-timeline': IconTimeline,
  calendar: IconCalendarStats,
  change: IconChartBar,
  image: IconPhoto,
  links: IconLink,
  heatmap: IconGridDots,
  map: IconMap2,
  'log-stream': IconList,
  markdown: IconAlignLeft,
};

const wanted: Record<NonNullable<PanelType['wants']>, (field: FieldInfo) => boolean> = {
  points: ({ type }) => type === 'geo_point',
  terms: ({ type }) => type === 'keyword',
  numbers: ({ type }) => isNumericType(type),
};

const typeOf = (kind: string) => findPanelType(kind) ?? panelTypes[0];

interface Props {
  panel?: StoredPanel;
  editor: DashboardEditor;
  dataViews: DataView[];
  state: DashboardState;
  colorOf: ColorOf;
  onClose: () => void;
}

function startPanel(editor: DashboardEditor, dataView: DataView | undefined, section: string | undefined): StoredPanel {
  const type = typeOf(dataView ? 'xy' : 'markdown');
  const config = type && dataView ? type.suggest(dataView) : { text: '' };
  const size = type?.size ?? { w: 6, h: 8 };
  return {
    id: newPanelId(),
    kind: type?.kind ?? 'xy',
    title: '',
    subtitle: '',
    config: config as Record<string, unknown>,
    ...(section ? { section } : {}),
    layout: freePlace(inSection(editor.document, section), size.w, size.h),
  };
}

function hint(known: boolean, shared: boolean): string {
  if (shared) return t('A panel of the library: Apply changes it in every dashboard that has it.');
  return known ? t('Apply puts the changes on the dashboard; Save keeps them.') : t('Apply puts the panel on the dashboard.');
}

/** A new panel goes behind the tab that is open. */
const tabOf = ({ document }: DashboardEditor, { tab }: DashboardState) =>
  document.arrangement === 'tabs' ? chosenTab(document.sections, tab)?.id : undefined;

/** The builder: fields left, picture and settings right. The dashboard behind stays visible. */
export function Builder({ panel, editor, dataViews, state, colorOf, onClose }: Props) {
  const [draft, setDraft] = useState(() => panel ?? startPanel(editor, dataViews[0], tabOf(editor, state)));
  const source = draft.config.source as { type: string; dataView?: string } | undefined;
  const [viewId, setViewId] = useState(source?.dataView ?? dataViews[0]?.id);
  const dataView = dataViews.find((view) => view.id === viewId);
  const fields = useFields(viewId);
  const Editor = panelEditors[draft.kind];
  const origin = useMemo(() => ({}), []);

  const suggest = (kind: string, view: DataView | undefined, field?: { path: string; type: string }) => {
    const type = typeOf(kind);
    if (!type || !view) return;
    const size = panel ? draft.layout : freePlace(inSection(editor.document, draft.section), type.size.w, type.size.h);
    setDraft({
      ...draft,
      kind,
      config: type.suggest(view, field) as Record<string, unknown>,
      layout: { ...draft.layout, ...(panel ? {} : size) },
    });
  };
  const chooseView = (id: string) => {
    setViewId(id);
    suggest(
      draft.kind,
      dataViews.find((view) => view.id === id),
    );
  };
  const chooseField = (field: { path: string; type: string }) => {
    const kind =
      field.type === 'geo_point' ? 'map' : ['markdown', 'log-stream', 'map', 'image', 'links'].includes(draft.kind) ? 'xy' : draft.kind;
    suggest(kind, dataView, field);
  };
  const library = useLibrary();
  const dashboards = useDashboards();
  const applyDraft = async () => {
    // a panel of the library changes wherever it stands; where that fails, nothing changes here either
    if (draft.library) await library.change.mutateAsync(draft);
    // a panel that changed its section takes a free place there
    const moved = panel && panel.section !== draft.section;
    editor.apply((now) =>
      moved ? moveToSection(putPanel(now, { ...draft, section: panel.section }), draft.id, draft.section) : putPanel(now, draft),
    );
    onClose();
  };
  const takeFromLibrary = (id: string) => {
    const shared = library.panels.find((one) => one.id === id);
    if (!shared) return;
    const { title, subtitle, kind, config } = shared;
    setDraft({ ...draft, library: id, title, subtitle, kind, config });
  };

  return (
    <aside className="drawer" aria-label={t('Panel builder')}>
      <header>
        <input
          className="inp soft"
          style={{ width: 220, fontWeight: 600 }}
          aria-label={t('Panel title')}
          placeholder={t('Panel title')}
          value={draft.title}
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
        <select
          className="inp soft"
          style={{ width: 170 }}
          aria-label={t('Data view')}
          value={viewId}
          onChange={(event) => chooseView(event.target.value)}
        >
          {dataViews.map((view) => (
            <option key={view.id} value={view.id}>
              {view.title}
            </option>
          ))}
        </select>
        {!panel && library.panels.length > 0 && (
          <select
            className="inp soft"
            style={{ width: 150 }}
            aria-label={t('From the library')}
            value={draft.library ?? ''}
            onChange={(event) => takeFromLibrary(event.target.value)}
          >
            <option value="">{t('From the library')}</option>
            {library.panels.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
        <span className="grow" />
        <button type="button" className="btn icon" aria-label={t('Close the builder')} onClick={onClose}>
          <IconX size={16} />
        </button>
      </header>
      <div className="cols">
        <FieldPalette fields={fields} onChoose={chooseField} used={JSON.stringify(draft.config)} />
        <div className="setup">
          <div className="kinds" role="radiogroup" aria-label={t('Kind of panel')}>
            {panelTypes.map((type) => {
              const Icon = icons[type.kind] ?? IconChartLine;
              return (
                <button
                  key={type.kind}
                  type="button"
                  role="radio"
                  aria-checked={type.kind === draft.kind}
                  aria-label={t(type.title)}
                  title={`${t(type.title)}: ${t(type.summary)}`}
                  onClick={() => suggest(type.kind, dataView, type.wants && fields.find(wanted[type.wants]))}
                >
                  <Icon size={18} />
                </button>
              );
            })}
          </div>
          <div className="preview">
            <PanelFrame
              panel={{ ...draft, subtitle: '' }}
              origin={origin}
              context={state.contextOf(draft.section)}
              refresh={state.ticks}
              colorOf={colorOf}
              draft
              annotations={editor.document.annotations}
              bare
            />
          </div>
          {Editor && (
            <Editor
              config={draft.config}
              fields={fields}
              dataViews={dataViews}
              dashboards={dashboards}
              onChange={(config) => setDraft({ ...draft, config })}
            />
          )}
          <PanelSettings panel={draft} sections={editor.document.sections} onChange={setDraft} />
        </div>
      </div>
      <footer>
        <span className="t3 grow" style={{ fontSize: 12 }}>
          {library.change.error?.message ?? hint(panel !== undefined, draft.library !== undefined)}
        </span>
        <button type="button" className="btn" onClick={onClose}>
          {t('Cancel')}
        </button>
        <button type="button" className="btn solid" onClick={() => void applyDraft().catch(() => undefined)}>
          {t('Apply')}
        </button>
      </footer>
    </aside>
  );
}
