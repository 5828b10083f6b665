import { type DuckDBConnection, DuckDBListType, DuckDBStructType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import { EsError } from '../plan/es-error';
import type { FieldType } from '../plan/field';
import type { MappingNode } from '../plan/index-meta';
import { quoted, readRows } from './database';

/** A value of a Parquet file as a field: where in a row it lies, and what it is. */
interface Leaf {
  /** Its steps in a mapping: a name with dots is several. */
  path: string[];
  type: FieldType;
  list: boolean;
  /** Reads it, cast to the column type of `type`. */
  sql: string;
}

export interface ParquetFile {
  documents: number;
  /** Reads a row as JSON, as a document would have been sent. */
  source: string;
  leaves: Leaf[];
}

const { TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT, HUGEINT, UHUGEINT } = DuckDBTypeId;
const { FLOAT, DOUBLE, DECIMAL, BOOLEAN, DATE, BLOB, MAP, ARRAY, UNION } = DuckDBTypeId;
const { TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, TIMESTAMP_TZ } = DuckDBTypeId;

const wholes = new Set([TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER]);
const decimals = new Set([FLOAT, DOUBLE, DECIMAL, HUGEINT, UHUGEINT]);
const times = new Set([TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, TIMESTAMP_TZ, DATE]);
/** What is shown and not searched. */
const shownOnly = new Set([MAP, ARRAY, UNION]);

const isNumber = (type: DuckDBType | undefined) => type !== undefined && (wholes.has(type.typeId) || decimals.has(type.typeId));

/** What a value is as a field, and how it is cast; undefined for what has no counterpart. */
function scalar(type: DuckDBType): { type: FieldType; cast: (sql: string) => string } | undefined {
  const { typeId } = type;
  if (wholes.has(typeId)) return { type: 'long', cast: (sql) => `CAST(${sql} AS BIGINT)` };
  if (typeId === UBIGINT) return { type: 'unsigned_long', cast: (sql) => sql };
  if (decimals.has(typeId)) return { type: 'double', cast: (sql) => `CAST(${sql} AS DOUBLE)` };
  if (typeId === BOOLEAN) return { type: 'boolean', cast: (sql) => sql };
  // By way of the number: a cast from a time with a zone needs an extension.
  if (typeId === TIMESTAMP_TZ) return { type: 'date', cast: (sql) => `make_timestamp(epoch_us(${sql}))` };
  if (times.has(typeId)) return { type: 'date', cast: (sql) => `CAST(${sql} AS TIMESTAMP)` };
  if (typeId === BLOB) return { type: 'binary', cast: (sql) => `base64(${sql})` };
  if (type instanceof DuckDBStructType) {
    const [lat, lon] = ['lat', 'lon'].map((name) => type.entryTypes[type.entryNames.indexOf(name)]);
    if (type.entryCount !== 2 || !isNumber(lat) || !isNumber(lon)) return undefined;
    return { type: 'geo_point', cast: (sql) => `CAST(${sql} AS STRUCT(lat DOUBLE, lon DOUBLE))` };
  }
  if (type instanceof DuckDBListType || shownOnly.has(typeId)) return undefined;
  return { type: 'keyword', cast: (sql) => `CAST(${sql} AS VARCHAR)` };
}

const stepsOf = (name: string) => name.split('.').filter(Boolean);

/** The fields of a value: itself, the members of a struct, the elements of a list. Lists of lists are shown and not searched. */
function leavesOf(path: string[], type: DuckDBType, read: (value: string) => string, value: string, list: boolean): Leaf[] {
  const own = scalar(type);
  if (own) return [{ path, type: own.type, list, sql: read(own.cast(value)) }];
  if (type instanceof DuckDBStructType)
    return type.entryNames.flatMap((name, at) =>
      leavesOf([...path, ...stepsOf(name)], type.entryTypes[at] as DuckDBType, read, `${value}.${quoted(name)}`, list),
    );
  if (type instanceof DuckDBListType && !list)
    return leavesOf(path, type.valueType, (element) => `list_transform(${read(value)}, lambda e: ${element})`, 'e', true);
  return [];
}

/** A value as it stands in a document: times as ISO 8601 in UTC, bytes as base64, numbers that JSON has not as null. */
function shown(type: DuckDBType, value: string, depth = 0): string {
  const { typeId } = type;
  if (times.has(typeId)) return `strftime(${scalar(type)?.cast(value)}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
  if (typeId === FLOAT || typeId === DOUBLE) return `CASE WHEN isfinite(${value}) THEN ${value} END`;
  if (typeId === BLOB) return `base64(${value})`;
  if (type instanceof DuckDBStructType) {
    const members = type.entryNames.map(
      (name, at) => `${quoted(name)} := ${shown(type.entryTypes[at] as DuckDBType, `${value}.${quoted(name)}`, depth)}`,
    );
    return `CASE WHEN ${value} IS NULL THEN NULL ELSE struct_pack(${members.join(', ')}) END`;
  }
  if (type instanceof DuckDBListType) {
    const element = `e${depth}`;
    return `list_transform(${value}, lambda ${element}: ${shown(type.valueType, element, depth + 1)})`;
  }
  return value;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The rows of a file with their number in it. */
export const parquetRows = (file: string) => `read_parquet(${literal(file)}, file_row_number = true)`;

const reserved = new Set(['file_row_number', '_id', '_seq', '_version', '_source']);

/** Reads what a Parquet file holds: its footer alone. Throws `illegal_argument_exception` for files that are none. */
export async function describeParquet(connection: DuckDBConnection, file: string): Promise<ParquetFile> {
  try {
    const prepared = await connection.runAndReadAll(`SELECT * FROM ${parquetRows(file)} LIMIT 0`);
    const [names, types] = [prepared.deduplicatedColumnNames(), prepared.columnTypes()];
    const columns = names.flatMap((name, at) => (reserved.has(name) ? [] : [{ name, type: types[at] as DuckDBType }]));
    const [row] = await readRows(connection, `SELECT count(*) AS n FROM ${parquetRows(file)}`, []);
    const whole = columns.map(({ name, type }) => `${quoted(name)} := ${shown(type, quoted(name))}`).join(', ');
    return {
      documents: Number(row?.n ?? 0),
      source: whole ? `CAST(to_json(struct_pack(${whole})) AS VARCHAR)` : "'{}'",
      leaves: columns.flatMap(({ name, type }) => leavesOf(stepsOf(name), type, (value) => value, quoted(name), false)),
    };
  } catch (error) {
    const why = String((error as Error).message).split('\n')[0];
    throw new EsError('illegal_argument_exception', `The file cannot be read as Parquet: ${why}`, 400);
  }
}

const lookedAt = 10_000;
const longWords = 60;

/** Which of the texts are long: those are words to search, not values to count. By the first rows. */
export async function longTexts(connection: DuckDBConnection, file: string, { leaves }: ParquetFile): Promise<Set<Leaf>> {
  const texts = leaves.filter(({ type, list }) => type === 'keyword' && !list);
  if (texts.length === 0) return new Set();
  const lengths = texts.map(({ sql }, at) => `avg(length(${sql})) AS l${at}`).join(', ');
  const [row] = await readRows(connection, `SELECT ${lengths} FROM (SELECT * FROM ${parquetRows(file)} LIMIT ${lookedAt})`, []);
  return new Set(texts.filter((_, at) => Number(row?.[`l${at}`] ?? 0) > longWords));
}

/** A mapping with a field for each value. */
export function mappingOf({ leaves }: ParquetFile, long: Set<Leaf>): MappingNode {
  const root: MappingNode = { properties: {} };
  for (const leaf of leaves) {
    let node = root;
    for (const part of leaf.path.slice(0, -1)) {
      node.properties ??= {};
      node.properties[part] ??= { properties: {} };
      node = node.properties[part];
    }
    const name = leaf.path.at(-1);
    if (name === undefined || node.type !== undefined) continue;
    node.properties ??= {};
    node.properties[name] ??= long.has(leaf)
      ? { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 8_191 } } }
      : { type: leaf.type };
  }
  return root;
}
