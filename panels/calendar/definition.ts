import { offsetMs } from '../../lib/elastic/time-zone';
import { bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import type { ResolvedTimeRange } from '../../lib/query/time-range';
import { definePanelType, type PanelRequest, type QueryContext } from '../panel-type';
import { measuresAggregations, readMeasure, styleOf } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { numberAt, rolesOf } from '../shared/rows';
import { suggestMeasure } from '../shared/suggest-measure';
import { type CalendarConfig, type CalendarData, calendarSchema } from './schema';

/** A calendar shows four weeks at least: shorter times are widened backwards. */
const leastMs = 28 * 86_400_000;
const widened = ({ fromMs, toMs }: ResolvedTimeRange): ResolvedTimeRange => ({ fromMs: Math.min(fromMs, toMs - leastMs), toMs });

const dayOf = (ms: number, timeZone: string) => new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 10);

function request({ measure }: CalendarConfig, context: QueryContext, range: ResolvedTimeRange): PanelRequest {
  const aggs = measuresAggregations([measure]);
  const days: JsonObject = {
    date_histogram: {
      field: context.dataView?.timeField ?? '@timestamp',
      calendar_interval: '1d',
      time_zone: context.timeZone,
      min_doc_count: 0,
      extended_bounds: { min: range.fromMs, max: range.toMs - 1 },
    },
    ...(Object.keys(aggs).length > 0 ? { aggs } : {}),
  };
  return { key: 'main', range, body: { aggs: { days } } };
}

const finish = (config: CalendarConfig, days: CalendarData['days'], rest: Pick<CalendarData, 'against' | 'style'>): CalendarData => {
  const values = days.flatMap(({ value }) => (value === null ? [] : [value]));
  return { days, ramp: config.ramp, min: Math.min(...values, 0), max: Math.max(...values, 0), ...rest };
};

function calendarData(config: CalendarConfig, answers: Record<string, SearchResponse>, context: QueryContext): CalendarData {
  const before = answers.previous && bucketsOf(answers.previous.aggregations?.days);
  const days = bucketsOf(answers.main?.aggregations?.days)
    .filter(({ key }) => Number(key) <= context.nowMs)
    .map((bucket, at) => {
      const then = before?.[at] ? readMeasure(config.measure, 'm0', before[at]) : null;
      const startMs = Number(bucket.key);
      const value = readMeasure(config.measure, 'm0', bucket);
      return { day: dayOf(startMs, context.timeZone), startMs, value, ...(then === null ? {} : { before: then }) };
    });
  return finish(config, days, {
    ...(before ? { against: context.against } : {}),
    style: styleOf(config.measure, context.dataView?.fieldFormats),
  });
}

export const calendar = definePanelType<CalendarConfig, CalendarData>({
  kind: 'calendar',
  title: msg('Calendar'),
  summary: msg('A square for each day, week by week: holidays, outages and habits at a glance.'),
  schema: calendarSchema as never,
  size: { w: 6, h: 7 },
  sourceOf: (config) => config.source,
  suggest: (dataView, field) => calendarSchema.parse({ source: { type: 'search', dataView: dataView.id }, measure: suggestMeasure(field) }),
  buildRequests: (config, context) => {
    const main = request(config, context, widened(context.range));
    const [, before] = withPrevious([main], context);
    return before ? [main, { ...request(config, context, widened(context.previous)), key: 'previous' }] : [main];
  },
  toData: calendarData,
  toSqlData: (config, table, context) => {
    const { times, numbers } = rolesOf(table);
    const days = table.rows
      .map((row) => ({ startMs: Date.parse(String(row[times[0] ?? 0])), value: numberAt(row, numbers[0]) }))
      .filter(({ startMs }) => Number.isFinite(startMs))
      .sort((a, b) => a.startMs - b.startMs)
      .map(({ startMs, value }) => ({ day: dayOf(startMs, context.timeZone), startMs, value }));
    return finish(config, days, { style: styleOf(config.measure) });
  },
  isEmpty: (data) => data.days.every(({ value }) => value === null || value === 0),
});
