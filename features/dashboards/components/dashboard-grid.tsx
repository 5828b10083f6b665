'use client';

import { type CSSProperties, Fragment, type ReactNode, useMemo, useState } from 'react';
import type { Filter } from '@/lib/query/filters';
import type { FirstPanel } from '@/panels/data-protocol';
import { PanelFrame } from '@/panels/panel-frame';
import { LinkTargets, VariablesContext } from '@/panels/shared/variables';
import type { PanelOrigin } from '@/panels/use-panel-data';
import type { ColorOf } from '@/panels/view-props';
import type { DashboardDocument, Section, StoredPanel } from '../document/schema';
import { framePanels } from '../frame-panels';
import { phoneRows } from '../screen';
import { chosenTab, shownGroups } from '../sections';
import type { DashboardState } from '../use-dashboard-state';
import { useLinkTargets } from '../use-link-targets';
import { ControlBar } from './control-bar';
import { useDrilldowns } from './drill-menu';
import { SectionHead, SectionTabs } from './section-head';

interface Props {
  document: DashboardDocument;
  origin: PanelOrigin;
  state: DashboardState;
  colorOf: ColorOf;
  actions?: (panelId: string) => ReactNode;
  filterable?: boolean;
  timeMovable?: boolean;
  onExplain?: (panelId: string, fromMs: number, toMs: number) => void;
  draft?: boolean;
  bare?: boolean;
  /** The way to a panel's documents, for drilldowns. */
  hrefOf?: (panel: StoredPanel, filters: Filter[]) => string | undefined;
  /** Panels whose answers come with the page. */
  first?: Record<string, FirstPanel>;
}

const cellStyle = (panel: StoredPanel) => {
  const { x, y, w, h } = panel.layout;
  return { '--column': `${x + 1} / span ${w}`, '--row': `${y + 1} / span ${h}`, '--rows': phoneRows(panel) } as CSSProperties;
};

/** Sections that were opened or folded by hand; the others are as they were saved. */
function useFolded() {
  const [byHand, setByHand] = useState<Record<string, boolean>>({});
  const isFolded = ({ id, collapsed }: Section) => byHand[id] ?? collapsed;
  const toggle = (section: Section) => setByHand({ ...byHand, [section.id]: !isFolded(section) });
  return { isFolded, toggle };
}

/**
 * The saved layout on twelve columns, section by section or behind tabs; one column on a phone, where metrics stay two to a row.
 * No drag code is loaded for it.
 */
export function DashboardGrid(props: Props) {
  const { document, origin, state, colorOf, actions, filterable = true, timeMovable = true, onExplain, draft, bare, first: given } = props;
  // taken once: after a save the page comes again with newer answers, but the panels have their own by then
  const [first] = useState(given);
  const { isFolded, toggle } = useFolded();
  const framed = useMemo(() => framePanels(document.panels, state.variables), [document.panels, state.variables]);
  const drill = useDrilldowns({ panels: document.panels, state, hrefOf: props.hrefOf });
  const targets = useLinkTargets(state, props.hrefOf !== undefined);
  const groups = shownGroups(document, state.tab, isFolded);
  const tabbed = document.arrangement === 'tabs' && document.sections.length > 0;
  const onFilterOf = (panel: StoredPanel) => (filterable ? (drill.onFilterOf(panel) ?? state.addFilter) : undefined);
  const tabs = <SectionTabs sections={document.sections} chosen={chosenTab(document.sections, state.tab)?.id} onChoose={state.setTab} />;
  return (
    <VariablesContext value={state.variables}>
      <LinkTargets value={targets}>
        <div className="grid-canvas">
          {groups.map(({ section, panels, open }) => (
            <Fragment key={section?.id ?? ''}>
              {section &&
                (tabbed ? tabs : <SectionHead section={section} open={open} panels={panels.length} onToggle={() => toggle(section)} />)}
              {section && open && (
                <ControlBar controls={document.controls} section={section.id} origin={origin} state={state} draft={draft} />
              )}
              {open && (
                <div className={`grid${section ? ' in-section' : ''}`}>
                  {panels.map((panel) => (
                    <div key={panel.id} className={`cell${panel.kind === 'metric' ? ' half' : ''}`} style={cellStyle(panel)}>
                      <PanelFrame
                        panel={framed.get(panel.id) ?? panel}
                        origin={origin}
                        context={state.contextOf(panel.section)}
                        refresh={state.ticks}
                        colorOf={colorOf}
                        draft={draft}
                        annotations={document.annotations}
                        bare={bare}
                        first={draft ? undefined : first?.[panel.id]}
                        actions={actions}
                        onFilter={onFilterOf(panel)}
                        onTimeRange={timeMovable ? state.setTimeRange : undefined}
                        onExplain={onExplain}
                      />
                    </div>
                  ))}
                </div>
              )}
            </Fragment>
          ))}
        </div>
        {drill.menu}
      </LinkTargets>
    </VariablesContext>
  );
}
