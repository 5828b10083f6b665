import type { Field } from '../plan/field';
import { and, none, or, type Predicate, type ScoreFunction, type ScoreMode } from '../plan/predicate';
import type { SearchPlan } from '../plan/search';
import { asNumber, extreme } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { distanceSql, predicateSql } from './predicate-sql';
import { sourceSql } from './source-sql';
import { frequencySql, lengthSql, phraseNeedle, tokenColumn } from './token-sql';

/** BM25's parameters, as Elasticsearch and OpenSearch set them. */
const [k1, b] = [1.2, 0.75];

/** A clause whose weight depends on how rare it is. */
type Rare = Extract<Predicate, { type: 'token' | 'phrase' | 'in' }>;

const isRare = (predicate: Predicate): predicate is Rare =>
  predicate.type === 'token'
    ? !predicate.prefix
    : predicate.type === 'phrase' ||
      (predicate.type === 'in' &&
        predicate.values.length === 1 &&
        predicate.field.type !== 'ip' &&
        predicate.field.columnType === 'VARCHAR');

/** The parts of a predicate that count for the score. */
function scoredParts(predicate: Predicate): Predicate[] {
  switch (predicate.type) {
    case 'and':
    case 'or':
    case 'at-least':
    case 'best':
      return predicate.of;
    case 'optional':
    case 'boost':
    case 'function-score':
    case 'demote':
      return [predicate.of];
    default:
      return [];
  }
}

function rareIn(predicate: Predicate): Rare[] {
  return isRare(predicate) ? [predicate] : scoredParts(predicate).flatMap(rareIn);
}

/** What an index knows of the clauses of a query: documents with each, documents with its field, the field's mean length. */
export type Statistics = Map<Rare, { documents: number; withField: number; meanLength: number }>;

/** What the word index knows of a clause: documents with it, documents with its field, words in those. */
export interface ClosedStatistics {
  documents: number;
  withField: number;
  words: number;
}

/** How the statistics of a query are read: in one pass, but for the clauses that `closed` knows. Undefined where no clause needs any. */
export function statisticsSql(
  plan: SearchPlan,
  closed: Map<Predicate, ClosedStatistics>,
): { query?: Fragment; read: (row: Record<string, unknown>) => Statistics } | undefined {
  const clauses = rareIn(plan.query);
  if (clauses.length === 0) return undefined;
  const columns = clauses.flatMap((clause, at) => {
    if (closed.has(clause)) return [];
    const text = clause.field.type === 'text';
    return [
      sql`count(*) FILTER (${predicateSql(clause)}) AS ${raw(`d${at}`)}`,
      sql`count(${text ? tokenColumn(clause.field) : extreme(clause.field, 'min')}) AS ${raw(`n${at}`)}`,
      ...(text ? [sql`sum(${lengthSql(clause.field)}) AS ${raw(`l${at}`)}`] : []),
    ];
  });
  const read = (row: Record<string, unknown>): Statistics =>
    new Map(
      clauses.map((clause, at) => {
        const own = closed.get(clause);
        const [documents, withField, words] = own
          ? [own.documents, own.withField, own.words]
          : [row[`d${at}`], row[`n${at}`], row[`l${at}`]].map((value) => Number(value ?? 0));
        const meanLength = clause.field.type === 'text' ? (words ?? 0) / Math.max(1, withField ?? 0) || 1 : 1;
        return [clause, { documents: documents ?? 0, withField: withField ?? 0, meanLength }];
      }),
    );
  return { ...(columns.length === 0 ? {} : { query: sql`SELECT ${join(columns, ', ')} FROM ${sourceSql(plan)}` }), read };
}

