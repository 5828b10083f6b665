import { msg } from '../../lib/i18n/t';
import { definePanelType } from '../panel-type';
import { isTermType, suggestMeasure } from '../shared/suggest-measure';
import { tableData, tableSqlData } from './data';
import { tableRequests } from './query';
import { type TableConfig, type TableData, tableSchema } from './schema';

export const table = definePanelType<TableConfig, TableData>({
  kind: 'table',
  title: msg('Table'),
  summary: msg('Rows by the values of fields with measures beside them, or a ranked list.'),
  schema: tableSchema as never,
  size: { w: 6, h: 8 },
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    tableSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      rows: field && isTermType(field.type) ? [{ field: field.path, size: 10 }] : [],
      measures: [field && !isTermType(field.type) ? suggestMeasure(field) : { aggregation: 'count' }],
      bar: 0,
    }),
  buildRequests: tableRequests,
  toData: tableData,
  toSqlData: tableSqlData,
  isEmpty: (data) => data.rows.length === 0,
});
