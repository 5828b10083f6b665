import { readInstant } from '../../lib/elastic/date-math';
import { type Json, type SearchResponse, valuesAt } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { type LogStreamConfig, type LogStreamData, logStreamSchema } from './schema';

const text = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

function logStreamData(config: LogStreamConfig, answers: Record<string, SearchResponse>, context: QueryContext): LogStreamData {
  const timeField = context.dataView?.timeField ?? '@timestamp';
  const lines = (answers.main?.hits.hits ?? []).map((hit) => {
    const source = (hit._source ?? {}) as Json;
    const first = (field: string) => text(valuesAt(source, field)[0]);
    const level = config.levelField ? first(config.levelField) : '';
    const message = first(config.messageField);
    return {
      id: `${hit._index}/${hit._id}`,
      timeMs: readInstant(valuesAt(source, timeField)[0]) ?? null,
      ...(level ? { level: level.toUpperCase() } : {}),
      columns: config.columns.map(first),
      message: message || JSON.stringify(hit._source),
    };
  });
  return { lines, columns: config.columns, levelField: config.levelField };
}

export const logStream = definePanelType<LogStreamConfig, LogStreamData>({
  kind: 'log-stream',
  title: msg('Log lines'),
  summary: msg('The newest documents as lines, with level and columns.'),
  schema: logStreamSchema as never,
  size: { w: 7, h: 8 },
  sourceOf: (config) => config.source,
  suggest: (dataView) => logStreamSchema.parse({ source: { type: 'search', dataView: dataView.id } }),
  buildRequests: (config, context) => {
    const timeField = context.dataView?.timeField;
    const fields = [timeField, config.messageField, config.levelField, ...config.columns].filter((field): field is string =>
      Boolean(field),
    );
    return [
      { key: 'main', body: { size: config.size, _source: fields, ...(timeField ? { sort: [{ [timeField]: { order: 'desc' } }] } : {}) } },
    ];
  },
  toData: logStreamData,
  isEmpty: (data) => data.lines.length === 0,
});
