import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { definePanelType, type QueryContext } from '../panel-type';
import { styleOf } from '../shared/measure';
import { isNumericType } from '../shared/suggest-measure';
import { type BoxPlotConfig, type BoxPlotData, boxPlotSchema, type Spread } from './schema';

const percents = [5, 25, 50, 75, 95];

function toBox(bucket: AggregationResult): BoxPlotData['boxes'] {
  const values = Object.values((bucket.spread?.values ?? {}) as Record<string, number | null>);
  if (values.length !== percents.length || values.some((value) => typeof value !== 'number')) return [];
  return [
    {
      key: String(bucket.key_as_string ?? bucket.key ?? 'all'),
      value: bucket.key,
      spread: values as unknown as Spread,
      documents: bucket.doc_count ?? 0,
    },
  ];
}

function boxPlotData(config: BoxPlotConfig, answers: Record<string, SearchResponse>, context: QueryContext): BoxPlotData {
  const { aggregations } = answers.main ?? {};
  const buckets = config.by ? bucketsOf(aggregations?.by) : [{ ...(aggregations ?? {}), key: 'all' } as unknown as AggregationResult];
  return {
    ...(config.by ? { by: config.by } : {}),
    boxes: buckets.flatMap(toBox),
    style: styleOf({ aggregation: 'median', field: config.field }, context.dataView?.fieldFormats),
  };
}

export const boxPlot = definePanelType<BoxPlotConfig, BoxPlotData>({
  kind: 'box-plot',
  title: 'Box plot',
  summary: 'How a number spreads: the middle half as a box, 5 % to 95 % as whiskers.',
  schema: boxPlotSchema as never,
  size: { w: 6, h: 8 },
  wants: 'numbers',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    boxPlotSchema.parse({ source: { type: 'search', dataView: dataView.id }, field: field && isNumericType(field.type) ? field.path : '' }),
  buildRequests: ({ field, by, size }) => {
    const spread = { percentiles: { field, percents } };
    const aggs: JsonObject = by ? { by: { terms: { field: by, size }, aggs: { spread } } } : { spread };
    return [{ key: 'main', body: { aggs } }];
  },
  toData: boxPlotData,
  isEmpty: (data) => data.boxes.length === 0,
});
