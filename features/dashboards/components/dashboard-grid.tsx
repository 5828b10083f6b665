'use client';

import { type CSSProperties, type ReactNode, useState } from 'react';
import type { FirstPanel } from '@/panels/data-protocol';
import { PanelFrame } from '@/panels/panel-frame';
import type { PanelOrigin } from '@/panels/use-panel-data';
import type { ColorOf } from '@/panels/view-props';
import type { StoredPanel } from '../document/schema';
import { phoneRows } from '../screen';
import type { DashboardState } from '../use-dashboard-state';

interface Props {
  panels: StoredPanel[];
  origin: PanelOrigin;
  state: Pick<DashboardState, 'context' | 'ticks' | 'addFilter' | 'setTimeRange'>;
  colorOf: ColorOf;
  actions?: (panelId: string) => ReactNode;
  filterable?: boolean;
  timeMovable?: boolean;
  onExplain?: (panelId: string, fromMs: number, toMs: number) => void;
  draft?: boolean;
  bare?: boolean;
  /** Panels whose answers come with the page. */
  first?: Record<string, FirstPanel>;
}

/** The saved layout on twelve columns; one column on a phone, where metrics stay two to a row. No drag code is loaded for it. */
export function DashboardGrid({
  panels,
  origin,
  state,
  colorOf,
  actions,
  filterable = true,
  timeMovable = true,
  onExplain,
  draft,
  bare,
  first: given,
}: Props) {
  // taken once: after a save the page comes again with newer answers, but the panels have their own by then
  const [first] = useState(given);
  const ordered = [...panels].sort((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
  return (
    <div className="grid grid-canvas">
      {ordered.map((panel) => {
        const { x, y, w, h } = panel.layout;
        const style = { '--column': `${x + 1} / span ${w}`, '--row': `${y + 1} / span ${h}`, '--rows': phoneRows(panel) } as CSSProperties;
        return (
          <div key={panel.id} className={`cell${panel.kind === 'metric' ? ' half' : ''}`} style={style}>
            <PanelFrame
              panel={panel}
              origin={origin}
              context={state.context}
              refresh={state.ticks}
              colorOf={colorOf}
              draft={draft}
              bare={bare}
              first={draft ? undefined : first?.[panel.id]}
              actions={actions}
              onFilter={filterable ? state.addFilter : undefined}
              onTimeRange={timeMovable ? state.setTimeRange : undefined}
              onExplain={onExplain}
            />
          </div>
        );
      })}
    </div>
  );
}
