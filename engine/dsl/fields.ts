import { wildcardToRegex } from '../../lib/elastic/wildcard';
import type { Field } from '../plan/field';
import type { SourceTable } from '../plan/search';

/** What a query may name: the fields of the searched indices, merged. */
export interface FieldLookup {
  get(path: string): Field | undefined;
  /** Paths that a pattern such as `machine.os*` names. */
  match(pattern: string): Field[];
  all(): Field[];
  nowMs: number;
}

const rank: Record<string, number> = { BOOLEAN: 0, BIGINT: 1, UBIGINT: 2, DOUBLE: 3, TIMESTAMP: 4, VARCHAR: 5 };

/** One field per path over all indices; where types differ the wider one wins, where one has lists all have. */
export function mergeFields(sources: Pick<SourceTable, 'fields'>[]): Map<string, Field> {
  const [only] = sources;
  if (sources.length === 1 && only) return only.fields;
  const merged = new Map<string, Field>();
  const columns = new Map<string, string>();
  for (const source of sources) {
    for (const [path, field] of source.fields) {
      const base = columns.get(path) ?? `f${columns.size}`;
      columns.set(path, base);
      const known = merged.get(path);
      if (!known) merged.set(path, { ...field, column: base });
      else {
        const wider = (rank[field.columnType] ?? 9) > (rank[known.columnType] ?? 9) ? field : known;
        merged.set(path, { ...wider, column: base, list: known.list || field.list });
      }
    }
  }
  return merged;
}

export function fieldLookup(fields: Map<string, Field>, nowMs: number): FieldLookup {
  return {
    nowMs,
    get: (path) => fields.get(path),
    match: (pattern) => {
      if (!pattern.includes('*')) return fields.has(pattern) ? [fields.get(pattern) as Field] : [];
      const regex = wildcardToRegex(pattern);
      return [...fields.values()].filter((field) => regex.test(field.path));
    },
    all: () => [...fields.values()],
  };
}
