import { type AggregationResult, bucketsOf, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg, t } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { isAdditive, measuresAggregations, orderBy, readMeasure, styleOf } from '../shared/measure';
import { amountBefore, bucketBefore, withPrevious } from '../shared/previous';
import { isTermType } from '../shared/suggest-measure';
import { type PieConfig, type PieData, pieSchema } from './schema';

function pieData(config: PieConfig, answers: Record<string, SearchResponse>, context: QueryContext): PieData {
  const parts = answers.main?.aggregations?.parts;
  const before = bucketBefore(answers.previous?.aggregations?.parts);
  const slices: PieData['slices'] = ((parts?.buckets as AggregationResult[] | undefined) ?? []).map((bucket) => ({
    key: String(bucket.key_as_string ?? bucket.key),
    value: bucket.key,
    amount: readMeasure(config.measure, 'm0', bucket) ?? 0,
    ...amountBefore(config.measure, before(bucket.key)),
  }));
  const rest = config.measure.aggregation === 'count' ? Number(parts?.sum_other_doc_count ?? 0) : 0;
  if (rest > 0) slices.push({ key: t('other'), value: '', amount: rest, other: true });
  return {
    field: config.field,
    slices,
    total: slices.reduce((sum, slice) => sum + slice.amount, 0),
    totalLabel: config.totalLabel,
    ...(answers.previous && isAdditive(config.measure) ? { totalBefore: totalOf(config, answers.previous), against: context.against } : {}),
    style: styleOf(config.measure, context.dataView?.fieldFormats),
  };
}

/** The sum over all values; for counts, of those beyond the shown ones too. */
function totalOf({ measure }: PieConfig, answer: SearchResponse): number {
  const parts = answer.aggregations?.parts;
  const rest = measure.aggregation === 'count' ? Number(parts?.sum_other_doc_count ?? 0) : 0;
  return bucketsOf(parts).reduce((sum, bucket) => sum + (readMeasure(measure, 'm0', bucket) ?? 0), rest);
}

export const pie = definePanelType<PieConfig, PieData>({
  kind: 'pie',
  title: msg('Donut'),
  summary: msg('Shares of a whole, up to five parts.'),
  schema: pieSchema as never,
  size: { w: 3, h: 8 },
  wants: 'terms',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    pieSchema.parse({ source: { type: 'search', dataView: dataView.id }, field: field && isTermType(field.type) ? field.path : '' }),
  buildRequests: (config, context) => {
    const aggs = measuresAggregations([config.measure]);
    const requests = [
      {
        key: 'main',
        body: {
          aggs: {
            parts: {
              terms: { field: config.field, size: config.size, order: orderBy(config.measure, 'm0') },
              ...(Object.keys(aggs).length > 0 ? { aggs } : {}),
            },
          },
        },
      },
    ];
    return withPrevious(requests, context);
  },
  toData: pieData,
  isEmpty: (data) => data.total === 0,
  splitsOf: (data) => ({ field: data.field, values: data.slices.filter((slice) => !slice.other).map((slice) => slice.key) }),
});
