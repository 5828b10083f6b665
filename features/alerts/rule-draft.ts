import type { Measure } from '../../panels/shared/measure';
import type { Condition, RuleInput } from './schema';

const count: Measure = { aggregation: 'count' };

/** A condition of another kind that keeps what both have. */
export function withKind(condition: Condition, kind: Condition['kind']): Condition {
  const search = {
    dataView: 'dataView' in condition ? condition.dataView : '',
    kql: 'kql' in condition ? condition.kql : '',
    filters: 'filters' in condition ? condition.filters : [],
    groupBy: 'groupBy' in condition ? condition.groupBy : [],
  };
  const measure = 'measure' in condition ? condition.measure : count;
  const windowSeconds = 'windowSeconds' in condition ? condition.windowSeconds : 300;
  const limit =
    'operator' in condition
      ? { operator: condition.operator, threshold: condition.threshold }
      : { operator: 'above' as const, threshold: 100 };
  switch (kind) {
    case 'threshold':
      return { kind, ...search, measure, windowSeconds, ...limit };
    case 'unusual':
      return { kind, ...search, measure, intervalSeconds: 300, direction: 'both', sensitivity: 1 };
    case 'absence':
      return { kind, ...search, windowSeconds };
    case 'matches':
      return { kind, ...search, windowSeconds, atLeast: 1 };
    case 'sql':
      return { kind, query: '', ...limit };
  }
}

/** A new rule over this data view. */
export function newRule(dataView: string): RuleInput {
  return {
    name: '',
    enabled: true,
    intervalSeconds: 60,
    definition: {
      condition: {
        kind: 'threshold',
        dataView,
        kql: '',
        filters: [],
        groupBy: [],
        measure: count,
        windowSeconds: 300,
        operator: 'above',
        threshold: 100,
      },
      timing: { forSeconds: 0, recoverSeconds: 0, flappingAfter: 4 },
      message: '',
      severity: 'warning',
    },
    actions: [],
  };
}

/** A rule that fires when a saved search finds something. */
export function ruleOfSavedSearch(savedSearch: string, title: string, dataView: string): RuleInput {
  const rule = newRule(dataView);
  const condition = withKind(rule.definition.condition, 'matches');
  return { ...rule, name: title, definition: { ...rule.definition, condition: { ...condition, savedSearch } as Condition } };
}

interface ChartLike {
  source?: { type?: string; dataView?: string; kql?: string; query?: string };
  measures?: Measure[];
  measure?: Measure;
  split?: { field?: string };
  threshold?: { value?: number };
  anomalies?: { enabled?: boolean };
}

/** "Alert on this": a rule that asks what a panel shows. */
export function ruleOfPanel(title: string, config: ChartLike, dashboard: { id: string; kql: string }, fallback: string): RuleInput {
  const { source = {} } = config;
  const rule = newRule(source.dataView ?? fallback);
  rule.name = title;
  rule.definition.dashboard = dashboard.id;
  if (source.type === 'sql') {
    rule.definition.condition = { kind: 'sql', query: source.query ?? '', operator: 'above', threshold: config.threshold?.value ?? 100 };
    return rule;
  }
  const parts = [dashboard.kql, source.kql].map((part) => part?.trim()).filter(Boolean);
  const kql = parts.length > 1 ? parts.map((part) => `(${part})`).join(' and ') : (parts[0] ?? '');
  const measure = config.measures?.[0] ?? config.measure ?? count;
  const groupBy = config.split?.field ? [config.split.field] : [];
  const base = { dataView: source.dataView ?? fallback, kql, filters: [], groupBy, measure };
  rule.definition.condition = config.anomalies?.enabled
    ? { kind: 'unusual', ...base, intervalSeconds: 300, direction: 'both', sensitivity: 1 }
    : { kind: 'threshold', ...base, windowSeconds: 300, operator: 'above', threshold: config.threshold?.value ?? 100 };
  return rule;
}
