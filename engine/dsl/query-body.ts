import { parsingError } from '../plan/es-error';

export type QueryBody = Record<string, unknown>;

/** Elasticsearch's `minimum_should_match`: 2, -1, "75%", "-25%". */
export function minimumShouldMatch(value: unknown, clauses: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const text = String(value);
  const amount = Number.parseFloat(text);
  if (!Number.isFinite(amount)) throw parsingError(`Failed to parse minimum_should_match [${text}]`);
  const count = text.endsWith('%') ? Math.trunc((Math.abs(amount) / 100) * clauses) : Math.abs(amount);
  return Math.max(0, Math.min(clauses, amount < 0 ? clauses - count : count));
}
