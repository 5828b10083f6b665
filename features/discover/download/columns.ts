import { type Json, valuesAt } from '../../../lib/elastic/wire-types';
import type { IndexField } from '../../../lib/gateway/fields';

export interface Column {
  path: string;
  type: string;
}

const leaf = (fields: IndexField[]) => {
  const paths = new Set(fields.map(({ path }) => path));
  // a multi-field holds its parent's value again
  return fields.filter(({ path }) => {
    const parent = path.slice(0, path.lastIndexOf('.'));
    return !(parent && paths.has(parent));
  });
};

/** The wanted fields with their types, or all that hold a value of their own. */
export function columnsOf(fields: IndexField[], wanted: string[]): Column[] {
  const types = new Map(fields.map(({ path, type }) => [path, type]));
  return wanted.length > 0
    ? wanted.map((path) => ({ path, type: types.get(path) ?? 'keyword' }))
    : leaf(fields).map(({ path, type }) => ({ path, type }));
}

/** A column's value of a document: nothing, one, or several. */
export const valuesOf = (source: Json, path: string): Json[] => valuesAt(source, path).filter((value) => value !== null);
