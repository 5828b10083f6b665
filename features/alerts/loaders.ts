import type { SessionUser } from '../../lib/auth/session';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { getDashboard, listDashboards } from '../dashboards/data';
import { listDataViews } from '../data-views/data';
import { getSavedSearch, listSavedSearches } from '../saved-searches/data';
import { listConnectors } from './connectors/data';
import { newRule, ruleOfPanel, ruleOfSavedSearch } from './rule-draft';
import { getRule } from './rules/data';
import type { RuleInput } from './schema';

interface From {
  dashboard?: string;
  panel?: string;
  view?: string;
  /** A saved search. */
  search?: string;
}

async function draftFrom(from: From, fallback: string): Promise<RuleInput> {
  if (from.search) {
    const { title, state } = await getSavedSearch(from.search);
    return ruleOfSavedSearch(from.search, title, state.dataView);
  }
  if (!from.dashboard || !from.panel) return newRule(from.view ?? fallback);
  const { document } = await getDashboard(from.dashboard);
  const panel = document.panels.find(({ id }) => id === from.panel);
  if (!panel) throw new AppError('not-found', t('This panel is no longer part of the dashboard.'));
  return ruleOfPanel(panel.title || document.title, panel.config, { id: from.dashboard, kql: document.kql }, fallback);
}

/** A rule with what its form offers. `id` is `new` for one that does not exist yet. */
export async function loadRuleForm(user: SessionUser, id: string, from: From) {
  const [dataViews, connectors, dashboards, searches] = await Promise.all([
    listDataViews(user.role),
    listConnectors(),
    listDashboards(),
    listSavedSearches(user),
  ]);
  const timed = dataViews.filter(({ timeField }) => timeField !== null);
  const rule = id === 'new' ? await draftFrom(from, timed[0]?.id ?? '') : await getRule(id);
  const { name, enabled, intervalSeconds, definition, actions } = rule;
  return {
    ...(id === 'new' ? {} : { id }),
    rule: { name, enabled, intervalSeconds, definition, actions },
    dataViews: timed.map((view) => ({ id: view.id, title: view.title })),
    connectors: connectors.map((connector) => ({ id: connector.id, name: connector.name, kind: connector.kind })),
    searches: searches.map((search) => ({ id: search.id, title: search.title, dataView: search.state.dataView })),
    dashboards: dashboards.map((dashboard) => ({ id: dashboard.id, title: dashboard.title })),
  };
}
