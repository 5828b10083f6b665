import { illegalArgument, parsingError } from '../plan/es-error';
import type { Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';

export type QueryBody = Record<string, unknown>;
/** Reads a clause inside a clause; over the fields of a nested object where a lookup is given. */
export type ParseClause = (query: unknown, lookup?: FieldLookup) => Predicate;

/** Elasticsearch's `minimum_should_match`: 2, -1, "75%", "-25%". More than there are clauses is asked in vain: nothing matches. */
export function minimumShouldMatch(value: unknown, clauses: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const text = String(value);
  const amount = Number.parseFloat(text);
  if (!Number.isFinite(amount)) throw parsingError(`Failed to parse minimum_should_match [${text}]`);
  const count = text.endsWith('%') ? Math.trunc((Math.abs(amount) / 100) * clauses) : Math.abs(amount);
  return Math.max(0, amount < 0 ? clauses - count : count);
}

/** Weighs a clause by its `boost`. */
export function boosted(factor: unknown, of: Predicate): Predicate {
  if (factor === undefined || Number(factor) === 1) return of;
  if (!(Number(factor) >= 0)) throw illegalArgument(`negative [boost] are not allowed in [query], use a value between 0 and 1 to deboost`);
  return { type: 'boost', factor: Number(factor), of };
}
