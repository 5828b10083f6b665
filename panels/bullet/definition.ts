import { type AggregationResult, bucketsOf, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { measuresAggregations, nameMeasure, orderBy, readMeasure, styleOf } from '../shared/measure';
import { amountBefore, bucketBefore, withPrevious } from '../shared/previous';
import { isTermType, suggestMeasure } from '../shared/suggest-measure';
import { type BulletConfig, type BulletData, bulletSchema } from './schema';

function bulletData(config: BulletConfig, answers: Record<string, SearchResponse>, context: QueryContext): BulletData {
  const { measure, by, target } = config;
  const whole = (answer: SearchResponse | undefined) =>
    ({ ...(answer?.aggregations ?? {}), doc_count: answer?.hits.total?.value ?? 0 }) as unknown as AggregationResult;
  const before = bucketBefore(answers.previous?.aggregations?.by);
  const bars: BulletData['bars'] = by
    ? bucketsOf(answers.main?.aggregations?.by).map((bucket) => ({
        key: String(bucket.key_as_string ?? bucket.key),
        value: bucket.key,
        amount: readMeasure(measure, 'm0', bucket),
        ...amountBefore(measure, before(bucket.key)),
      }))
    : [
        {
          key: nameMeasure(measure),
          amount: readMeasure(measure, 'm0', whole(answers.main)),
          ...(answers.previous ? amountBefore(measure, whole(answers.previous)) : {}),
        },
      ];
  return {
    ...(by ? { by } : {}),
    bars,
    most: config.most ?? Math.max(1e-9, (target ?? 0) * 1.15, ...bars.flatMap(({ amount, before: then }) => [amount ?? 0, then ?? 0])),
    ...(target === undefined ? {} : { target }),
    ...(answers.previous ? { against: context.against } : {}),
    better: config.better,
    style: styleOf(measure, context.dataView?.fieldFormats),
  };
}

export const bullet = definePanelType<BulletConfig, BulletData>({
  kind: 'bullet',
  title: msg('Bullet'),
  summary: msg('Numbers against a target, in little room: what a gauge wants to be.'),
  schema: bulletSchema as never,
  size: { w: 4, h: 5 },
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    bulletSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      measure: suggestMeasure(field && isTermType(field.type) ? undefined : field),
      ...(field && isTermType(field.type) ? { by: field.path } : {}),
    }),
  buildRequests: ({ measure, by, size }, context) => {
    const aggs = measuresAggregations([measure]);
    const terms = { terms: { field: by ?? '', size, order: orderBy(measure, 'm0') }, ...(Object.keys(aggs).length > 0 ? { aggs } : {}) };
    return withPrevious([{ key: 'main', body: { track_total_hits: true, aggs: by ? { by: terms } : aggs } }], context);
  },
  toData: bulletData,
  isEmpty: (data) => data.bars.every(({ amount }) => amount === null || amount === 0),
});
