import { BestRows, type ScoredRow } from '../plan/best-rows';
import { type ClosedRows, combine } from '../plan/closed-rows';
import type { Predicate } from '../plan/predicate';
import type { SourceTable } from '../plan/search';
import { bm25Factors, type Statistics } from '../sql/score-sql';
import type { Catalog } from '../store/catalog';
import { type Postings, partRows } from '../store/postings';
import { placesOf, wordColumn } from './closed-words';

/** The rows of a query that the word index can answer alone; undefined where it cannot. */
export function rowsOf(predicate: Predicate): ClosedRows | undefined {
  switch (predicate.type) {
    case 'token':
    case 'phrase':
    case 'in':
      return predicate.closed?.[0]?.candidates ? undefined : predicate.closed?.[0];
    case 'boost':
    case 'constant':
    case 'filter':
      return rowsOf(predicate.of);
    case 'and':
    case 'or':
    case 'best': {
      const parts = predicate.of.map(rowsOf);
      const known = parts.filter((part) => part !== undefined);
      return known.length === 0 || known.length < parts.length ? undefined : combine(known, predicate.type === 'and' ? 'and' : 'or');
    }
    default:
      return undefined;
  }
}

/** Scores of one part's rows, 0 where the query does not match. */
type PartScores = (part: number, into: Float64Array) => void;

interface Prepared {
  scores: PartScores;
  until: number;
}

async function prepareWords(
  { words }: Catalog,
  source: SourceTable,
  clause: Extract<Predicate, { type: 'token' | 'phrase' }>,
  statistics: Statistics,
): Promise<Prepared | undefined> {
  const column = clause.field.type === 'text' ? wordColumn(source, clause.field) : undefined;
  if (!column || (clause.type === 'token' && clause.prefix) || !(await words.isWhole(column))) return undefined;
  const places = clause.type === 'phrase' ? placesOf(clause) : [{ word: clause.token, after: 0 }];
  if (!places) return undefined;
  const { until, parts } = clause.type === 'phrase' ? await words.phrase(column, places) : await words.postings(column, clause.token);
  const lengths = await words.lengths(column);
  const { weight, start, slope } = bm25Factors(clause, statistics);
  const scores: PartScores = (part, into) => {
    const { rows, frequencies } = (parts[part] as Postings | undefined) ?? { rows: [], frequencies: [] };
    const own = lengths[part];
    if (!own) return;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      const frequency = frequencies[at] as number;
      into[row] = (into[row] as number) + (weight * frequency) / (frequency + start + slope * (own[row] as number));
    }
  };
  return { scores, until: Math.min(until, lengths.length * partRows) };
}

/** Adds the clauses' scores; with `all`, only where every one of them matches. */
function sumOf(prepared: Prepared[], all: boolean): PartScores {
  if (!all)
    return (part, into) => {
      for (const { scores } of prepared) scores(part, into);
    };
  return (part, into) => {
    const own = new Float64Array(partRows);
    const sum = new Float64Array(partRows);
    prepared.forEach(({ scores }, place) => {
      own.fill(0);
      scores(part, own);
      for (let row = 0; row < partRows; row++) {
        const [before, now] = [sum[row] as number, own[row] as number];
        sum[row] = now > 0 && (place === 0 || before > 0) ? before + now : 0;
      }
    });
    for (let row = 0; row < partRows; row++) into[row] = (into[row] as number) + (sum[row] as number);
  };
}

async function prepare(catalog: Catalog, source: SourceTable, predicate: Predicate, statistics: Statistics): Promise<Prepared | undefined> {
  if (predicate.type === 'token' || predicate.type === 'phrase') return prepareWords(catalog, source, predicate, statistics);
  if (predicate.type === 'boost') {
    const { factor } = predicate;
    const inner = factor > 0 ? await prepare(catalog, source, predicate.of, statistics) : undefined;
    return (
      inner && {
        until: inner.until,
        scores: (part, into) => {
          const own = new Float64Array(partRows);
          inner.scores(part, own);
          for (let row = 0; row < partRows; row++) into[row] = (into[row] as number) + factor * (own[row] as number);
        },
      }
    );
  }
  if (predicate.type !== 'or' && predicate.type !== 'and') return undefined;
  const inner = await Promise.all(predicate.of.map((of) => prepare(catalog, source, of, statistics)));
  const known = inner.filter((part) => part !== undefined);
  if (known.length === 0 || known.length < inner.length) return undefined;
  return { scores: sumOf(known, predicate.type === 'and'), until: Math.min(...known.map(({ until }) => until)) };
}

export interface ClosedBest {
  /** Rows from it on were not looked at. */
  until: number;
  /** Matching rows below it. */
  documents: number;
  best: ScoredRow[];
}

/**
 * The best rows of a query of words, by BM25 over the word index's postings. Undefined where the query is of another kind, or where rows
 * of the index are gone. One table.
 */
export async function bestByWords(
  catalog: Catalog,
  source: SourceTable,
  query: Predicate,
  statistics: Statistics,
  most: number,
): Promise<ClosedBest | undefined> {
  const prepared = await prepare(catalog, source, query, statistics);
  if (!prepared || prepared.until === 0) return undefined;
  const best = new BestRows(most);
  let documents = 0;
  const scores = new Float64Array(partRows);
  for (let part = 0; part * partRows < prepared.until; part++) {
    scores.fill(0);
    prepared.scores(part, scores);
    let { threshold } = best;
    const rows = Math.min(partRows, prepared.until - part * partRows);
    for (let row = 0; row < rows; row++) {
      const score = scores[row] as number;
      if (score === 0) continue;
      documents++;
      if (score <= threshold) continue;
      best.offer({ seq: part * partRows + row, score });
      threshold = best.threshold;
    }
  }
  return { until: prepared.until, documents, best: best.sorted() };
}
