export type ColumnType =
  | 'VARCHAR'
  | 'BIGINT'
  | 'UBIGINT'
  | 'DOUBLE'
  | 'BOOLEAN'
  | 'TIMESTAMP'
  | 'STRUCT(lat DOUBLE, lon DOUBLE)'
  | 'STRUCT(low DOUBLE, high DOUBLE)';

export type FieldType =
  | 'keyword'
  | 'text'
  | 'constant_keyword'
  | 'wildcard'
  | 'ip'
  | 'binary'
  | 'flattened'
  | 'nested'
  | 'geo_shape'
  | 'long'
  | 'integer'
  | 'short'
  | 'byte'
  | 'unsigned_long'
  | 'double'
  | 'float'
  | 'half_float'
  | 'scaled_float'
  | 'boolean'
  | 'date'
  | 'date_nanos'
  | 'geo_point'
  | 'integer_range'
  | 'long_range'
  | 'float_range'
  | 'double_range'
  | 'date_range'
  | 'ip_range';

/** What a plan knows of a field: where its values lie and how to read them. */
export interface Field {
  /** Full path, as a request names it: `http.response.status_code`, `message.keyword`. */
  path: string;
  type: FieldType;
  /** Physical column; multi-fields share their parent's. */
  column: string;
  columnType: ColumnType;
  /** True once a document brought several values: the column then is a list. */
  list: boolean;
  /** Keyword values longer than this are not indexed. */
  ignoreAbove?: number;
  /** Date formats, as the mapping writes them, joined by `||`. */
  format?: string;
  nullValue?: string | number | boolean;
  analyzer?: string;
  searchAnalyzer?: string;
  /** The index's own analyzers, where the field may name one. */
  analysis?: Record<string, unknown>;
  /** The mapping asks for the places of words to be kept: long texts may be highlighted. */
  offsets?: boolean;
  /** Column of a text field's words, as plan/token-marks.ts says. Absent where they are read from the text itself. */
  tokens?: string;
  /** Column of how many words there are, beside `tokens`. */
  wordCount?: string;
  /** Column of a point's tile, as plan/tile.ts has it; not filled where a document brings several points. */
  tile?: string;
  /** Keyword values pass through it before they are stored and compared. */
  normalizer?: string;
  /** Other fields that get the same values: sub-fields with a column of their own, `copy_to`. */
  copies?: string[];
  scalingFactor?: number;
  /** False for `index: false` and `enabled: false`. */
  indexed: boolean;
  /** A text field whose words may be aggregated. */
  fielddata?: boolean;
  /** Values that cannot be read are left out and named in `_ignored`. */
  ignoreMalformed?: boolean;
  /** Inputs of the completion suggester. */
  completes?: boolean;
  /** Holds how many words a text has. */
  countsTokens?: boolean;
  /** A flattened object: its leaves as `path, mark, text`. With `key`, one path of it. */
  flat?: { key?: string };
  /** Inside a nested object: the object's path, and the way from one of its elements to the value. */
  nested?: { path: string; key: string };
  /** Not mapped anywhere; an aggregation's `missing` stands for all its values. */
  absent?: boolean;
  /** Stands for the value of documents that have none: an aggregation's `missing`. */
  missing?: string | number | boolean | bigint;
}

const columnTypes: Record<FieldType, ColumnType> = {
  keyword: 'VARCHAR',
  text: 'VARCHAR',
  constant_keyword: 'VARCHAR',
  wildcard: 'VARCHAR',
  ip: 'VARCHAR',
  binary: 'VARCHAR',
  flattened: 'VARCHAR',
  nested: 'VARCHAR',
  geo_shape: 'VARCHAR',
  long: 'BIGINT',
  integer: 'BIGINT',
  short: 'BIGINT',
  byte: 'BIGINT',
  unsigned_long: 'UBIGINT',
  double: 'DOUBLE',
  float: 'DOUBLE',
  half_float: 'DOUBLE',
  scaled_float: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP',
  date_nanos: 'TIMESTAMP',
  geo_point: 'STRUCT(lat DOUBLE, lon DOUBLE)',
  integer_range: 'STRUCT(low DOUBLE, high DOUBLE)',
  long_range: 'STRUCT(low DOUBLE, high DOUBLE)',
  float_range: 'STRUCT(low DOUBLE, high DOUBLE)',
  double_range: 'STRUCT(low DOUBLE, high DOUBLE)',
  date_range: 'STRUCT(low DOUBLE, high DOUBLE)',
  ip_range: 'STRUCT(low DOUBLE, high DOUBLE)',
};

export const fieldTypes = Object.keys(columnTypes) as FieldType[];

export function isFieldType(type: string): type is FieldType {
  return type in columnTypes;
}

export function columnTypeOf(type: FieldType): ColumnType {
  return columnTypes[type];
}

export const isWhole = (field: Field) => field.columnType === 'BIGINT' || field.columnType === 'UBIGINT';
export const isNumeric = (field: Field) => isWhole(field) || field.columnType === 'DOUBLE';
export const isRange = (field: Field) => field.columnType === 'STRUCT(low DOUBLE, high DOUBLE)';
export const isDate = (field: Field) => field.columnType === 'TIMESTAMP';
/** Values can be sorted and bucketed; `text` needs its keyword sub-field for that. */
export const hasDocValues = (field: Field) => !['text', 'binary', 'nested', 'geo_shape'].includes(field.type) && !isRange(field);
