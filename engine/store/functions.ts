import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { cellToBoundary, latLngToCell } from 'h3-js';
import { ipKey, networkOf } from '../../lib/elastic/ip';
import { boxesMeet, type ShapeBox, type ShapeRelation, shapeBox } from '../plan/shape-box';

/** One function that SQL may call: a value a row, NULL where an argument is NULL. What it throws becomes NULL. */
interface RowFunction {
  name: string;
  takes: DuckDBType[];
  gives: DuckDBType;
  run: (...values: DuckDBValue[]) => DuckDBValue | undefined;
}

function shapeMeets(text: string, box: string, relation: string): boolean | undefined {
  const own = shapeBox(JSON.parse(text));
  return own && boxesMeet(own, JSON.parse(box) as ShapeBox, relation as ShapeRelation);
}

/** What SQL lacks and a library has. They run on JavaScript's thread: only for what no expression can do. */
const functions: RowFunction[] = [
  { name: 'oriel_ip_key', takes: [VARCHAR], gives: VARCHAR, run: (text) => ipKey(String(text)) },
  {
    name: 'oriel_ip_network',
    takes: [VARCHAR, INTEGER, BOOLEAN],
    gives: VARCHAR,
    run: (text, bits, v6) => networkOf(String(text), Number(bits), v6 === true),
  },
  {
    name: 'oriel_h3_cell',
    takes: [DOUBLE, DOUBLE, INTEGER],
    gives: VARCHAR,
    run: (lat, lon, resolution) => latLngToCell(Number(lat), Number(lon), Number(resolution)),
  },
  {
    name: 'oriel_shape_meets',
    takes: [VARCHAR, VARCHAR, VARCHAR],
    gives: BOOLEAN,
    run: (text, box, relation) => shapeMeets(String(text), String(box), String(relation)),
  },
];

/** The corners of an H3 cell, `[lat, lon]`. */
export const cellCorners = (cell: string): [number, number][] => cellToBoundary(cell) as [number, number][];

function each({ takes, run }: RowFunction, input: DuckDBDataChunk): DuckDBValue[] {
  const columns = takes.map((_, at) => input.getColumnVector(at));
  return Array.from({ length: input.rowCount }, (_, row) => {
    const values = columns.map((column) => column.getItem(row) as DuckDBValue);
    if (values.some((value) => value === null)) return null;
    try {
      return run(...values) ?? null;
    } catch {
      return null;
    }
  });
}

/** Makes the functions known to a database, on all its connections. */
export function registerFunctions(connection: DuckDBConnection): void {
  for (const own of functions)
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: own.name,
        parameterTypes: own.takes,
        returnType: own.gives,
        mainFunction: (_, input, output) => {
          each(own, input).forEach((value, row) => {
            output.setItem(row, value);
          });
          output.flush();
        },
      }),
    );
}
