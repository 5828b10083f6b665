import { chooseInterval } from '../../lib/elastic/intervals';
import { offsetMs } from '../../lib/elastic/time-zone';
import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { weekdayNames } from '../../lib/format/time';
import { msg } from '../../lib/i18n/t';
import type { ResolvedTimeRange } from '../../lib/query/time-range';
import { definePanelType, type PanelRequest, type QueryContext } from '../panel-type';
import { isAdditive, measuresAggregations, orderBy, readMeasure, styleOf } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { isTermType } from '../shared/suggest-measure';
import { dateHistogram } from '../shared/time-axis';
import { type HeatmapConfig, type HeatmapData, heatmapSchema } from './schema';

const timeInterval = (context: QueryContext) =>
  chooseInterval(context.range.toMs - context.range.fromMs, Math.max(12, Math.min(72, Math.floor(context.width / 14))));

const weekMs = 7 * 86_400_000;

/** A week's rhythm needs a week: shorter times are widened backwards. */
const weekRange = (range: ResolvedTimeRange) => ({ fromMs: Math.min(range.fromMs, range.toMs - weekMs), toMs: range.toMs });

function heatmapRequests(config: HeatmapConfig, context: QueryContext): PanelRequest[] {
  const main = mainRequest(config, context, context.range);
  const [, before] = withPrevious([main], context);
  return before ? [main, { ...mainRequest(config, context, context.previous), key: 'previous' }] : [main];
}

function mainRequest(config: HeatmapConfig, context: QueryContext, range: ResolvedTimeRange): PanelRequest {
  const timeField = context.dataView?.timeField ?? '@timestamp';
  const aggs = measuresAggregations([config.measure]);
  const inner: JsonObject = Object.keys(aggs).length > 0 ? { aggs } : {};
  if (config.layout === 'week')
    return {
      key: 'main',
      range: weekRange(range),
      body: {
        aggs: {
          x: { date_histogram: { field: timeField, fixed_interval: '1h', time_zone: context.timeZone, min_doc_count: 1 }, ...inner },
        },
      },
    };
  const x = { date_histogram: dateHistogram(timeField, timeInterval(context), range, context.timeZone), ...inner };
  return {
    key: 'main',
    range,
    body: {
      aggs: { y: { terms: { field: config.field ?? '', size: config.size, order: orderBy(config.measure, 'm0') }, aggs: { ...aggs, x } } },
    },
  };
}

/** Hours of the range folded onto one week: sums are averaged per occurrence, averages weighted by documents. */
function weekCells(
  config: HeatmapConfig,
  answer: SearchResponse | undefined,
  context: QueryContext,
  range: ResolvedTimeRange,
): (number | null)[][] {
  const sums = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ weighted: 0, weight: 0 })));
  const occurrences = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const place = (ms: number) => {
    const local = new Date(ms + offsetMs(ms, context.timeZone));
    return [(local.getUTCDay() + 6) % 7, local.getUTCHours()] as const;
  };
  const { fromMs, toMs } = weekRange(range);
  for (let ms = fromMs; ms < Math.min(toMs, context.nowMs); ms += 3_600_000) {
    const [day, at] = place(ms);
    const row = occurrences[day];
    if (row) row[at] = (row[at] ?? 0) + 1;
  }
  for (const bucket of bucketsOf(answer?.aggregations?.x)) {
    const [day, at] = place(bucket.key);
    const value = readMeasure(config.measure, 'm0', bucket);
    const target = sums[day]?.[at];
    if (value === null || !target) continue;
    const weight = isAdditive(config.measure) ? 0 : bucket.doc_count;
    target.weighted += isAdditive(config.measure) ? value : value * weight;
    target.weight += weight;
  }
  return sums.map((row, day) =>
    row.map(({ weighted, weight }, at) => {
      if (!isAdditive(config.measure)) return weight > 0 ? weighted / weight : null;
      const times = occurrences[day]?.[at] ?? 0;
      return times > 0 ? weighted / times : null;
    }),
  );
}

/** A row's values in the time before, by their place from the start of each time. */
function valuesBefore(config: HeatmapConfig, now: AggregationResult[], before: AggregationResult[], x: number[]): (number | null)[] {
  const places = new Map(now.map(({ key }, at) => [Number(key), at]));
  return x.map((time) => {
    const bucket = before[places.get(time) ?? -1];
    return bucket ? readMeasure(config.measure, 'm0', bucket) : null;
  });
}

function heatmapData(config: HeatmapConfig, answers: Record<string, SearchResponse>, context: QueryContext): HeatmapData {
  const base = {
    layout: config.layout,
    ramp: config.ramp,
    style: styleOf(config.measure, context.dataView?.fieldFormats),
    ...(answers.previous ? { against: context.against } : {}),
  };
  let shape: Pick<HeatmapData, 'x' | 'y' | 'cells' | 'before' | 'yField' | 'stepMs'>;
  if (config.layout === 'week') {
    shape = {
      x: Array.from({ length: 24 }, (_, at) => String(at).padStart(2, '0')),
      y: weekdayNames(),
      cells: weekCells(config, answers.main, context, context.range),
      ...(answers.previous ? { before: weekCells(config, answers.previous, context, context.previous) } : {}),
    };
  } else {
    const rows = bucketsOf(answers.main?.aggregations?.y);
    const x = [...new Set(rows.flatMap((row) => bucketsOf(row.x).map((bucket) => Number(bucket.key))))].sort((a, b) => a - b);
    const cells = rows.map((row) => {
      const byTime = new Map(bucketsOf(row.x).map((bucket) => [Number(bucket.key), bucket]));
      return x.map((time) => (byTime.has(time) ? readMeasure(config.measure, 'm0', byTime.get(time) as AggregationResult) : null));
    });
    const rowBefore = answers.previous && new Map(bucketsOf(answers.previous.aggregations?.y).map((row) => [row.key as unknown, row]));
    const before = rowBefore && rows.map((row) => valuesBefore(config, bucketsOf(row.x), bucketsOf(rowBefore.get(row.key)?.x), x));
    shape = {
      x,
      ...(before ? { before } : {}),
      y: rows.map((row) => String(row.key_as_string ?? row.key)),
      cells,
      yField: config.field,
      stepMs: timeInterval(context).approximateMs,
    };
  }
  const values = shape.cells.flat().filter((value): value is number => value !== null);
  return { ...base, ...shape, min: values.length > 0 ? Math.min(...values) : 0, max: values.length > 0 ? Math.max(...values) : 0 };
}

export const heatmap = definePanelType<HeatmapConfig, HeatmapData>({
  kind: 'heatmap',
  title: msg('Heatmap'),
  summary: msg('When it happens in the week, or which values are busy when.'),
  schema: heatmapSchema as never,
  size: { w: 5, h: 8 },
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    heatmapSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      ...(field && isTermType(field.type) ? { layout: 'time', field: field.path } : {}),
    }),
  buildRequests: heatmapRequests,
  toData: heatmapData,
  isEmpty: (data) => data.cells.length === 0 || data.max === 0,
});
