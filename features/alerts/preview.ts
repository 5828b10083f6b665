import type { Role } from '../../lib/auth/session';
import { type AggregationResult, bucketsOf, type JsonObject } from '../../lib/elastic/wire-types';
import { measureAggregations, readMeasure, styleOf, type ValueStyle } from '../../panels/shared/measure';
import { type ActiveAlert, type Change, nextChanges } from './alert-state';
import { breaks, type Look } from './conditions/condition';
import { grouped, groupsOf, look, timeFieldOf } from './conditions/search-parts';
import { historyAggregations, historyRange, pointsOf, pointsTheWay } from './conditions/unusual';
import { lookOf, withSavedSearch } from './evaluate';
import type { PreviewSeries, RulePreview } from './preview-shape';
import type { Condition, Reading, RuleDefinition, Timing } from './schema';

const weekMs = 7 * 86_400_000;
const mostBuckets = 2_016;
const shownGroups = 5;

type Judge = (points: PreviewSeries['points'], group: string) => Promise<Reading[]> | Reading[];

interface Replay {
  active: ActiveAlert | undefined;
  opened: { fromMs: number; sentence: string } | undefined;
}

/** The state after one more change. */
function replayed(state: Replay, change: Change, group: string, nowMs: number): Replay {
  if (change.do === 'begin' || change.do === 'open') {
    const status = change.do === 'begin' ? change.status : 'open';
    const pendingMs = change.do === 'open' ? change.alert.pendingMs : nowMs;
    return {
      active: { id: group, group, status, startedMs: pendingMs, pendingMs, clearSinceMs: null },
      opened: status === 'open' ? { fromMs: nowMs, sentence: change.reading.sentence } : undefined,
    };
  }
  if (change.do === 'wait') return { ...state, active: { ...change.alert, clearSinceMs: change.alert.clearSinceMs ?? nowMs } };
  if (change.do === 'keep') return { ...state, active: { ...change.alert, clearSinceMs: null } };
  return { active: undefined, opened: undefined };
}

/** Runs the rule's own state machine over readings that follow one another by a step. */
function spansOf(group: string, readings: Reading[], stepMs: number, timing: Timing, toMs: number): RulePreview['spans'] {
  const spans: RulePreview['spans'] = [];
  let state: Replay = { active: undefined, opened: undefined };
  for (const reading of readings) {
    const nowMs = reading.sinceMs + stepMs;
    for (const change of nextChanges(state.active ? [state.active] : [], [reading], timing, new Map(), nowMs)) {
      const before = state;
      state = replayed(state, change, group, nowMs);
      if (before.opened && !state.active) spans.push({ group, ...before.opened, toMs: nowMs });
    }
  }
  return state.opened ? [...spans, { group, ...state.opened, toMs }] : spans;
}

interface Plan {
  condition: Exclude<Condition, { kind: 'sql' }>;
  stepMs: number;
  range: { fromMs: number; toMs: number };
  aggs: JsonObject;
  points: (bucket: AggregationResult) => PreviewSeries['points'];
  judge: Judge;
  threshold?: RulePreview['threshold'];
  style: ValueStyle;
}

function histogramPlan(condition: Exclude<Condition, { kind: 'sql' | 'unusual' }>, given: Look): Plan {
  const { timeField } = timeFieldOf(given.dataView);
  const stepMs = Math.max(condition.windowSeconds * 1000, Math.ceil(weekMs / mostBuckets / 1000) * 1000);
  const toMs = Math.floor(given.nowMs / stepMs) * stepMs;
  const range = { fromMs: toMs - weekMs, toMs };
  const measure = condition.kind === 'threshold' ? condition.measure : ({ aggregation: 'count' } as const);
  const limit =
    condition.kind === 'threshold'
      ? { operator: condition.operator, value: condition.threshold }
      : condition.kind === 'matches'
        ? { operator: 'above' as const, value: condition.atLeast - 0.5 }
        : { operator: 'below' as const, value: 0.5 };
  return {
    condition,
    stepMs,
    range,
    style: styleOf(measure, given.dataView?.fieldFormats),
    threshold: limit,
    aggs: grouped(condition.groupBy, {
      x: {
        date_histogram: {
          field: timeField,
          fixed_interval: `${stepMs / 1000}s`,
          min_doc_count: 0,
          extended_bounds: { min: Math.floor(range.fromMs / stepMs) * stepMs, max: toMs - stepMs },
        },
        aggs: measureAggregations(measure, 'm'),
      },
    }),
    points: (bucket) => bucketsOf(bucket.x).map((one) => [Number(one.key), readMeasure(measure, 'm', one)]),
    judge: (points, group) =>
      points.map(([sinceMs, value]) => ({ group, value, sinceMs, sentence: '', breached: breaks(value, limit.operator, limit.value) })),
  };
}

