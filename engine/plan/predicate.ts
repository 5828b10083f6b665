import type { ClosedRows } from './closed-rows';
import type { Field } from './field';
import type { ShapeBox, ShapeRelation } from './shape-box';

/** A value as its column holds it. Dates are epoch milliseconds. */
export type Scalar = string | number | boolean | bigint;

/** What a document must satisfy. Names no wire format and no SQL. A missing value satisfies nothing but `not`. */
export type Predicate =
  | { type: 'all' }
  | { type: 'none' }
  | { type: 'and' | 'or'; of: Predicate[] }
  /** So many of the parts, or as many as a field of the document says. */
  | { type: 'at-least'; count: number | Field; of: Predicate[] }
  | { type: 'not'; of: Predicate }
  | { type: 'exists'; field: Field }
  | { type: 'in'; field: Field; values: Scalar[]; closed?: (ClosedRows | undefined)[] }
  | { type: 'range'; field: Field; gte?: Scalar; gt?: Scalar; lte?: Scalar; lt?: Scalar }
  /** RE2 pattern over the whole value (keyword) or over any token (text). */
  | { type: 'regex'; field: Field; pattern: string; caseInsensitive: boolean }
  /** One word of a text field, or any word that starts so. `closed`: by source, the rows that the word index names. */
  | { type: 'token'; field: Field; token: string; prefix?: boolean; closed?: (ClosedRows | undefined)[] }
  /** Words in this order; `gap` empty places before each, up to `slop` strangers between two; the last may be a prefix. `closed` as above: rows that have all words. */
  | {
      type: 'phrase';
      field: Field;
      tokens: { text: string; gap: number }[];
      slop: number;
      prefix: boolean;
      closed?: (ClosedRows | undefined)[];
    }
  /** A word (text) or value (keyword) within so many edits, the first letters the same. */
  | { type: 'fuzzy'; field: Field; token: string; edits: number; prefixLength: number }
  /** True of every document; counts for the score where `of` holds. */
  | { type: 'optional'; of: Predicate }
  /** Holds as `of` does, and gives the score another value. */
  | { type: 'filter'; of: Predicate }
  | { type: 'boost'; factor: number; of: Predicate }
  | { type: 'constant'; value: number; of: Predicate }
  | { type: 'best'; tieBreaker: number; of: Predicate[] }
  | { type: 'demote'; of: Predicate; negative: Predicate; factor: number }
  | {
      type: 'function-score';
      of: Predicate;
      functions: ScoreFunction[];
      scoreMode: ScoreMode;
      boostMode: ScoreMode | 'replace';
      maxBoost?: number;
      minScore?: number;
    }
  | { type: 'nearness'; field: Field; origin: number | { lat: number; lon: number }; pivot: number; boost: number }
  /** A range field's range against another: touches it, lies within it, or holds it. */
  | { type: 'span'; field: Field; low: number; high: number; relation: 'intersects' | 'within' | 'contains' }
  | { type: 'geo-polygon'; field: Field; points: { lat: number; lon: number }[] }
  /** Rows whose sequence number is this or a later one. */
  | { type: 'rows-from'; seq: number }
  /** One of `max` equal shares of all documents. */
  | { type: 'slice'; id: number; max: number }
  | { type: 'geo-box'; field: Field; top: number; left: number; bottom: number; right: number }
  | { type: 'geo-distance'; field: Field; lat: number; lon: number; meters: number }
  /** Addresses from one to another, both included, as lib/elastic/ip.ts writes their keys. */
  | { type: 'addresses'; field: Field; low: string; high: string }
  /** A shape whose box lies so to another. */
  | { type: 'shape-box'; field: Field; box: ShapeBox; relation: ShapeRelation }
  | { type: 'ids'; ids: string[] }
  /** Documents of these sources, by their places in the plan. */
  | { type: 'of-sources'; places: number[] }
  /** Some element of the nested array satisfies `object`, whose fields lie inside it. */
  | { type: 'nested'; field: Field; object: Predicate };

export type ScoreMode = 'multiply' | 'sum' | 'avg' | 'first' | 'max' | 'min';

/** One function of `function_score`, for the documents that its filter lets through. */
export type ScoreFunction = { filter?: Predicate; weight: number } & (
  | { type: 'weight' }
  | { type: 'random'; seed: number }
  | { type: 'field-value'; field: Field; factor: number; modifier: string; missing?: number }
  | {
      type: 'decay';
      shape: 'gauss' | 'exp' | 'linear';
      field: Field;
      origin: number | { lat: number; lon: number };
      scale: number;
      offset: number;
      decay: number;
    }
);

export const all: Predicate = { type: 'all' };
export const none: Predicate = { type: 'none' };

/** Conjunction, flattened. */
export function and(of: Predicate[]): Predicate {
  const parts = of.flatMap((part) => (part.type === 'and' ? part.of : [part]));
  if (parts.some((part) => part.type === 'none')) return none;
  return parts.length === 0 ? all : parts.length === 1 ? (parts[0] as Predicate) : { type: 'and', of: parts };
}

/** Disjunction, flattened. */
export function or(of: Predicate[]): Predicate {
  const parts = of.flatMap((part) => (part.type === 'or' ? part.of : [part])).filter((part) => part.type !== 'none');
  return parts.length === 0 ? none : parts.length === 1 ? (parts[0] as Predicate) : { type: 'or', of: parts };
}

/** The predicates that one is made of, each with its own. */
export function withParts(predicate: Predicate): Predicate[] {
  const own = (of: Predicate[]) => [predicate, ...of.flatMap(withParts)];
  switch (predicate.type) {
    case 'and':
    case 'or':
    case 'at-least':
    case 'best':
      return own(predicate.of);
    case 'not':
    case 'optional':
    case 'filter':
    case 'boost':
    case 'constant':
      return own([predicate.of]);
    case 'demote':
      return own([predicate.of, predicate.negative]);
    case 'function-score':
      return own([predicate.of, ...predicate.functions.flatMap(({ filter }) => (filter ? [filter] : []))]);
    default:
      return [predicate];
  }
}

/** What every document that matches satisfies: the parts of a conjunction, without what only changes the score. */
export function conditionsOf(predicate: Predicate): Predicate[] {
  switch (predicate.type) {
    case 'and':
      return predicate.of.flatMap(conditionsOf);
    case 'filter':
    case 'boost':
    case 'constant':
      return conditionsOf(predicate.of);
    default:
      return [predicate];
  }
}

/** True where every document that matches has the same score. */
export function scoresAlike(predicate: Predicate): boolean {
  switch (predicate.type) {
    case 'token':
      return predicate.field.type !== 'text' || predicate.prefix === true;
    case 'phrase':
    case 'or':
    case 'at-least':
    case 'optional':
    case 'best':
    case 'demote':
    case 'function-score':
    case 'nearness':
      return false;
    case 'boost':
      return scoresAlike(predicate.of);
    case 'and':
      return predicate.of.every(scoresAlike);
    default:
      return true;
  }
}