/** The query without alternatives that no document satisfies: words that a field nowhere has. */
export function withoutEmpty(predicate: Predicate, statistics: Statistics): Predicate {
  if (isRare(predicate)) return statistics.get(predicate)?.documents === 0 ? none : predicate;
  const inner = (of: Predicate) => withoutEmpty(of, statistics);
  switch (predicate.type) {
    case 'or':
      return or(predicate.of.map(inner));
    case 'and':
      return and(predicate.of.map(inner));
    case 'best': {
      const of = predicate.of.map(inner).filter(({ type }) => type !== 'none');
      return of.length === 0 ? none : { ...predicate, of };
    }
    case 'boost': {
      const of = inner(predicate.of);
      return of.type === 'none' ? none : { ...predicate, of };
    }
    default:
      return predicate;
  }
}

const inverseFrequency = (documents: number, withField: number) => Math.log(1 + (withField - documents + 0.5) / (documents + 0.5));

/** What BM25 needs of a clause: weight · frequency / (frequency + start + slope · length) is its score. */
export function bm25Factors(clause: Rare, statistics: Statistics): { weight: number; start: number; slope: number } {
  const { documents, withField, meanLength } = statistics.get(clause) ?? { documents: 0, withField: 0, meanLength: 1 };
  const words = clause.type === 'phrase' ? clause.tokens.length : 1;
  return { weight: words * inverseFrequency(documents, Math.max(withField, documents)), start: k1 * (1 - b), slope: (k1 * b) / meanLength };
}

/** BM25 (Robertson, Zaragoza), without the constant factor k1 + 1, as Lucene 8 and later. Keywords have no length. */
function bm25(clause: Rare, statistics: Statistics): Fragment {
  const { weight, start, slope } = bm25Factors(clause, statistics);
  if (clause.type === 'in' || clause.field.type !== 'text')
    return sql`CASE WHEN ${predicateSql(clause)} THEN ${raw(String(weight / (1 + k1)))} ELSE 0 END`;
  const { text } = clause.type === 'token' ? { text: `\u0001${clause.token}\u0002` } : phraseNeedle(clause);
  const frequency = text === undefined ? sql`CASE WHEN ${predicateSql(clause)} THEN 1 ELSE 0 END` : frequencySql(clause.field, text);
  const norm = sql`${raw(String(start))} + ${raw(String(slope))} * ${lengthSql(clause.field)}`;
  return sql`COALESCE(${raw(String(weight))} * ${frequency} / (${frequency} + ${norm}), 0)`;
}

const sum = (parts: Fragment[]): Fragment => (parts.length === 0 ? raw('0') : sql`(${join(parts, ' + ')})`);

/** Distance from an origin on the field's own scale: metres, milliseconds, or plain. */
function distanceFrom(field: Field, origin: number | { lat: number; lon: number }): Fragment {
  if (typeof origin === 'object') return distanceSql(extreme(field, 'min'), origin.lat, origin.lon);
  return sql`abs(${asNumber(field, extreme(field, 'min'))} - ${raw(String(origin))})`;
}

const modifiers: Record<string, string> = {
  none: 'x',
  log: 'log10(x)',
  log1p: 'log10(x + 1)',
  log2p: 'log10(x + 2)',
  ln: 'ln(x)',
  ln1p: 'ln(x + 1)',
  ln2p: 'ln(x + 2)',
  square: 'x * x',
  sqrt: 'sqrt(x)',
  reciprocal: '1 / x',
};

function functionValue(fn: ScoreFunction): Fragment {
  if (fn.type === 'weight') return raw(String(fn.weight));
  const weight = raw(String(fn.weight));
  if (fn.type === 'random') return sql`(${weight} * (hash(_seq + ${raw(String(Math.trunc(fn.seed) % 2 ** 31))}) % 1000003) / 1000003.0)`;
  if (fn.type === 'field-value') {
    const value = asNumber(fn.field, extreme(fn.field, 'min'));
    const own = fn.missing === undefined ? value : sql`COALESCE(${value}, ${raw(String(fn.missing))})`;
    const expression = modifiers[fn.modifier] ?? 'x';
    return sql`(${weight} * list_transform([${own} * ${raw(String(fn.factor))}], lambda x: ${raw(expression)})[1])`;
  }
  const away = sql`greatest(0, ${distanceFrom(fn.field, fn.origin)} - ${raw(String(fn.offset))})`;
  const { shape, scale, decay } = fn;
  const curves = {
    gauss: sql`exp(-power(${away}, 2) / ${raw(String(-(scale ** 2) / Math.log(decay)))})`,
    exp: sql`exp(${raw(String(Math.log(decay) / scale))} * ${away})`,
    linear: sql`greatest(0, (${raw(String(scale / (1 - decay)))} - ${away}) / ${raw(String(scale / (1 - decay)))})`,
  };
  return sql`(${weight} * COALESCE(${curves[shape]}, 1))`;
}

