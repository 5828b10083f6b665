import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { readInstant } from '../../../lib/elastic/date-math';
import type { Json } from '../../../lib/elastic/wire-types';
import { type Column, valuesOf } from './columns';

type Kind = 'integer' | 'number' | 'boolean' | 'time' | 'text';

const kinds: Record<string, Kind> = {
  byte: 'integer',
  short: 'integer',
  integer: 'integer',
  long: 'integer',
  float: 'number',
  half_float: 'number',
  scaled_float: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'time',
  date_nanos: 'time',
};

const shapes: Record<Kind, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

type Cell = bigint | number | boolean | Date | string | null;

function integer(value: Json): bigint | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? BigInt(Math.trunc(number)) : null;
}

function time(value: Json): Date | null {
  const ms = readInstant(value);
  return ms === undefined ? null : new Date(ms);
}

const readers: Record<Kind, (value: Json) => Cell> = {
  integer,
  number: (value) => (Number.isFinite(Number(value)) ? Number(value) : null),
  boolean: (value) => (typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : null),
  time,
  text: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
};

function cellOf(kind: Kind, values: Json[]): Cell {
  const [first] = values;
  if (first === undefined) return null;
  if (kind === 'text' && values.length > 1) return JSON.stringify(values);
  return readers[kind](first);
}

/**
 * A Parquet file in pieces, a row group a call. Numbers, dates and booleans keep their types, everything else is text; several values of
 * a text are a JSON list, of a number or a date the first one (NDJSON keeps all).
 */
export function parquetFile(columns: Column[]) {
  const writer = new ByteWriter();
  const typed = columns.map(({ path, type }) => ({ path, kind: kinds[type] ?? ('text' as const) }));
  const schema: SchemaElement[] = [
    { name: 'root', num_children: typed.length },
    ...typed.map(({ path, kind }): SchemaElement => ({ name: path, repetition_type: 'OPTIONAL', ...shapes[kind] })),
  ];
  const file = new ParquetWriter({ writer, schema, createdBy: 'Oriel' });
  /** What was written since the last piece. */
  const take = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  return {
    rows: async (sources: Json[]) => {
      const columnData = typed.map(({ path, kind }) => ({
        name: path,
        data: sources.map((source) => cellOf(kind, valuesOf(source, path))),
      }));
      await file.write({ columnData: columnData as never, rowGroupSize: Math.max(1, sources.length) });
      return take();
    },
    end: async () => {
      await file.finish();
      return take();
    },
  };
}
