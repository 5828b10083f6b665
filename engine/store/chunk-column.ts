import { type DuckDBDataChunk, DuckDBListValue, DuckDBStructValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** Rows of a chunk: what DuckDB works on at a time. */
export const chunkRows = 2_048;

/** A string of so many bytes stands in the vector itself, behind its length: https://duckdb.org/docs/stable/clients/c/vector#strings */
const inlineBytes = 12;
const stringBytes = 16;

const bytes = new Uint8Array(chunkRows * stringBytes);
const words = new Uint32Array(bytes.buffer);
const signed = new Int32Array(bytes.buffer);
const wide = new BigInt64Array(bytes.buffer);
const doubles = new Float64Array(bytes.buffer);
const valid = new Uint8Array(chunkRows / 8);

type Values = readonly unknown[] | undefined;

/** Tells a vector which of its values are there; true where none is. */
function writeValidity(vector: duckdb.Vector, values: Values, from: number, count: number): boolean {
  let missing = 0;
  valid.fill(0xff);
  for (let at = 0; at < count; at++) {
    if (values?.[from + at] !== undefined && values[from + at] !== null) continue;
    valid[at >> 3] = (valid[at >> 3] as number) & ~(1 << (at & 7));
    missing++;
  }
  if (missing === 0) return false;
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, Math.ceil(count / 64) * 8);
  return missing === count;
}

const copy = (vector: duckdb.Vector, byteCount: number) => duckdb.copy_data_to_vector(vector, 0, bytes.buffer, 0, byteCount);

/** Puts a short string of plain ASCII into `bytes`. False where it is another. */
function inline(text: string, at: number): boolean {
  const { length } = text;
  if (length > inlineBytes) return false;
  const start = at * stringBytes + 4;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0 || code > 127) return false;
    bytes[start + index] = code;
  }
  words[at * 4] = length;
  return true;
}

function writeStrings(vector: duckdb.Vector, values: readonly unknown[], from: number, count: number) {
  const others: number[] = [];
  bytes.fill(0, 0, count * stringBytes);
  for (let at = 0; at < count; at++) {
    const value = values[from + at];
    if (value !== undefined && value !== null && !inline(value as string, at)) others.push(at);
  }
  copy(vector, count * stringBytes);
  for (const at of others) duckdb.vector_assign_string_element(vector, at, values[from + at] as string);
}

/** A whole number as two halves: far faster than through `bigint`. */
function setWide(at: number, value: number | bigint) {
  if (typeof value === 'bigint') wide[at] = value;
  else if (!Number.isSafeInteger(value)) wide[at] = BigInt(value);
  else {
    const high = Math.floor(value / 2 ** 32);
    words[at * 2] = value - high * 2 ** 32;
    signed[at * 2 + 1] = high;
  }
}

type One = (at: number, value: never) => void;

/** How a value of fixed length is put into `bytes`, and that length. */
const fixed: Record<string, { size: number; set: One }> = {
  BIGINT: { size: 8, set: setWide },
  UBIGINT: { size: 8, set: setWide },
  // epoch milliseconds, kept as microseconds
  TIMESTAMP: {
    size: 8,
    set: (at, ms: number) => setWide(at, Math.abs(ms) < 9e12 ? Math.trunc(ms) * 1_000 : BigInt(Math.trunc(ms)) * 1_000n),
  },
  DOUBLE: {
    size: 8,
    set: (at, value: number) => {
      doubles[at] = value;
    },
  },
  INTEGER: {
    size: 4,
    set: (at, value: number) => {
      signed[at] = value;
    },
  },
  BOOLEAN: {
    size: 1,
    set: (at, value: boolean) => {
      bytes[at] = Number(value);
    },
  },
};

function writeFixed(
  vector: duckdb.Vector,
  { size, set }: { size: number; set: One },
  values: readonly unknown[],
  from: number,
  count: number,
) {
  for (let at = 0; at < count; at++) {
    const value = values[from + at];
    if (value === undefined || value === null) continue;
    set(at, value as never);
  }
  copy(vector, count * size);
}

/** How one value of a column type goes to DuckDB inside a list. */
const oneToDuck: Record<string, (value: never) => DuckDBValue> = {
  TIMESTAMP: (value: number) => new DuckDBTimestampValue(BigInt(Math.trunc(value)) * 1_000n),
  BIGINT: (value: number | bigint) => BigInt(value),
  UBIGINT: (value: number | bigint) => BigInt(value),
  STRUCT: (value: Record<string, DuckDBValue>) => new DuckDBStructValue(value),
};

const structOf = /^STRUCT\("?(\w+)"? DOUBLE, "?(\w+)"? DOUBLE\)$/;

/**
 * Fills a column of a chunk, which is of `type` as DuckDB names it, with `count` values from `from` on; what is undefined or missing is NULL. Values are written into the vector's
 * memory as a block, which is several times faster than one call each.
 */
export function writeColumn(chunk: DuckDBDataChunk, column: number, type: string, values: Values, from: number, count: number): void {
  if (type.endsWith('[]')) writeLists(chunk, column, type.slice(0, -2), values, from, count);
  else writeSingles(duckdb.data_chunk_get_vector(chunk.chunk, column), type, values, from, count);
}

function writeSingles(vector: duckdb.Vector, type: string, values: Values, from: number, count: number) {
  const [, ...names] = structOf.exec(type) ?? [];
  const children = names.map((name, index) => ({ name, vector: duckdb.struct_vector_get_child(vector, index) }));
  const own = fixed[type];
  if (type !== 'VARCHAR' && !own && children.length === 0) throw new Error(`No way to write a column of type ${type}.`);
  for (const child of children) writeValidity(child.vector, values, from, count);
  const isEmpty = writeValidity(vector, values, from, count);
  if (isEmpty || !values) return;
  if (type === 'VARCHAR') writeStrings(vector, values, from, count);
  if (own) writeFixed(vector, own, values, from, count);
  for (const child of children) {
    const set: One = (at, value: Record<string, number>) => {
      doubles[at] = value[child.name] as number;
    };
    writeFixed(child.vector, { size: 8, set }, values, from, count);
  }
}

function writeLists(chunk: DuckDBDataChunk, column: number, type: string, values: Values, from: number, count: number) {
  const one = (oneToDuck[type.startsWith('STRUCT') ? 'STRUCT' : type] ?? ((value: never): DuckDBValue => value)) as (
    value: unknown,
  ) => DuckDBValue;
  const toList = (value: unknown) =>
    value === undefined || value === null ? null : new DuckDBListValue((Array.isArray(value) ? value : [value]).map(one));
  chunk.setColumnValues(
    column,
    Array.from({ length: count }, (_, at) => toList(values?.[from + at])),
  );
}
