import type { Field } from '../plan/field';
import type { IndexMeta, MappingNode } from '../plan/index-meta';
import { type Database, quoted } from './database';
import { type ParquetFile, parquetRows } from './parquet-file';

export interface AttachedFile {
  /** Its name in the folder of attached files. */
  file: string;
  bytes: number;
  parquet: ParquetFile;
}

/** An index whose documents are the rows of a file, as `catalog.attach` keeps it. */
export function attachedIndex(
  fresh: Pick<IndexMeta, 'name' | 'table' | 'uuid' | 'createdMs'>,
  mapping: MappingNode,
  { fields, nextColumn }: { fields: Map<string, Field>; nextColumn: number },
  { file, bytes, parquet }: AttachedFile,
): IndexMeta {
  const columns = new Map<string, string>();
  const lists = new Set<string>();
  for (const { path, sql, list } of parquet.leaves) {
    const field = fields.get(path.join('.'));
    if (!field || columns.has(field.column)) continue;
    columns.set(field.column, sql);
    if (list) lists.add(field.column);
  }
  const projection = [
    'CAST(file_row_number AS VARCHAR) AS _id',
    'file_row_number AS _seq',
    'CAST(1 AS BIGINT) AS _version',
    `${parquet.source} AS _source`,
    ...[...columns].map(([column, sql]) => `${sql} AS ${quoted(column)}`),
  ].join(', ');
  const read = [...fields].map(([path, field]): [string, Field] => {
    // Words and tiles have columns where documents are written; here both are read from the value.
    const { tokens: _, wordCount: __, tile: ___, ...plain } = field;
    return [path, { ...plain, list: lists.has(field.column) }];
  });
  return {
    ...fresh,
    mapping,
    settings: { 'blocks.write': 'true' },
    aliases: {},
    fields: new Map(read),
    nextSeq: parquet.documents,
    nextColumn,
    attached: { file, bytes, documents: parquet.documents, projection },
  };
}

/** Reads the file as a table is read. The file's place is said anew at every start: the folder may have moved. */
export const viewSql = (database: Database, { table, attached }: IndexMeta): string =>
  `CREATE OR REPLACE VIEW ${quoted(table)} AS SELECT ${attached?.projection} FROM ${parquetRows(database.attachedFile(attached?.file ?? ''))}`;
