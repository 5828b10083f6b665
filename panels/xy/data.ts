import { type AggregationResult, bucketsOf, type Json, type SearchResponse } from '../../lib/elastic/wire-types';
import type { PanelServices, QueryContext, SeriesPoint, SqlColumns } from '../panel-type';
import { isAdditive, nameMeasure, readMeasure, styleOf } from '../shared/measure';
import { intervalFor, roomFor } from '../shared/time-axis';
import { courseOf } from './course';
import { wantsAnalysis } from './query';
import type { XyConfig, XyData, XySeries } from './schema';

type Buckets = AggregationResult[];

/** A line must not fall at its ends because a bucket has only begun: half-covered buckets are left out. */
function complete(buckets: Buckets, config: XyConfig, context: QueryContext, stepMs: number): Buckets {
  if (config.x.type !== 'time' || config.mark === 'bar' || buckets.length < 6) return buckets;
  return buckets.filter((bucket) => bucket.key >= context.range.fromMs && bucket.key + stepMs <= context.range.toMs + 1);
}

const label = (bucket: AggregationResult): string => String(bucket.key_as_string ?? bucket.key);

function otherSeries(all: Buckets, shown: XySeries[], x: (number | string)[], config: XyConfig): XySeries | undefined {
  const [measure] = config.measures;
  if (!measure || all.length === 0) return undefined;
  const totals = new Map(all.map((bucket) => [bucket.key, readMeasure(measure, 'm0', bucket) ?? 0]));
  const values = x.map((key, index) =>
    Math.max(0, (totals.get(key) ?? 0) - shown.reduce((sum, series) => sum + (series.values[index] ?? 0), 0)),
  );
  return values.some((value) => value > 0) ? { key: '__other', name: 'other', values, other: true, color: 10 } : undefined;
}

function splitSeries(
  config: XyConfig,
  main: SearchResponse,
  context: QueryContext,
  stepMs: number,
): Pick<XyData, 'x' | 'series' | 'hidden'> {
  const [measure] = config.measures;
  const parts = bucketsOf(main.aggregations?.split);
  const keys = new Map<number | string, true>();
  for (const part of parts) for (const bucket of complete(bucketsOf(part.x), config, context, stepMs)) keys.set(bucket.key, true);
  const x = config.x.type === 'terms' ? [...keys.keys()] : [...keys.keys()].sort((a, b) => Number(a) - Number(b));
  const series = parts.map((part): XySeries => {
    const byKey = new Map(bucketsOf(part.x).map((bucket) => [bucket.key, bucket]));
    const zero = measure && isAdditive(measure) ? 0 : null;
    return {
      key: label(part),
      name: label(part),
      value: part.key,
      values: x.map((key) => (measure && byKey.has(key) ? readMeasure(measure, 'm0', byKey.get(key) as AggregationResult) : zero)),
    };
  });
  const other = config.split?.other ? otherSeries(bucketsOf(main.aggregations?.x), series, x, config) : undefined;
  return { x, series: other ? [...series, other] : series, hidden: Number(main.aggregations?.split?.sum_other_doc_count ?? 0) };
}

const axisOf = (config: XyConfig): XyData['axis'] =>
  config.x.type === 'time' ? 'time' : config.x.type === 'terms' ? 'category' : 'number';

/** Buckets that have not begun measure nothing, rather than zero. */
function untilNow(values: (number | null)[], x: (number | string)[], { nowMs }: QueryContext): (number | null)[] {
  return values.map((value, at) => (Number(x[at]) > nowMs ? null : value));
}

/** The columns as the panel draws them. */
export function xyData(config: XyConfig, answers: Record<string, SearchResponse>, context: QueryContext): XyData {
  const data = measuredData(config, answers, context);
  const isTime = data.axis === 'time';
  const drawn = (values: (number | null)[]) => courseOf(config, values);
  return {
    ...data,
    series: data.series.map((series) => {
      const values = drawn(series.values);
      return { ...series, values: isTime ? untilNow(values, data.x, context) : values };
    }),
    ...(data.previous ? { previous: drawn(data.previous) } : {}),
  };
}

function measuredData(config: XyConfig, answers: Record<string, SearchResponse>, context: QueryContext): XyData {
  const interval = config.x.type === 'time' ? intervalFor(config.x.interval, roomFor(context, config.split?.size), config.mark) : undefined;
  const stepMs = interval?.approximateMs ?? 0;
  const main = answers.main as SearchResponse;
  const base: Omit<XyData, 'x' | 'series'> = {
    axis: axisOf(config),
    field: config.x.type === 'time' ? (context.dataView?.timeField ?? undefined) : config.x.field,
    ...(config.split ? { splitField: config.split.field } : {}),
    ...(interval ? { intervalText: interval.text, stepMs } : {}),
    range: context.range,
    nowMs: context.nowMs,
    style: styleOf(config.measures[0] ?? { aggregation: 'count' }, context.dataView?.fieldFormats),
  };
  if (config.split) return { ...base, ...splitSeries(config, main, context, stepMs) };
  const buckets = complete(bucketsOf(main.aggregations?.x), config, context, stepMs);
  const series = config.measures.map(
    (measure, index): XySeries => ({
      key: `m${index}`,
      name: nameMeasure(measure),
      values: buckets.map((bucket) => readMeasure(measure, `m${index}`, bucket)),
      color: measure.color,
    }),
  );
  const previous = answers.previous ? previousValues(config, answers.previous, buckets, context) : undefined;
  return {
    ...base,
    x: buckets.map((bucket) => (config.x.type === 'terms' ? label(bucket) : bucket.key)),
    series,
    ...(previous ? { previous } : {}),
  };
}

