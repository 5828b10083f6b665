import { wildcardToRegex } from '../../lib/elastic/wildcard';
import type { Field } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import type { SourceTable } from '../plan/search';

/** What a query may name: the fields of the searched indices, merged. */
export interface FieldLookup {
  get(path: string): Field | undefined;
  /** Paths that a pattern such as `machine.os*` names. */
  match(pattern: string): Field[];
  all(): Field[];
  /** The fields inside the nested object of that path, and no others: its elements are documents of their own. */
  within(path: string | undefined): FieldLookup;
  /** The nested objects on the way from here to the one of that path, outermost first; undefined where there is none. */
  nestedChain(path: string): Field[] | undefined;
  nowMs: number;
  /** Names of the searched indices, for conditions on `_index`. */
  indices: string[];
  /** Clauses that have a `_name`, as they are read. */
  named: Map<string, Predicate>;
  /** Nested clauses that show the elements which matched. */
  inner: InnerHits[];
}

/** `inner_hits` of a nested clause: the way to the elements, and what they must satisfy. */
export interface InnerHits {
  name: string;
  chain: Field[];
  predicate: Predicate;
  options: Record<string, unknown>;
}

const rank: Record<string, number> = { BOOLEAN: 0, BIGINT: 1, UBIGINT: 2, DOUBLE: 3, TIMESTAMP: 4, VARCHAR: 5 };

const tokensColumn = ({ type, tokens, wordCount }: Field, base: string) => ({
  tokens: type === 'text' && tokens !== undefined ? `${base}t` : undefined,
  wordCount: type === 'text' && wordCount !== undefined ? `${base}n` : undefined,
});

/** A field as one more index has it, with what is known of it from the others. */
function mergedField(known: Field | undefined, field: Field, base: string): Field {
  const wider = known && (rank[field.columnType] ?? 9) <= (rank[known.columnType] ?? 9) ? known : field;
  const tile = field.tile !== undefined && (!known || known.tile !== undefined) ? `${base}g` : undefined;
  return { ...wider, column: base, list: (known?.list ?? false) || field.list, tile, ...tokensColumn(wider, base) };
}

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
      merged.set(path, mergedField(known, field, base));
    }
  }
  return merged;
}

/** A path inside a flattened object, as a keyword of its own. */
function flattenedKey(fields: Map<string, Field>, path: string): Field | undefined {
  for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) {
    const parent = fields.get(path.slice(0, at));
    if (parent) return parent.flat ? { ...parent, path, type: 'keyword', flat: { key: path.slice(at + 1) } } : undefined;
  }
  return undefined;
}

export function fieldLookup(
  fields: Map<string, Field>,
  nowMs: number,
  nestedPath?: string,
  named: Map<string, Predicate> = new Map(),
  inner: InnerHits[] = [],
  indices: string[] = [],
): FieldLookup {
  const get = (path: string) => {
    const field = fields.get(path) ?? flattenedKey(fields, path);
    return field?.nested?.path === nestedPath ? field : undefined;
  };
  const all = () => [...fields.values()].filter((field) => field.nested?.path === nestedPath);
  return {
    nowMs,
    indices,
    named,
    inner,
    get,
    match: (pattern) => {
      if (!pattern.includes('*')) return [get(pattern)].filter((field) => field !== undefined);
      const regex = wildcardToRegex(pattern);
      return all().filter((field) => regex.test(field.path));
    },
    all,
    nestedChain: (path) => {
      const chain: Field[] = [];
      for (let field = fields.get(path); field?.type === 'nested'; field = fields.get(field.nested?.path ?? '')) {
        chain.unshift(field);
        if (field.nested?.path === nestedPath) return chain;
      }
      return undefined;
    },
    within: (path) => fieldLookup(fields, nowMs, path, named, inner, indices),
  };
}
