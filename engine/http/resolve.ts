import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { indexNotFound } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { SourceTable } from '../plan/search';
import type { Catalog } from '../store/catalog';

export interface ResolveOptions {
  ignoreUnavailable?: boolean;
  allowNoIndices?: boolean;
}

/** Indices that an expression names: `logs-*,-logs-old,alias`. Throws `index_not_found_exception`. */
export function resolveIndices(catalog: Catalog, expression: string | undefined, options: ResolveOptions = {}): IndexMeta[] {
  const parts = (expression ?? '_all')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const found = new Map<string, IndexMeta>();
  for (const part of parts) {
    const exclude = part.startsWith('-');
    const pattern = part === '_all' ? '*' : exclude ? part.slice(1) : part;
    const regex = wildcardToRegex(pattern);
    const hits = catalog.list().filter((meta) => regex.test(meta.name) || meta.aliases.some((alias) => regex.test(alias)));
    if (hits.length === 0 && !pattern.includes('*') && !options.ignoreUnavailable) throw indexNotFound(pattern);
    for (const meta of hits) {
      if (exclude) found.delete(meta.name);
      else found.set(meta.name, meta);
    }
  }
  if (found.size === 0 && options.allowNoIndices === false) throw indexNotFound(expression ?? '_all');
  return [...found.values()];
}

export function resolveOptions(query: URLSearchParams): ResolveOptions {
  return { ignoreUnavailable: query.get('ignore_unavailable') === 'true', allowNoIndices: query.get('allow_no_indices') !== 'false' };
}

export const toSource = (meta: IndexMeta, maxSeq?: number): SourceTable => ({
  index: meta.name,
  table: meta.table,
  fields: meta.fields,
  ...(maxSeq === undefined ? {} : { maxSeq }),
});