/** Yesterday's values moved onto today's axis. */
function previousValues(config: XyConfig, answer: SearchResponse, buckets: Buckets, context: QueryContext): (number | null)[] {
  const [measure] = config.measures;
  const shift = context.range.fromMs - context.previous.fromMs;
  const byTime = new Map(bucketsOf(answer.aggregations?.x).map((bucket) => [bucket.key + shift, bucket]));
  const nearest = (key: number) => byTime.get(key) ?? [...byTime.entries()].find(([time]) => Math.abs(time - key) < 60_000)?.[1];
  return buckets.map((bucket) => {
    const found = nearest(bucket.key);
    return measure && found ? readMeasure(measure, 'm0', found) : null;
  });
}

/** Adds anomalies and the forecast, computed over the visible time and the fortnight before it. */
export async function xyAnalyse(
  config: XyConfig,
  data: XyData,
  answers: Record<string, SearchResponse>,
  context: QueryContext,
  services: PanelServices,
  signal?: AbortSignal,
): Promise<XyData> {
  const [measure] = config.measures;
  if (!wantsAnalysis(config) || !measure || !answers.history || !data.stepMs) return data;
  const stepMs = data.stepMs;
  const all = bucketsOf(answers.history.aggregations?.x).filter((bucket) => bucket.key + stepMs <= context.range.toMs + 1);
  const first = all.findIndex((bucket) => bucket.doc_count > 0);
  if (first < 0) return data;
  const points: SeriesPoint[] = all.slice(first).map((bucket) => [bucket.key, readMeasure(measure, 'm0', bucket)]);
  const live = context.range.toMs >= context.nowMs - stepMs * 2;
  const horizon = config.forecast.enabled && live ? Math.max(4, Math.min(200, Math.round(data.x.length / 4))) : 0;
  const analysis = await services.analyseSeries(
    {
      points,
      stepMs,
      timeZone: context.timeZone,
      sensitivity: config.anomalies.sensitivity,
      horizon,
      forecastLevel: config.forecast.level,
      ...data.style,
    },
    signal,
  );
  const visible = (timeMs: number) => timeMs >= context.range.fromMs;
  return {
    ...data,
    analysis: {
      anomalies: config.anomalies.enabled ? analysis.anomalies.filter((anomaly) => visible(anomaly.toMs)) : [],
      band: config.anomalies.enabled ? analysis.band.filter((point) => visible(point.timeMs)) : [],
      forecast: analysis.forecast,
    },
  };
}

const isNumber = (value: Json | undefined): value is number => typeof value === 'number';
const numberAt = (row: Json[] | undefined, at: number): number | null => (isNumber(row?.[at]) ? (row?.[at] as number) : null);

/** SQL rows: the first date or text column is the axis, a second text column splits, numbers are series. */
export function xySqlData(config: XyConfig, { columns, rows }: SqlColumns, context: QueryContext): XyData {
  const isDate = (type: string) => /date|time/.test(type);
  const isText = (type: string) => !isDate(type) && !/long|integer|double|float|short|byte|numeric|real/.test(type);
  const axisAt = Math.max(
    0,
    columns.findIndex((column) => isDate(column.type)) >= 0
      ? columns.findIndex((column) => isDate(column.type))
      : columns.findIndex((column) => isText(column.type)),
  );
  const splitAt = columns.findIndex((column, at) => at !== axisAt && isText(column.type));
  const time = isDate(columns[axisAt]?.type ?? '');
  const keyOf = (row: Json[]) => (time ? Date.parse(String(row[axisAt])) : String(row[axisAt] ?? '–'));
  const x = [...new Set(rows.map(keyOf))];
  if (time) x.sort((a, b) => Number(a) - Number(b));
  const numbers = columns
    .map((column, at) => ({ column, at }))
    .filter(({ at, column }) => at !== axisAt && at !== splitAt && !isText(column.type) && !isDate(column.type));
  const names = splitAt < 0 ? [undefined] : [...new Set(rows.map((row) => String(row[splitAt])))].slice(0, 20);
  const series = names.flatMap((name) =>
    numbers.map(({ column, at }): XySeries => {
      const own = new Map(rows.filter((row) => name === undefined || String(row[splitAt]) === name).map((row) => [keyOf(row), row]));
      return { key: `${name ?? ''}${column.name}`, name: name ?? column.name, values: x.map((key) => numberAt(own.get(key), at)) };
    }),
  );
  const style = styleOf(config.measures[0] ?? { aggregation: 'count' });
  return { axis: time ? 'time' : 'category', x, series, range: context.range, nowMs: context.nowMs, style };
}
