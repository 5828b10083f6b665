import { type AggregationResult, bucketsOf } from '../../../lib/elastic/wire-types';
import type { Anomaly, SeriesPoint } from '../../../panels/panel-type';
import { measureAggregations, readMeasure, styleOf } from '../../../panels/shared/measure';
import type { ConditionOf, Reading } from '../schema';
import type { Evaluate, Look } from './condition';
import { grouped, groupsOf, look, timeFieldOf } from './search-parts';

const historyMs = 14 * 86_400_000;
const mostPoints = 4_000;
/** An alarm of the detector speaks for a few intervals; after that the group is clear again. */
const recent = 3;

export function historyRange(condition: ConditionOf<'unusual'>, nowMs: number) {
  const stepMs = condition.intervalSeconds * 1000;
  const toMs = Math.floor(nowMs / stepMs) * stepMs;
  return { stepMs, fromMs: toMs - Math.min(historyMs, stepMs * mostPoints), toMs };
}

export function historyAggregations(condition: ConditionOf<'unusual'>, given: Look) {
  const { timeField } = timeFieldOf(given.dataView);
  const { fromMs, toMs, stepMs } = historyRange(condition, given.nowMs);
  return grouped(condition.groupBy, {
    x: {
      date_histogram: {
        field: timeField,
        fixed_interval: `${condition.intervalSeconds}s`,
        min_doc_count: 0,
        extended_bounds: { min: fromMs, max: toMs - stepMs },
      },
      aggs: measureAggregations(condition.measure, 'm'),
    },
  });
}

export function pointsOf(condition: ConditionOf<'unusual'>, bucket: AggregationResult, toMs: number): SeriesPoint[] {
  const all = bucketsOf(bucket.x).filter((one) => Number(one.key) + condition.intervalSeconds * 1000 <= toMs);
  const first = all.findIndex((one) => one.doc_count > 0);
  return first < 0 ? [] : all.slice(first).map((one) => [Number(one.key), readMeasure(condition.measure, 'm', one)]);
}

export const pointsTheWay = (anomaly: Anomaly, direction: ConditionOf<'unusual'>['direction']): boolean =>
  direction === 'both' || (direction === 'above' ? anomaly.value > anomaly.upper : anomaly.value < anomaly.lower);

/** Change against the usual: the model of the dashboards' overlay, over the same fortnight. */
export const evaluateUnusual: Evaluate<ConditionOf<'unusual'>> = async (condition, given) => {
  const { stepMs, ...range } = historyRange(condition, given.nowMs);
  const result = await look(condition, range, historyAggregations(condition, given), given);
  const readings: Reading[] = [];
  for (const [group, bucket] of groupsOf(result, condition.groupBy).slice(0, 50)) {
    const points = pointsOf(condition, bucket, range.toMs);
    if (points.length === 0) continue;
    const analysis = await given.analyse({
      points,
      stepMs,
      timeZone: 'UTC',
      sensitivity: condition.sensitivity,
      horizon: 0,
      forecastLevel: 0.8,
      ...styleOf(condition.measure, given.dataView?.fieldFormats),
    });
    const found = analysis.anomalies.findLast(({ toMs }) => toMs > range.toMs - recent * stepMs);
    const breached = found !== undefined && pointsTheWay(found, condition.direction);
    readings.push({
      group,
      breached,
      value: points.at(-1)?.[1] ?? null,
      sinceMs: found?.fromMs ?? range.toMs,
      sentence: found?.sentence ?? 'as usual',
    });
  }
  return readings;
};
