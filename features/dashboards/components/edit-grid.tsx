'use client';

import type { ReactNode } from 'react';
import { GridLayout, verticalCompactor } from 'react-grid-layout';
import { useSize } from '@/components/ui/use-size';
import { PanelFrame } from '@/panels/panel-frame';
import type { PanelOrigin } from '@/panels/use-panel-data';
import type { ColorOf } from '@/panels/view-props';
import { gridColumns } from '../document/schema';
import { movePanels } from '../edit-panels';
import type { DashboardEditor } from '../use-dashboard-editor';
import type { DashboardState } from '../use-dashboard-state';
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
}

/** The grid while it is edited: drag by the header, resize at the corner. Loaded only then. */
export function EditGrid({ editor, origin, state, colorOf, actions, selected }: Props) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { panels } = editor.document;
  const layout = panels.map((panel) => ({ i: panel.id, ...panel.layout, minW: 2, minH: 3 }));
  return (
    <div className="grid-canvas" style={{ padding: '12px 20px 120px' }}>
      <div ref={ref}>
        {width > 0 && (
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
                  panel={panel}
                  origin={origin}
                  context={state.context}
                  refresh={state.ticks}
                  colorOf={colorOf}
                  draft
                  actions={actions}
                  selected={panel.id === selected}
                  onFilter={state.addFilter}
                  onTimeRange={state.setTimeRange}
                />
              </div>
            ))}
          </GridLayout>
        )}
      </div>
    </div>
  );
}
