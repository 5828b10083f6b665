import { readInstant } from '../../lib/elastic/date-math';
import { bucketsOf, type Json, type JsonObject, type SearchResponse, valuesAt } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { bucketBefore, withPrevious } from '../shared/previous';
import { type LogCounts, type LogStreamConfig, type LogStreamData, logStreamSchema } from './schema';

const mostLevels = 6;

const text = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** All lines, and those of each level: what a list of the newest cannot say. */
const counting = ({ levelField }: LogStreamConfig): JsonObject => ({
  track_total_hits: true,
  ...(levelField ? { aggs: { levels: { terms: { field: levelField, size: mostLevels } } } } : {}),
});

function comparedCounts(main: SearchResponse | undefined, previous: SearchResponse, against: string): LogCounts {
  const before = bucketBefore(previous.aggregations?.levels);
  const levels = bucketsOf(main?.aggregations?.levels).map(({ key, doc_count: lines }) => {
    const bucket = before(key);
    return { level: String(key).toUpperCase(), lines, ...(bucket === undefined ? {} : { before: bucket?.doc_count ?? 0 }) };
  });
  const gone = bucketsOf(previous.aggregations?.levels)
    .map(({ key, doc_count }) => ({ level: String(key).toUpperCase(), lines: 0, before: doc_count }))
    .filter(({ level }) => !levels.some((other) => other.level === level));
  const isWhole = Number(main?.aggregations?.levels?.sum_other_doc_count ?? 0) === 0;
  return {
    against,
    lines: main?.hits.total?.value ?? 0,
    linesBefore: previous.hits.total?.value ?? 0,
    levels: isWhole ? [...levels, ...gone].slice(0, mostLevels) : levels,
  };
}

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
  const compared = answers.previous && comparedCounts(answers.main, answers.previous, context.against);
  return { lines, columns: config.columns, levelField: config.levelField, ...(compared ? { compared } : {}) };
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
    const newest = { size: config.size, _source: fields, ...(timeField ? { sort: [{ [timeField]: { order: 'desc' } }] } : {}) };
    const [, previous] = withPrevious([{ key: 'main', body: counting(config) }], context);
    return previous ? [{ key: 'main', body: { ...newest, ...counting(config) } }, previous] : [{ key: 'main', body: newest }];
  },
  toData: logStreamData,
  isEmpty: (data) => data.lines.length === 0,
});
