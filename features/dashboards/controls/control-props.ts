import type { PanelOrigin } from '../../../panels/use-panel-data';
import type { DashboardState } from '../use-dashboard-state';
import type { Control } from './schema';

/** What a control on the page needs. */
export interface ControlProps {
  control: Control;
  origin: PanelOrigin;
  state: Pick<DashboardState, 'controlValues' | 'setControl' | 'contextBefore'>;
  /** Ask by draft: the control is not saved yet. */
  draft?: boolean;
}