function unusualPlan(condition: Extract<Condition, { kind: 'unusual' }>, given: Look): Plan {
  const { stepMs, ...range } = historyRange(condition, given.nowMs);
  const style = styleOf(condition.measure, given.dataView?.fieldFormats);
  return {
    condition,
    stepMs,
    range,
    style,
    aggs: historyAggregations(condition, given),
    points: (bucket) => pointsOf(condition, bucket, range.toMs),
    judge: async (points, group) => {
      const analysis = await given.analyse({
        points,
        stepMs,
        timeZone: 'UTC',
        sensitivity: condition.sensitivity,
        horizon: 0,
        forecastLevel: 0.8,
        ...style,
      });
      const found = analysis.anomalies.filter((anomaly) => pointsTheWay(anomaly, condition.direction));
      return points.map(([sinceMs, value]) => {
        const inside = found.find(({ fromMs, toMs }) => sinceMs >= fromMs && sinceMs < toMs);
        return { group, value, sinceMs, breached: inside !== undefined, sentence: inside?.sentence ?? '' };
      });
    },
  };
}

/** The rule over the last week. For SQL, which has no past, its present rows only. Throws AppError as an evaluation does. */
export async function previewRule(definition: RuleDefinition, role: Role, nowMs: number): Promise<RulePreview> {
  const { timing } = definition;
  const condition = await withSavedSearch(definition.condition);
  const given = await lookOf(condition, role, nowMs);
  if (condition.kind === 'sql') {
    const { evaluateSql } = await import('./conditions/sql-result');
    const readings = await evaluateSql(condition, given);
    return {
      fromMs: nowMs - weekMs,
      toMs: nowMs,
      stepMs: 0,
      style: { format: 'number' },
      hidden: 0,
      threshold: { value: condition.threshold, operator: condition.operator },
      series: readings.slice(0, shownGroups).map(({ group, value }) => ({ group, points: [[nowMs, value]] })),
      spans: readings.filter(({ breached }) => breached).map(({ group, sentence }) => ({ group, fromMs: nowMs, toMs: nowMs, sentence })),
    };
  }
  const plan = condition.kind === 'unusual' ? unusualPlan(condition, given) : histogramPlan(condition, given);
  const result = await look(condition, plan.range, plan.aggs, given);
  const groups = groupsOf(result, condition.groupBy);
  const fromMs = Math.max(plan.range.fromMs, plan.range.toMs - weekMs);
  const drawn = groups.slice(0, shownGroups).map(([group, bucket]) => ({ group, points: plan.points(bucket) }));
  const spans: RulePreview['spans'] = [];
  for (const { group, points } of drawn)
    spans.push(
      ...spansOf(group, await plan.judge(points, group), plan.stepMs, timing, plan.range.toMs).filter(({ toMs }) => toMs > fromMs),
    );
  return {
    fromMs,
    toMs: plan.range.toMs,
    stepMs: plan.stepMs,
    style: plan.style,
    series: drawn.map(({ group, points }) => ({ group, points: points.filter(([timeMs]) => timeMs >= fromMs) })),
    hidden: Math.max(0, groups.length - drawn.length),
    ...(plan.threshold ? { threshold: plan.threshold } : {}),
    spans,
  };
}
