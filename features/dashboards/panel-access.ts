import type { Role } from '../../lib/auth/session';
import { AppError } from '../../lib/errors/app-error';
import type { DataScope } from '../../lib/gateway/mint-scope';
import type { PanelDataInput, PanelDataRequest } from '../../panels/data-protocol';
import type { PanelAnswer, PanelContext } from '../../panels/panel-type';
import { type PanelToRun, runPanel } from '../../panels/run-panel';
import { can } from '../access/ability';
import { requireUser, scopeForUser } from '../access/session-scope';
import { requireShare } from '../access/share-scope';
import { withAlertMarks } from '../alerts/annotate-panel';
import { withExternalAnomalies } from '../anomalies/external';
import { analyseInWorker } from '../anomalies/service';
import { getDataView } from '../data-views/data';
import { getDashboard } from './data';
import type { DashboardDocument } from './document/schema';

/** Whose panels: a share token's, or a dashboard's for the signed-in. */
type PanelsOf = Pick<PanelDataInput, 'token' | 'dashboard'>;
type Run = (panel: PanelDataRequest, signal: AbortSignal) => Promise<PanelAnswer>;

function stored(document: DashboardDocument, id: string | undefined): PanelToRun {
  const panel = document.panels.find((candidate) => candidate.id === id);
  if (!panel) throw new AppError('not-found', 'This panel is no longer part of the dashboard. Reload the page.');
  return panel;
}

function runner(scope: DataScope, role: Role, nowMs: number, mayInspect: boolean) {
  // One read of a data view for all panels of the call.
  const loaded = new Map<string, ReturnType<typeof getDataView>>();
  const loadDataView = (id: string) => {
    const view = loaded.get(id) ?? getDataView(id, role);
    loaded.set(id, view);
    return view;
  };
  return async (panel: PanelToRun, context: PanelContext, inspect: boolean, signal: AbortSignal) => {
    const answer = await runPanel(panel, context, {
      scope,
      services: { analyseSeries: analyseInWorker },
      loadDataView,
      signal,
      nowMs,
      inspect: inspect && mayInspect,
    });
    const overlaid = await withExternalAnomalies(panel, answer, context, { scope, loadDataView, nowMs, signal });
    return withAlertMarks(panel, overlaid, context, nowMs);
  };
}

/** A share may move the time where its owner said so; everything else of the context is what was saved, plus narrowing filters. */
function sharedContext(document: DashboardDocument, asked: PanelContext, timeMovable: boolean): PanelContext {
  return {
    ...asked,
    timeRange: timeMovable ? asked.timeRange : document.timeRange,
    kql: document.kql,
    filters: [...document.filters, ...asked.filters],
    timeZone: document.timeZone ?? asked.timeZone,
  };
}

async function shareRunner(input: PanelsOf, nowMs: number): Promise<Run> {
  const { link, scope } = await requireShare(input.token ?? '');
  const { document } = await getDashboard(link.dashboardId);
  const run = runner(scope, link.createdByRole, nowMs, false);
  return async (panel, signal) => {
    if (panel.draft) throw new AppError('forbidden', 'A shared link opens saved panels only.');
    return run(stored(document, panel.panel), sharedContext(document, panel.context, link.timeMovable), false, signal);
  };
}

async function sessionRunner(input: PanelsOf, nowMs: number): Promise<Run> {
  const user = await requireUser();
  const scope = await scopeForUser(user);
  const document = input.dashboard ? (await getDashboard(input.dashboard)).document : undefined;
  const run = runner(scope, user.role, nowMs, true);
  return async (panel, signal) => {
    if (panel.draft) {
      if (!can(user, 'edit-dashboards')) throw new AppError('forbidden', 'Your role may look at panels but not draft them.');
      return run(panel.draft, panel.context, panel.inspect, signal);
    }
    if (!document) throw new AppError('bad-request', 'Name the dashboard that the panel belongs to.');
    return run(stored(document, panel.panel), panel.context, panel.inspect, signal);
  };
}

/** Proves who asks, once for the call, and answers how its panels are run. */
export function panelRunner(input: PanelsOf, nowMs = Date.now()): Promise<Run> {
  return input.token === undefined ? sessionRunner(input, nowMs) : shareRunner(input, nowMs);
}
