import { type Json, valuesAt } from '../../lib/elastic/wire-types';
import { parseJson } from '../dsl/json';
import { indexNotFound } from '../plan/es-error';
import type { Catalog } from '../store/catalog';
import { writeIndex } from './resolve';

interface Lookup {
  index: string;
  id: string | number;
  path: string;
}

const isLookup = (value: unknown): value is Lookup =>
  typeof value === 'object' && value !== null && 'index' in value && 'id' in value && 'path' in value;

async function lookUp(catalog: Catalog, { index, id, path }: Lookup): Promise<Json[]> {
  const meta = catalog.get(writeIndex(catalog, index));
  if (!meta) throw indexNotFound(index);
  const found = (await catalog.exclusive(() => catalog.existing(meta, [String(id)]))).get(String(id));
  return found ? valuesAt(parseJson(found.source) as Json, path) : [];
}

/** A query whose `terms` name a document's field: that document's values take their place. */
export async function withLookups(catalog: Catalog, query: unknown): Promise<unknown> {
  if (Array.isArray(query)) return Promise.all(query.map((part) => withLookups(catalog, part)));
  if (typeof query !== 'object' || query === null) return query;
  const entries = await Promise.all(
    Object.entries(query).map(async ([key, value]) => {
      if (key !== 'terms' || typeof value !== 'object' || value === null || Array.isArray(value))
        return [key, await withLookups(catalog, value)];
      const fields = await Promise.all(
        Object.entries(value).map(async ([field, given]) => [field, isLookup(given) ? await lookUp(catalog, given) : given]),
      );
      return [key, Object.fromEntries(fields)];
    }),
  );
  return Object.fromEntries(entries);
}
