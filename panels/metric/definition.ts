import { chooseInterval } from '../../lib/elastic/intervals';
import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type PanelRequest, type QueryContext } from '../panel-type';
import { isAdditive, type Measure, measureAggregations, readMeasure, styleOf } from '../shared/measure';
import { suggestMeasure } from '../shared/suggest-measure';
import { dateHistogram } from '../shared/time-axis';
import { type MetricConfig, type MetricData, metricSchema } from './schema';

const sparkPoints = 48;

function aggs(config: MetricConfig, context: QueryContext, range: QueryContext['range']): JsonObject {
  const measure = measureAggregations(config.measure, 'm0');
  const timeField = context.dataView?.timeField;
  const all = { filters: { filters: { all: { match_all: {} } } }, aggs: measure };
  if (!config.sparkline || !timeField) return { all };
  const spark = {
    date_histogram: dateHistogram(timeField, chooseInterval(range.toMs - range.fromMs, sparkPoints), range, context.timeZone),
    ...(Object.keys(measure).length > 0 ? { aggs: measure } : {}),
  };
  return { all, spark };
}

function metricRequests(config: MetricConfig, context: QueryContext): PanelRequest[] {
  const requests: PanelRequest[] = [{ key: 'main', body: { aggs: aggs(config, context, context.range) } }];
  if ((config.compare || context.compare) && context.dataView?.timeField)
    requests.push({ key: 'previous', range: context.previous, body: { aggs: aggs(config, context, context.previous) } });
  return requests;
}

function valueOf(measure: Measure, answer: SearchResponse | undefined): number | null | undefined {
  const bucket = answer?.aggregations?.all?.buckets?.all as AggregationResult | undefined;
  return bucket ? readMeasure(measure, 'm0', bucket) : undefined;
}

function sparkOf(measure: Measure, answer: SearchResponse | undefined): (number | null)[] {
  const buckets = bucketsOf(answer?.aggregations?.spark);
  const values = buckets.map((bucket) => readMeasure(measure, 'm0', bucket));
  return isAdditive(measure) && values.length > 4 ? values.slice(1, -1) : values;
}

function metricData(config: MetricConfig, answers: Record<string, SearchResponse>, context: QueryContext): MetricData {
  const { measure } = config;
  return {
    value: valueOf(measure, answers.main) ?? null,
    previous: valueOf(measure, answers.previous),
    spark: sparkOf(measure, answers.main),
    previousSpark: sparkOf(measure, answers.previous),
    style: styleOf(measure, context.dataView?.fieldFormats),
    inPoints: styleOf(measure).format === 'percent',
    better: config.better,
    against: context.against,
  };
}

export const metric = definePanelType<MetricConfig, MetricData>({
  kind: 'metric',
  title: msg('Metric'),
  summary: msg('One number, its course, and how it changed against the period before.'),
  schema: metricSchema as never,
  size: { w: 3, h: 3 },
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    metricSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      measure:
        field && suggestMeasure(field).aggregation === 'count' ? { aggregation: 'cardinality', field: field.path } : suggestMeasure(field),
    }),
  buildRequests: metricRequests,
  toData: metricData,
  toSqlData: (config, { rows, columns }, context) => {
    const at = Math.max(
      0,
      columns.findIndex((column) => /long|integer|double|float|numeric/.test(column.type)),
    );
    const value = rows[0]?.[at];
    return {
      value: typeof value === 'number' ? value : null,
      spark: [],
      previousSpark: [],
      style: styleOf(config.measure),
      inPoints: false,
      better: config.better,
      against: context.against,
    };
  },
  isEmpty: (data) => data.value === null,
});
