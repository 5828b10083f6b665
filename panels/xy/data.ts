import { type AggregationResult, bucketsOf, type Json, type SearchResponse } from '../../lib/elastic/wire-types';
import { t } from '../../lib/i18n/t';
import type { PanelServices, QueryContext, SeriesPoint, SqlColumns } from '../panel-type';
import { isAdditive, type Measure, nameMeasure, readMeasure, styleOf } from '../shared/measure';
import { bucketBefore } from '../shared/previous';
import { courseOf } from './course';
import { everyValue, showsEvery } from './every-value';
import { stepOf, wantsAnalysis } from './query';
import type { XyConfig, XyData, XySeries } from './schema';

type Buckets = AggregationResult[];

/** A line must not fall at its ends because a bucket has only begun: half-covered buckets are left out. */
function complete(buckets: Buckets, config: XyConfig, context: QueryContext, stepMs: number): Buckets {
  if (config.x.type !== 'time' || config.mark === 'bar' || buckets.length < 6) return buckets;
  return buckets.filter((bucket) => bucket.key >= context.range.fromMs && bucket.key + stepMs <= context.range.toMs + 1);
}

const label = (bucket: AggregationResult): string => String(bucket.key_as_string ?? bucket.key);

/** What the shown parts leave of a whole. */
const rest = (whole: number | null | undefined, parts: (number | null | undefined)[]) =>
  Math.max(0, (whole ?? 0) - parts.reduce<number>((sum, part) => sum + (part ?? 0), 0));

function otherSeries(
  all: Buckets,
  before: Buckets | undefined,
  shown: XySeries[],
  x: (number | string)[],
  config: XyConfig,
): XySeries | undefined {
  const [measure] = config.measures;
  if (!measure || all.length === 0) return undefined;
  const totals = new Map(all.map((bucket) => [bucket.key, readMeasure(measure, 'm0', bucket) ?? 0]));
  const then = courseBefore(config, measure, 'm0', all, before);
  const previous =
    then &&
    x.map((key, index) =>
      rest(
        then({ key }),
        shown.map((series) => series.previous?.[index]),
      ),
    );
  const values = x.map((key, index) =>
    rest(
      totals.get(key),
      shown.map((series) => series.values[index]),
    ),
  );
  if (values.every((value) => value === 0)) return undefined;
  return { key: '__other', name: t('other'), values, ...(previous ? { previous } : {}), other: true, color: 10 };
}

function splitSeries(
  config: XyConfig,
  main: SearchResponse,
  before: SearchResponse | undefined,
  context: QueryContext,
  stepMs: number,
): Pick<XyData, 'x' | 'series' | 'hidden'> {
  const [measure] = config.measures;
  const parts = bucketsOf(main.aggregations?.split);
  const keys = new Map<number | string, true>();
  for (const part of parts) for (const bucket of complete(bucketsOf(part.x), config, context, stepMs)) keys.set(bucket.key, true);
  const x = config.x.type === 'terms' ? [...keys.keys()] : [...keys.keys()].sort((a, b) => Number(a) - Number(b));
  const partBefore = before && bucketBefore(before.aggregations?.split);
  const series = parts.map((part): XySeries => {
    const all = bucketsOf(part.x);
    const byKey = new Map(all.map((bucket) => [bucket.key, bucket]));
    const then = courseBefore(config, measure, 'm0', all, partBefore && bucketsOf(partBefore(part.key) ?? undefined));
    const zero = measure && isAdditive(measure) ? 0 : null;
    return {
      key: label(part),
      name: label(part),
      value: part.key,
      values: x.map((key) => (measure && byKey.has(key) ? readMeasure(measure, 'm0', byKey.get(key) as AggregationResult) : zero)),
      ...(then ? { previous: x.map((key) => then(byKey.get(key) ?? { key }) ?? zero) } : {}),
    };
  });
  const other = config.split?.other
    ? otherSeries(bucketsOf(main.aggregations?.x), before && bucketsOf(before.aggregations?.x), series, x, config)
    : undefined;
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
      return {
        ...series,
        values: isTime ? untilNow(values, data.x, context) : values,
        ...(series.previous ? { previous: drawn(series.previous) } : {}),
      };
    }),
  };
}

function measuredData(config: XyConfig, answers: Record<string, SearchResponse>, context: QueryContext): XyData {
  const interval = config.x.type === 'time' ? stepOf(config, context) : undefined;
  const stepMs = interval?.approximateMs ?? 0;
  const main = answers.main as SearchResponse;
  const base: Omit<XyData, 'x' | 'series'> = {
    axis: axisOf(config),
    field: config.x.type === 'time' ? (context.dataView?.timeField ?? undefined) : config.x.field,
    ...(config.split ? { splitField: config.split.field } : {}),
    ...(interval ? { intervalText: interval.text, stepMs } : {}),
    ...(answers.previous ? { against: context.against } : {}),
    range: context.range,
    nowMs: context.nowMs,
    style: styleOf(config.measures[0] ?? { aggregation: 'count' }, context.dataView?.fieldFormats),
  };
  if (config.split) return { ...base, ...splitSeries(config, main, answers.previous, context, stepMs) };
  const all = bucketsOf(main.aggregations?.x);
  const buckets = complete(all, config, context, stepMs);
  const before = answers.previous && bucketsOf(answers.previous.aggregations?.x);
  const series = config.measures.map((measure, index): XySeries => {
    const then = courseBefore(config, measure, `m${index}`, all, before);
    return {
      key: `m${index}`,
      name: nameMeasure(measure),
      values: buckets.map((bucket) => readMeasure(measure, `m${index}`, bucket)),
      ...(then ? { previous: buckets.map(then) } : {}),
      color: measure.color,
      ...(index > 0 ? { style: styleOf(measure, context.dataView?.fieldFormats) } : {}),
      ...(config.right.includes(index) ? { right: true } : {}),
    };
  });
  if (showsEvery(config)) {
    const { x, values, bucketAt } = everyValue(buckets, config.measures.length, stepMs);
    const spread = series.map((one, at): XySeries => {
      const { previous } = one;
      const name = config.measures[at]?.label || (config.measures[at]?.field ?? one.name);
      return {
        ...one,
        name,
        values: values[at] ?? [],
        ...(previous ? { previous: bucketAt.map((place) => previous[place] ?? null) } : {}),
      };
    });
    return { ...base, x, series: spread };
  }
  return {
    ...base,
    x: buckets.map((bucket) => (config.x.type === 'terms' ? label(bucket) : bucket.key)),
    series,
  };
}

/** Finds the bucket of the time before that stands where a bucket of this time stands: times by their place from the start, others by key. */
function placeBefore(config: XyConfig, now: Buckets, before: Buckets): (bucket: AggregationResult) => AggregationResult | undefined {
  const keyed = new Map(before.map((bucket) => [bucket.key as unknown, bucket]));
  if (config.x.type !== 'time') return ({ key }) => keyed.get(key);
  const places = new Map(now.map(({ key }, at) => [key as unknown, at]));
  return ({ key }) => before[places.get(key) ?? -1];
}

/** One measure's course in the time before. Undefined where nothing is known of it. */
function courseBefore(
  config: XyConfig,
  measure: Measure | undefined,
  key: string,
  now: Buckets,
  before: Buckets | undefined,
): ((bucket: AggregationResult) => number | null) | undefined {
  if (!measure || !before) return undefined;
  const find = placeBefore(config, now, before);
  return (bucket) => {
    const found = find(bucket);
    return found ? readMeasure(measure, key, found) : null;
  };
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
