'use client';

import type { DataView } from '@/features/data-views/schema';
import { fillText } from '@/lib/text/variables';
import type { PanelOrigin } from '@/panels/use-panel-data';
import type { StoredPanel } from '../document/schema';
import type { DashboardEditor } from '../use-dashboard-editor';
import type { DashboardState } from '../use-dashboard-state';
import { CommentsDrawer } from './comments-drawer';
import { CopyDialog } from './copy-dialog';
import { InspectDialog } from './inspect-dialog';
import { KioskDialog } from './kiosk-dialog';
import type { DashboardDialog } from './more-menu';
import { SettingsDialog } from './settings-dialog';
import { TableDialog } from './table-dialog';
import { VersionsDialog } from './versions-dialog';

/** What was opened of one panel. */
export interface PanelDialog {
  kind: 'inspect' | 'table' | 'copy' | 'comment';
  panel: StoredPanel;
}

export function PanelDialogs({
  opened: { kind, panel },
  dashboardId,
  editor,
  origin,
  state,
  onClose,
}: {
  opened: PanelDialog;
  dashboardId: string;
  editor: DashboardEditor;
  origin: PanelOrigin;
  state: DashboardState;
  onClose: () => void;
}) {
  switch (kind) {
    case 'inspect':
      return (
        <InspectDialog panel={panel} origin={origin} draft={editor.dirty} context={state.contextOf(panel.section)} onClose={onClose} />
      );
    case 'table':
      return (
        <TableDialog
          panel={panel}
          title={fillText(panel.title, state.variables)}
          origin={origin}
          draft={editor.dirty}
          context={state.contextOf(panel.section)}
          onClose={onClose}
        />
      );
    case 'copy':
      return <CopyDialog panel={panel} dashboardId={dashboardId} editor={editor} onClose={onClose} />;
    case 'comment':
      return <CommentsDrawer dashboardId={dashboardId} panels={editor.document.panels} panelId={panel.id} onClose={onClose} />;
  }
}

export function DashboardDialogs({
  dialog,
  dashboardId,
  editor,
  dataViews,
  mayEdit,
  onClose,
}: {
  dialog: Exclude<DashboardDialog, 'share'>;
  dashboardId: string;
  editor: DashboardEditor;
  dataViews: DataView[];
  mayEdit: boolean;
  onClose: () => void;
}) {
  switch (dialog) {
    case 'versions':
      return <VersionsDialog dashboardId={dashboardId} mayRestore={mayEdit} editor={editor} onClose={onClose} />;
    case 'settings':
      return <SettingsDialog editor={editor} dataViews={dataViews} onClose={onClose} />;
    case 'comments':
      return <CommentsDrawer dashboardId={dashboardId} panels={editor.document.panels} onClose={onClose} />;
    case 'kiosk':
      return <KioskDialog dashboardId={dashboardId} onClose={onClose} />;
  }
}
