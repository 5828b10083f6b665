import { type AggregationResult, bucketsOf, type Json, type SearchResponse } from '../../lib/elastic/wire-types';
import { t } from '../../lib/i18n/t';
import type { QueryContext, SqlColumns } from '../panel-type';
import { isAdditive, nameMeasure, readMeasure, styleOf } from '../shared/measure';
import { bucketBefore } from '../shared/previous';
import type { TableColumn, TableConfig, TableData } from './schema';

type Row = TableData['rows'][number];

/** Values of the measures; where the reader compares, each with its value before. */
function measureCells(config: TableConfig, bucket: AggregationResult, before: AggregationResult | null | undefined, compare: boolean) {
  return config.measures.flatMap((measure, index): (number | null)[] => {
    const value = readMeasure(measure, `m${index}`, bucket);
    if (!compare) return [value];
    const then = before ? readMeasure(measure, `m${index}`, before) : before === null && isAdditive(measure) ? 0 : null;
    return [value, then];
  });
}

interface Level {
  aggregation: AggregationResult | undefined;
  /** The same level in the time before: null where nothing was there, undefined where it is not known. */
  before: AggregationResult | null | undefined;
}

function walk(config: TableConfig, { aggregation, before }: Level, compare: boolean, depth = 0, path: (string | number)[] = []): Row[] {
  const then = bucketBefore(before);
  return bucketsOf(aggregation).flatMap((bucket): Row[] => {
    const cells = [...path, bucket.key_as_string ?? bucket.key];
    const own = then(bucket.key);
    if (depth + 1 < config.rows.length)
      return walk(config, { aggregation: bucket.rows, before: own === null ? null : own?.rows }, compare, depth + 1, cells);
    const spark = (bucket.spark?.buckets as AggregationResult[] | undefined)?.map((point) => point.doc_count as number);
    return [{ cells: [...cells, ...measureCells(config, bucket, own, compare)], ...(spark ? { spark } : {}) }];
  });
}

export function tableData(config: TableConfig, answers: Record<string, SearchResponse>, context: QueryContext): TableData {
  const formats = context.dataView?.fieldFormats ?? {};
  const columns: TableColumn[] = [
    ...config.rows.map(
      (row, index): TableColumn => ({
        key: `r${index}`,
        name: row.label ?? formats[row.field]?.label ?? row.field,
        kind: 'text',
        field: row.field,
      }),
    ),
    ...config.measures.flatMap((measure, index): TableColumn[] => {
      const style = styleOf(measure, formats);
      const own: TableColumn = {
        key: `m${index}`,
        name: nameMeasure(measure),
        kind: 'number',
        style,
        bar: config.bar === index,
        threshold: config.thresholds[`m${index}`],
      };
      const change: TableColumn = {
        key: `c${index}`,
        name: t('vs {against}', { against: context.against }),
        kind: 'change',
        style,
        inPoints: style.format === 'percent',
      };
      return context.compare ? [own, change] : [own];
    }),
  ];
  const aggregations = answers.main?.aggregations;
  const whole = (answer: SearchResponse | undefined) => answer?.aggregations?.all?.buckets?.all as AggregationResult | undefined;
  const total = whole(answers.main);
  const rows =
    config.rows.length > 0
      ? walk(config, { aggregation: aggregations?.rows, before: answers.previous?.aggregations?.rows }, context.compare)
      : total && total.doc_count > 0
        ? [{ cells: measureCells(config, total, whole(answers.previous), context.compare) }]
        : [];
  return { columns, rows, display: config.display, truncated: Number(aggregations?.rows?.sum_other_doc_count ?? 0) > 0 };
}

function cell(value: Json | undefined, kind: TableColumn['kind']): string | number | null {
  if (value === null || value === undefined) return null;
  if (kind === 'time') return Date.parse(String(value));
  return typeof value === 'number' ? value : typeof value === 'string' ? value : JSON.stringify(value);
}

/** SQL rows as they are: numbers right, dates as dates. */
export function tableSqlData(config: TableConfig, { columns, rows, truncated }: SqlColumns): TableData {
  const shaped = columns.map(
    ({ name, type }): TableColumn => ({
      key: name,
      name,
      kind: /date|time/.test(type) ? 'time' : /long|integer|double|float|short|byte|numeric/.test(type) ? 'number' : 'text',
    }),
  );
  return {
    columns: shaped,
    rows: rows.map((row) => ({ cells: shaped.map((column, index) => cell(row[index], column.kind)) })),
    display: config.display,
    truncated,
  };
}
