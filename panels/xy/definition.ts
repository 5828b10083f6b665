import { msg } from '../../lib/i18n/t';
import { definePanelType } from '../panel-type';
import { isTermType, suggestMeasure } from '../shared/suggest-measure';
import { xyAnalyse, xyData, xySqlData } from './data';
import { xyRequests } from './query';
import { type XyConfig, type XyData, xySchema } from './schema';

export const xy = definePanelType<XyConfig, XyData>({
  kind: 'xy',
  title: msg('Chart'),
  summary: msg('Lines, areas or bars over time, over the values of a field, or over numbers.'),
  schema: xySchema as never,
  size: { w: 6, h: 8 },
  sourceOf: (config) => config.source,
  suggest: (dataView, field) => {
    const isTerm = field && isTermType(field.type) && suggestMeasure(field).aggregation === 'count';
    const source = { type: 'search', dataView: dataView.id };
    if (dataView.timeField)
      return xySchema.parse({
        source,
        mark: isTerm ? 'area' : 'line',
        stack: isTerm ? 'stacked' : 'none',
        ...(isTerm ? { split: { field: field.path, size: 5, other: true } } : {}),
        measures: [suggestMeasure(isTerm ? undefined : field)],
      });
    return xySchema.parse({
      source,
      mark: 'bar',
      x: isTerm ? { type: 'terms', field: field.path, size: 10 } : { type: 'time', interval: 'auto' },
      measures: [suggestMeasure(field)],
    });
  },
  buildRequests: xyRequests,
  toData: xyData,
  toSqlData: xySqlData,
  analyse: xyAnalyse,
  isEmpty: (data) => data.series.every((series) => series.values.every((value) => value === null || value === 0)),
  splitsOf: ({ splitField, series }) =>
    splitField === undefined
      ? undefined
      : { field: splitField, values: series.filter((one) => !one.other && one.color === undefined).map((one) => one.key) },
});
