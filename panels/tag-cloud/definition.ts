import { bucketsOf, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { measuresAggregations, orderBy, readMeasure, styleOf } from '../shared/measure';
import { amountBefore, bucketBefore, withPrevious } from '../shared/previous';
import { namedNumbers } from '../shared/rows';
import { isTermType } from '../shared/suggest-measure';
import { type TagCloudConfig, type TagCloudData, tagCloudSchema } from './schema';

const ordered = ({ order }: TagCloudConfig, tags: TagCloudData['tags']) =>
  [...tags].sort((a, b) => (order === 'name' ? a.key.localeCompare(b.key, undefined, { numeric: true }) : b.amount - a.amount));

function tagCloudData(config: TagCloudConfig, answers: Record<string, SearchResponse>, context: QueryContext): TagCloudData {
  const before = bucketBefore(answers.previous?.aggregations?.tags);
  const tags = bucketsOf(answers.main?.aggregations?.tags).map((bucket) => ({
    key: String(bucket.key_as_string ?? bucket.key),
    value: bucket.key,
    amount: readMeasure(config.measure, 'm0', bucket) ?? 0,
    ...amountBefore(config.measure, before(bucket.key)),
  }));
  return {
    field: config.field,
    tags: ordered(config, tags),
    ...(answers.previous ? { against: context.against } : {}),
    style: styleOf(config.measure, context.dataView?.fieldFormats),
  };
}

export const tagCloud = definePanelType<TagCloudConfig, TagCloudData>({
  kind: 'tag-cloud',
  title: msg('Tag cloud'),
  summary: msg('Values as words, the larger the more there is of them.'),
  schema: tagCloudSchema as never,
  size: { w: 5, h: 7 },
  wants: 'terms',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    tagCloudSchema.parse({ source: { type: 'search', dataView: dataView.id }, field: field && isTermType(field.type) ? field.path : '' }),
  buildRequests: ({ field, size, measure }, context) => {
    const aggs = measuresAggregations([measure]);
    const tags = { terms: { field, size, order: orderBy(measure, 'm0') }, ...(Object.keys(aggs).length > 0 ? { aggs } : {}) };
    return withPrevious([{ key: 'main', body: { aggs: { tags } } }], context);
  },
  toData: tagCloudData,
  toSqlData: (config, table) => ({
    tags: ordered(
      config,
      namedNumbers(table).map(({ key, amount }) => ({ key, value: key, amount })),
    ).slice(0, config.size),
    style: styleOf(config.measure),
  }),
  isEmpty: (data) => data.tags.every(({ amount }) => amount === 0),
});
