import type { Role } from '../../lib/auth/session';
import { AppError } from '../../lib/errors/app-error';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { t } from '../../lib/i18n/t';
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
import { getSavedSearch } from '../saved-searches/data';
import { withAnnotations } from './annotate';
import { getDashboard } from './data';
import { type Annotation, annotationsSchema, type DashboardDocument, type PanelTime, panelTimeSchema } from './document/schema';
import { panelTime } from './panel-time';

/** Whose panels: a share token's, or a dashboard's for the signed-in. */
export type PanelsOf = Pick<PanelDataInput, 'token' | 'dashboard'>;
type Run = (panel: PanelDataRequest, signal: AbortSignal) => Promise<PanelAnswer>;

/** What a caller may do with a dashboard's panels, proved once for a call. */
export interface Access {
  scope: DataScope;
  role: Role;
  /** Absent where only drafts are asked for. */
  document: DashboardDocument | undefined;
  /** May ask what was not saved. */
  mayDraft: boolean;
  mayInspect: boolean;
  /** What holds of the context that was asked for. */
  contextOf: (asked: PanelContext) => PanelContext;
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

/** Proves who asks. */
export async function panelAccess(input: PanelsOf): Promise<Access> {
  if (input.token !== undefined) {
    const { link, scope } = await requireShare(input.token);
    const { document } = await getDashboard(link.dashboardId);
    const contextOf = (asked: PanelContext) => sharedContext(document, asked, link.timeMovable);
    return { scope, role: link.createdByRole, document, mayDraft: false, mayInspect: false, contextOf };
  }
  const user = await requireUser();
  const document = input.dashboard ? (await getDashboard(input.dashboard)).document : undefined;
  const mayDraft = can(user, 'edit-dashboards');
  return { scope: await scopeForUser(user), role: user.role, document, mayDraft, mayInspect: true, contextOf: (asked) => asked };
}

const noDraft = ({ document }: Access, shared: boolean) =>
  shared && document
    ? new AppError('forbidden', t('A shared link opens saved panels only.'))
    : new AppError('forbidden', t('Your role may look at panels but not draft them.'));

type TimedPanel = PanelToRun & { time?: PanelTime; annotations?: Annotation[] };

function panelToRun(access: Access, { draft, panel: id }: PanelDataRequest, shared: boolean): TimedPanel {
  if (draft) {
    if (!access.mayDraft) throw noDraft(access, shared);
    return {
      ...draft,
      time: panelTimeSchema.optional().parse(draft.time),
      annotations: annotationsSchema.optional().parse(draft.annotations) ?? access.document?.annotations ?? [],
    };
  }
  if (!access.document) throw new AppError('bad-request', t('Name the dashboard that the panel belongs to.'));
  const panel = access.document.panels.find((candidate) => candidate.id === id);
  if (!panel) throw new AppError('not-found', t('This panel is no longer part of the dashboard. Reload the page.'));
  return { ...panel, annotations: access.document.annotations };
}

/** Proves who asks, once for the call, and answers how its panels are run. */
export async function panelRunner(input: PanelsOf, nowMs = Date.now()): Promise<Run> {
  const access = await panelAccess(input);
  const { scope, role } = access;
  // One read of a data view for all panels of the call.
  const loaded = new Map<string, ReturnType<typeof getDataView>>();
  const loadDataView = (id: string) => {
    const view = loaded.get(id) ?? getDataView(id, role);
    loaded.set(id, view);
    return view;
  };
  return async (request, signal) => {
    const panel = panelToRun(access, request, input.token !== undefined);
    const around = access.contextOf(request.context);
    const context = { ...around, timeRange: panelTime(panel.time, around.timeRange) };
    const answer = await runPanel(panel, context, {
      scope,
      services: { analyseSeries: analyseInWorker },
      loadDataView,
      loadSavedSearch: async (id) => (await getSavedSearch(id)).state,
      signal,
      nowMs,
      inspect: request.inspect && access.mayInspect,
    });
    const overlaid = await withExternalAnomalies(panel, answer, context, { scope, loadDataView, nowMs, signal });
    const marked = await withAlertMarks(panel, overlaid, context, nowMs);
    return withAnnotations(panel, marked, context, panel.annotations ?? [], { scope, loadDataView, nowMs, signal });
  };
}
