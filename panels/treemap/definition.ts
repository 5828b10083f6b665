import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { measuresAggregations, orderBy, readMeasure, styleOf } from '../shared/measure';
import { amountBefore, bucketBefore, withPrevious } from '../shared/previous';
import { isTermType } from '../shared/suggest-measure';
import { type TreemapConfig, type TreemapData, type TreemapNode, treemapSchema } from './schema';

const withAggs = (aggregation: JsonObject, aggs: JsonObject): JsonObject =>
  Object.keys(aggs).length > 0 ? { ...aggregation, aggs } : aggregation;

function toNode(bucket: AggregationResult, config: TreemapConfig, before: AggregationResult | null | undefined): TreemapNode {
  const partBefore = bucketBefore(before === null ? null : before?.inner);
  const children = config.inner
    ? bucketsOf(bucket.inner).map((part) => toNode(part, { ...config, inner: undefined }, partBefore(part.key)))
    : [];
  return {
    key: String(bucket.key_as_string ?? bucket.key),
    value: bucket.key,
    amount: Math.max(0, readMeasure(config.measure, 'm0', bucket) ?? 0),
    ...amountBefore(config.measure, before),
    ...(children.length > 0 ? { children } : {}),
  };
}

function treemapData(config: TreemapConfig, answers: Record<string, SearchResponse>, context: QueryContext): TreemapData {
  const before = bucketBefore(answers.previous?.aggregations?.parts);
  const nodes = bucketsOf(answers.main?.aggregations?.parts).map((bucket) => toNode(bucket, config, before(bucket.key)));
  return {
    field: config.field,
    ...(config.inner ? { innerField: config.inner.field } : {}),
    nodes,
    ...(answers.previous ? { against: context.against } : {}),
    total: nodes.reduce((sum, { amount }) => sum + amount, 0),
    style: styleOf(config.measure, context.dataView?.fieldFormats),
  };
}

export const treemap = definePanelType<TreemapConfig, TreemapData>({
  kind: 'treemap',
  title: msg('Treemap'),
  summary: msg('Parts of a whole, and their parts, by area.'),
  schema: treemapSchema as never,
  size: { w: 6, h: 9 },
  wants: 'terms',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    treemapSchema.parse({ source: { type: 'search', dataView: dataView.id }, field: field && isTermType(field.type) ? field.path : '' }),
  buildRequests: ({ field, size, inner, measure }, context) => {
    const own = measuresAggregations([measure]);
    const order = orderBy(measure, 'm0');
    const parts: JsonObject = inner ? { inner: withAggs({ terms: { field: inner.field, size: inner.size, order } }, own) } : {};
    return withPrevious(
      [{ key: 'main', body: { aggs: { parts: withAggs({ terms: { field, size, order } }, { ...own, ...parts }) } } }],
      context,
    );
  },
  toData: treemapData,
  isEmpty: (data) => data.total === 0,
  splitsOf: (data) => ({ field: data.field, values: data.nodes.map(({ key }) => key) }),
});