function combine(mode: ScoreMode, values: Fragment[]): Fragment {
  const list = sql`list_filter([${join(values, ', ')}], lambda x: x IS NOT NULL)`;
  const functions: Record<ScoreMode, string> = { multiply: 'product', sum: 'sum', avg: 'avg', first: 'first', max: 'max', min: 'min' };
  return sql`COALESCE(list_aggregate(${list}, '${raw(functions[mode])}'), 1)`;
}

function functionScore(predicate: Extract<Predicate, { type: 'function-score' }>, statistics: Statistics): Fragment {
  const own = scoreSql(predicate.of, statistics);
  if (predicate.functions.length === 0) return own;
  const values = predicate.functions.map((fn) => {
    const value = sql`CAST(${functionValue(fn)} AS DOUBLE)`;
    return fn.filter ? sql`CASE WHEN ${predicateSql(fn.filter)} THEN ${value} END` : value;
  });
  const together = combine(predicate.scoreMode, values);
  const factor = predicate.maxBoost === undefined ? together : sql`least(${together}, ${raw(String(predicate.maxBoost))})`;
  if (predicate.boostMode === 'replace') return factor;
  return combine(predicate.boostMode, [sql`CAST(${own} AS DOUBLE)`, factor]);
}

/** A document's score: a number for what matches, 0 for a clause that does not. */
export function scoreSql(predicate: Predicate, statistics: Statistics): Fragment {
  if (isRare(predicate)) return bm25(predicate, statistics);
  const inner = (of: Predicate) => scoreSql(of, statistics);
  switch (predicate.type) {
    case 'all':
      return raw('1');
    case 'none':
    case 'filter':
    case 'not':
      return raw('0');
    case 'and':
      return sum(predicate.of.map(inner));
    case 'or':
    case 'at-least':
      return sum(predicate.of.map((of) => whereTrue(of, inner(of))));
    case 'best': {
      if (predicate.of.length === 0) return raw('0');
      const parts = predicate.of.map((of) => whereTrue(of, inner(of)));
      const best = sql`greatest(${join(parts, ', ')})`;
      return predicate.tieBreaker === 0 ? best : sql`(${best} + ${raw(String(predicate.tieBreaker))} * (${sum(parts)} - ${best}))`;
    }
    case 'optional':
      return whereTrue(predicate.of, inner(predicate.of));
    case 'boost':
      return sql`(${raw(String(predicate.factor))} * ${inner(predicate.of)})`;
    case 'constant':
      return sql`CASE WHEN ${predicateSql(predicate.of)} THEN ${raw(String(predicate.value))} ELSE 0 END`;
    case 'demote':
      return sql`(${inner(predicate.of)} * CASE WHEN ${predicateSql(predicate.negative)} THEN ${raw(String(predicate.factor))} ELSE 1 END)`;
    case 'function-score':
      return functionScore(predicate, statistics);
    case 'nearness':
      return sql`(${raw(String(predicate.boost * predicate.pivot))} / (${raw(String(predicate.pivot))} + ${distanceFrom(predicate.field, predicate.origin)}))`;
    default:
      return sql`CASE WHEN ${predicateSql(predicate)} THEN 1 ELSE 0 END`;
  }
}

/** Clauses that score 0 by themselves where they do not match need no second test. */
function whereTrue(predicate: Predicate, score: Fragment): Fragment {
  if (isRare(predicate) || predicate.type === 'constant') return score;
  return sql`CASE WHEN ${predicateSql(predicate)} THEN ${score} ELSE 0 END`;
}
