import type { JsonObject } from '../../lib/elastic/wire-types';
import type { PanelRequest, QueryContext } from '../panel-type';
import { isAdditive, measuresAggregations, orderBy } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { dateHistogram, intervalFor, roomFor } from '../shared/time-axis';
import { extremes, showsEvery } from './every-value';
import type { XyConfig } from './schema';

const historyMs = 14 * 86_400_000;
const mostPoints = 4_000;

/** How long the stretches of a time axis are. */
export const stepOf = (config: XyConfig, context: QueryContext) =>
  intervalFor(
    config.x.type === 'time' ? config.x.interval : 'auto',
    roomFor(context, config.split?.size),
    showsEvery(config) ? 'every' : config.mark,
  );

function axisAggregation(config: XyConfig, context: QueryContext, range = context.range): JsonObject {
  const aggs = { ...measuresAggregations(config.measures), ...extremes(config) };
  const inner: JsonObject = Object.keys(aggs).length > 0 ? { aggs } : {};
  const { x } = config;
  if (x.type === 'time')
    return {
      date_histogram: dateHistogram(context.dataView?.timeField ?? '@timestamp', stepOf(config, context), range, context.timeZone),
      ...inner,
    };
  if (x.type === 'histogram') return { histogram: { field: x.field, interval: x.interval, min_doc_count: 0 }, ...inner };
  const [first] = config.measures;
  return { terms: { field: x.field, size: x.size, order: first ? orderBy(first, 'm0') : { _count: 'desc' } }, ...inner };
}

function splitAggregation(config: XyConfig, context: QueryContext, range = context.range): JsonObject {
  const axis = axisAggregation(config, context, range);
  if (!config.split) return { x: axis };
  const [measure] = config.measures;
  const own = measuresAggregations(config.measures.slice(0, 1));
  const split: JsonObject = {
    terms: { field: config.split.field, size: config.split.size, order: measure ? orderBy(measure, 'm0') : { _count: 'desc' } },
    aggs: { ...own, x: axis },
  };
  return { split, ...(config.split.other && measure && isAdditive(measure) ? { x: axis } : {}) };
}

/** Anomalies and forecasts need a past to learn from; only one series has room for them. */
export function wantsAnalysis(config: XyConfig): boolean {
  return (
    (config.anomalies.enabled || config.forecast.enabled) &&
    config.x.type === 'time' &&
    !config.split &&
    config.course === 'as-is' &&
    !showsEvery(config)
  );
}

export function xyRequests(config: XyConfig, context: QueryContext): PanelRequest[] {
  const requests = withPrevious([{ key: 'main', body: { aggs: splitAggregation(config, context) } }], context);
  const before = requests.find(({ key }) => key === 'previous');
  // empty buckets up to the ends of its own time, so that the two can be laid on each other
  if (before && config.x.type === 'time') before.body = { aggs: splitAggregation(config, context, context.previous) };
  if (wantsAnalysis(config) && config.x.type === 'time') {
    const step = stepOf(config, context).approximateMs;
    const past = Math.min(historyMs, Math.max(0, step * mostPoints - (context.range.toMs - context.range.fromMs)));
    const range = { fromMs: context.range.fromMs - past, toMs: context.range.toMs };
    const oneMeasure = { ...config, measures: config.measures.slice(0, 1) };
    requests.push({ key: 'history', range, body: { aggs: { x: axisAggregation(oneMeasure, context, range) } } });
  }
  return requests;
}
