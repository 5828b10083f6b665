import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { styleOf } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { isNumericType } from '../shared/suggest-measure';
import { type BoxPlotConfig, type BoxPlotData, boxPlotSchema, type Spread } from './schema';

const percents = [5, 25, 50, 75, 95];

function spreadOf(bucket: AggregationResult | null | undefined): Spread | undefined {
  const values = Object.values((bucket?.spread?.values ?? {}) as Record<string, number | null>);
  return values.length === percents.length && values.every((value) => typeof value === 'number')
    ? (values as unknown as Spread)
    : undefined;
}

function boxPlotData(config: BoxPlotConfig, answers: Record<string, SearchResponse>, context: QueryContext): BoxPlotData {
  const parts = (answer: SearchResponse | undefined) =>
    config.by
      ? bucketsOf(answer?.aggregations?.by)
      : answer
        ? [{ ...(answer.aggregations ?? {}), key: 'all' } as unknown as AggregationResult]
        : [];
  const before = new Map(parts(answers.previous).map((bucket) => [bucket.key as unknown, bucket]));
  return {
    ...(config.by ? { by: config.by } : {}),
    boxes: parts(answers.main).flatMap((bucket): BoxPlotData['boxes'] => {
      const spread = spreadOf(bucket);
      const then = spreadOf(before.get(bucket.key));
      const key = String(bucket.key_as_string ?? bucket.key);
      return spread ? [{ key, value: bucket.key, spread, ...(then ? { before: then } : {}), documents: bucket.doc_count ?? 0 }] : [];
    }),
    ...(answers.previous ? { against: context.against } : {}),
    style: styleOf({ aggregation: 'median', field: config.field }, context.dataView?.fieldFormats),
  };
}

export const boxPlot = definePanelType<BoxPlotConfig, BoxPlotData>({
  kind: 'box-plot',
  title: msg('Box plot'),
  summary: msg('How a number spreads: the middle half as a box, 5 % to 95 % as whiskers.'),
  schema: boxPlotSchema as never,
  size: { w: 6, h: 8 },
  wants: 'numbers',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    boxPlotSchema.parse({ source: { type: 'search', dataView: dataView.id }, field: field && isNumericType(field.type) ? field.path : '' }),
  buildRequests: ({ field, by, size }, context) => {
    const spread = { percentiles: { field, percents } };
    const aggs: JsonObject = by ? { by: { terms: { field: by, size }, aggs: { spread } } } : { spread };
    return withPrevious([{ key: 'main', body: { aggs } }], context);
  },
  toData: boxPlotData,
  isEmpty: (data) => data.boxes.length === 0,
});
