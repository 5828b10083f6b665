import type { Json } from '../../../lib/elastic/wire-types';
import { csvLine } from '../../../lib/text/csv';
import { type Column, valuesOf } from './columns';

/** Several values of a field are a JSON list. */
function cell(values: Json[]): string | number | boolean | null {
  const [only] = values;
  if (only === undefined || only === null) return null;
  return values.length > 1 || typeof only === 'object' ? JSON.stringify(values.length > 1 ? values : only) : only;
}

export const csvHead = (columns: Column[]) => csvLine(columns.map(({ path }) => path));

/** Lines of CSV, one a document. */
export const csvLines = (columns: Column[], sources: Json[]) =>
  sources.map((source) => csvLine(columns.map(({ path }) => cell(valuesOf(source, path))))).join('');
