'use client';

import { Fragment, type ReactNode, useMemo } from 'react';
import { GridLayout, verticalCompactor } from 'react-grid-layout';
import { useSize } from '@/components/ui/use-size';
import { t } from '@/lib/i18n/t';
import { PanelFrame } from '@/panels/panel-frame';
import { LinkTargets, VariablesContext } from '@/panels/shared/variables';
import type { PanelOrigin } from '@/panels/use-panel-data';
import type { ColorOf } from '@/panels/view-props';
import { gridColumns, type StoredPanel } from '../document/schema';
import { movePanels } from '../edit-panels';
import { framePanels } from '../frame-panels';
import { chosenTab, panelGroups } from '../sections';
import type { DashboardEditor } from '../use-dashboard-editor';
import type { DashboardState } from '../use-dashboard-state';
import { useLinkTargets } from '../use-link-targets';
import { SectionTabs } from './section-head';
import { SectionsBar, SectionTools } from './section-tools';
import 'react-grid-layout/css/styles.css';

const rowHeight = 28;
const gap = 12;

interface Props {
  editor: DashboardEditor;
  origin: PanelOrigin;
  state: DashboardState;
  colorOf: ColorOf;
  actions: (panelId: string) => ReactNode;
  selected?: string;
  /** Controls of a section, with what changes them. */
  controlsOf: (section: string) => ReactNode;
}

/** One grid while it is edited: drag by the header, resize at the corner. */
function EditableGrid({
  panels,
  width,
  editor,
  origin,
  state,
  colorOf,
  actions,
  selected,
}: Omit<Props, 'controlsOf'> & { panels: StoredPanel[]; width: number }) {
  const framed = useMemo(() => framePanels(panels, state.variables), [panels, state.variables]);
  const layout = panels.map((panel) => ({ i: panel.id, ...panel.layout, minW: 2, minH: 3 }));
  return (
    <GridLayout
      width={width}
      layout={layout}
      gridConfig={{ cols: gridColumns, rowHeight, margin: [gap, gap], containerPadding: [0, 0] }}
      dragConfig={{ enabled: true, handle: '.panel > header, .metric .lab', cancel: '.act' }}
      resizeConfig={{ enabled: true, handles: ['se'] }}
      compactor={verticalCompactor}
      onDragStop={(next) => editor.apply((now) => movePanels(now, [...next]))}
      onResizeStop={(next) => editor.apply((now) => movePanels(now, [...next]))}
    >
      {panels.map((panel) => (
        <div key={panel.id}>
          <PanelFrame
            panel={framed.get(panel.id) ?? panel}
            origin={origin}
            context={state.contextOf(panel.section)}
            refresh={state.ticks}
            colorOf={colorOf}
            draft
            annotations={editor.document.annotations}
            actions={actions}
            selected={panel.id === selected}
            onFilter={state.addFilter}
            onTimeRange={state.setTimeRange}
          />
        </div>
      ))}
    </GridLayout>
  );
}

/** The dashboard while it is edited, section by section. Loaded only then. */
export function EditGrid(props: Props) {
  const { editor, state, controlsOf } = props;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const targets = useLinkTargets(state, true);
  const { document } = editor;
  const tabbed = document.arrangement === 'tabs' && document.sections.length > 0;
  const chosen = chosenTab(document.sections, state.tab);
  const groups = panelGroups(document).filter(({ section }) => !tabbed || !section || section.id === chosen?.id);
  return (
    <VariablesContext value={state.variables}>
      <LinkTargets value={targets}>
        <div className="grid-canvas" style={{ padding: '12px 20px 120px' }}>
          <div ref={ref}>
            {width > 0 &&
              groups.map(({ section, panels }) => (
                <Fragment key={section?.id ?? ''}>
                  {section && tabbed && <SectionTabs sections={document.sections} chosen={chosen?.id} onChoose={state.setTab} />}
                  {section && <SectionTools section={section} editor={editor} />}
                  {section && controlsOf(section.id)}
                  {panels.length > 0 ? (
                    <EditableGrid {...props} panels={panels} width={width} />
                  ) : (
                    section && <p className="t3 hint">{t('No panel yet. Add one, or move one here from its menu.')}</p>
                  )}
                </Fragment>
              ))}
          </div>
          <SectionsBar editor={editor} onAdded={state.setTab} />
        </div>
      </LinkTargets>
    </VariablesContext>
  );
}
