import type { AggregationResult, Json, SearchResponse } from '../../lib/elastic/wire-types';
import type { QueryContext, SqlColumns } from '../panel-type';
import { nameMeasure, readMeasure, styleOf } from '../shared/measure';
import type { TableColumn, TableConfig, TableData } from './schema';

type Row = TableData['rows'][number];

function measureCells(config: TableConfig, bucket: AggregationResult): (number | null)[] {
  return config.measures.map((measure, index) => readMeasure(measure, `m${index}`, bucket));
}

function walk(config: TableConfig, aggregation: AggregationResult | undefined, depth: number, path: (string | number)[]): Row[] {
  const buckets = (aggregation?.buckets as AggregationResult[] | undefined) ?? [];
  return buckets.flatMap((bucket): Row[] => {
    const cells = [...path, bucket.key_as_string ?? bucket.key];
    if (depth + 1 < config.rows.length) return walk(config, bucket.rows, depth + 1, cells);
    const spark = (bucket.spark?.buckets as AggregationResult[] | undefined)?.map((point) => point.doc_count as number);
    return [{ cells: [...cells, ...measureCells(config, bucket)], ...(spark ? { spark } : {}) }];
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
    ...config.measures.map(
      (measure, index): TableColumn => ({
        key: `m${index}`,
        name: nameMeasure(measure),
        kind: 'number',
        style: styleOf(measure, formats),
        bar: config.bar === index,
        threshold: config.thresholds[`m${index}`],
      }),
    ),
  ];
  const aggregations = answers.main?.aggregations;
  const total = aggregations?.all?.buckets?.all as AggregationResult | undefined;
  const rows =
    config.rows.length > 0
      ? walk(config, aggregations?.rows, 0, [])
      : total && total.doc_count > 0
        ? [{ cells: measureCells(config, total) }]
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
