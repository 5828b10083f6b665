import type { Field } from './field';

/** A value as its column holds it. Dates are epoch milliseconds. */
export type Scalar = string | number | boolean | bigint;

/** What a document must satisfy. Names no wire format and no SQL. A missing value satisfies nothing but `not`. */
export type Predicate =
  | { type: 'all' }
  | { type: 'none' }
  | { type: 'and' | 'or'; of: Predicate[] }
  | { type: 'at-least'; count: number; of: Predicate[] }
  | { type: 'not'; of: Predicate }
  | { type: 'exists'; field: Field }
  | { type: 'in'; field: Field; values: Scalar[] }
  | { type: 'range'; field: Field; gte?: Scalar; gt?: Scalar; lte?: Scalar; lt?: Scalar }
  /** RE2 pattern over the whole value (keyword) or over any token (text). */
  | { type: 'regex'; field: Field; pattern: string; caseInsensitive: boolean }
  /** Lower-cased tokens of a text field, all of them, or in this order side by side; the last may be a prefix. */
  | { type: 'tokens'; field: Field; tokens: string[]; mode: 'all' | 'phrase' | 'phrase-prefix' }
  | { type: 'geo-box'; field: Field; top: number; left: number; bottom: number; right: number }
  | { type: 'geo-distance'; field: Field; lat: number; lon: number; meters: number }
  | { type: 'cidr'; field: Field; cidr: string }
  | { type: 'ids'; ids: string[] }
  /** Some element of the nested array satisfies `object`, whose fields lie inside it. */
  | { type: 'nested'; field: Field; object: Predicate };

export const all: Predicate = { type: 'all' };
export const none: Predicate = { type: 'none' };

/** Conjunction, flattened. */
export function and(of: Predicate[]): Predicate {
  const parts = of.flatMap((part) => (part.type === 'and' ? part.of : [part])).filter((part) => part.type !== 'all');
  if (parts.some((part) => part.type === 'none')) return none;
  return parts.length === 0 ? all : parts.length === 1 ? (parts[0] as Predicate) : { type: 'and', of: parts };
}

/** Disjunction, flattened. */
export function or(of: Predicate[]): Predicate {
  const parts = of.flatMap((part) => (part.type === 'or' ? part.of : [part])).filter((part) => part.type !== 'none');
  if (parts.some((part) => part.type === 'all')) return all;
  return parts.length === 0 ? none : parts.length === 1 ? (parts[0] as Predicate) : { type: 'or', of: parts };
}
