import { BestRows, type ScoredRow } from '../plan/best-rows';
import { type ClosedRows, combine } from '../plan/closed-rows';
import type { Predicate } from '../plan/predicate';
import type { SourceTable } from '../plan/search';
import { bm25Factors, type Statistics } from '../sql/score-sql';
import type { Catalog } from '../store/catalog';
import { partRows } from '../store/postings';
import { impactsOf, windowRows, windows } from '../store/word-impacts';
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

/** A clause as it scores rows, `windowRows` of a part at a time. */
interface Scorer {
  /** Rows from it on are not known. */
  until: number;
  /** What no row of each window of the part scores more than; 0 where none matches. */
  most: (part: number) => Float64Array;
  /** Adds the score of each row of the window; nothing where a row does not match. */
  add: (part: number, window: number, into: Float64Array) => void;
}

async function wordScorer(
  { words }: Catalog,
  source: SourceTable,
  clause: Extract<Predicate, { type: 'token' | 'phrase' }>,
  statistics: Statistics,
): Promise<Scorer | undefined> {
  const column = clause.field.type === 'text' ? wordColumn(source, clause.field) : undefined;
  if (!column || (clause.type === 'token' && clause.prefix) || !(await words.isWhole(column))) return undefined;
  const places = clause.type === 'phrase' ? placesOf(clause) : [{ word: clause.token, after: 0 }];
  if (!places) return undefined;
  const { until, parts } = clause.type === 'phrase' ? await words.phrase(column, places) : await words.postings(column, clause.token);
  const lengths = await words.lengths(column);
  const { weight, start, slope } = bm25Factors(clause, statistics);
  const known = parts.map((postings, part) => {
    const own = lengths[part];
    return postings && own ? { postings, lengths: own, impacts: impactsOf(postings, own, { start, slope }) } : undefined;
  });
  return {
    until: Math.min(until, lengths.length * partRows),
    most: (part) => {
      const most = new Float64Array(windows);
      known[part]?.impacts.addMost(weight, most);
      return most;
    },
    add: (part, window, into) => {
      const own = known[part];
      if (!own) return;
      const { rows, frequencies } = own.postings;
      const [from, to] = own.impacts.within(window);
      const first = window * windowRows;
      for (let at = from; at < to; at++) {
        const row = rows[at] as number;
        const frequency = frequencies[at] as number;
        const score = (weight * frequency) / (frequency + start + slope * (own.lengths[row] as number));
        into[row - first] = (into[row - first] as number) + score;
      }
    },
  };
}

/** Window by window what all scorers come to together; where `every` has to match, 0 where one does not. */
function mostTogether(of: Scorer[], part: number, every: boolean): Float64Array {
  const together = new Float64Array(windows);
  of.forEach(({ most }, place) => {
    const own = most(part);
    for (let window = 0; window < windows; window++) {
      const [before, now] = [together[window] as number, own[window] as number];
      together[window] = every && place > 0 && (before === 0 || now === 0) ? 0 : before + now;
    }
  });
  return together;
}

/** Rows that any clause matches: their scores together. */
const anyOf = (of: Scorer[]): Scorer => ({
  until: Math.min(...of.map(({ until }) => until)),
  most: (part) => mostTogether(of, part, false),
  add: (part, window, into) => {
    for (const { add } of of) add(part, window, into);
  },
});

/** Rows that every clause matches: their scores together. */
function allOf(of: Scorer[]): Scorer {
  const [own, sum] = [new Float64Array(windowRows), new Float64Array(windowRows)];
  return {
    until: Math.min(...of.map(({ until }) => until)),
    most: (part) => mostTogether(of, part, true),
    add: (part, window, into) => {
      of.forEach(({ add }, place) => {
        own.fill(0);
        add(part, window, own);
        for (let row = 0; row < windowRows; row++) {
          const [before, now] = [sum[row] as number, own[row] as number];
          sum[row] = place === 0 ? now : before > 0 && now > 0 ? before + now : 0;
        }
      });
      for (let row = 0; row < windowRows; row++) into[row] = (into[row] as number) + (sum[row] as number);
    },
  };
}

function boosted(of: Scorer, factor: number): Scorer {
  const own = new Float64Array(windowRows);
  return {
    until: of.until,
    most: (part) => of.most(part).map((most) => factor * most),
    add: (part, window, into) => {
      own.fill(0);
      of.add(part, window, own);
      for (let row = 0; row < windowRows; row++) into[row] = (into[row] as number) + factor * (own[row] as number);
    },
  };
}

async function scorerOf(catalog: Catalog, source: SourceTable, predicate: Predicate, statistics: Statistics): Promise<Scorer | undefined> {
  if (predicate.type === 'token' || predicate.type === 'phrase') return wordScorer(catalog, source, predicate, statistics);
  if (predicate.type === 'boost') {
    const inner = predicate.factor > 0 ? await scorerOf(catalog, source, predicate.of, statistics) : undefined;
    return inner && boosted(inner, predicate.factor);
  }
  if (predicate.type !== 'or' && predicate.type !== 'and') return undefined;
  const inner = await Promise.all(predicate.of.map((of) => scorerOf(catalog, source, of, statistics)));
  const known = inner.filter((part) => part !== undefined);
  if (known.length === 0 || known.length < inner.length) return undefined;
  return predicate.type === 'and' ? allOf(known) : anyOf(known);
}

/** How many rows match, or more than `upTo` where that many do: one word is often enough to know. */
function countRows(predicate: Predicate, upTo: number): Pick<ClosedRows, 'until' | 'documents'> | undefined {
  if (predicate.type !== 'or') return rowsOf(predicate);
  const parts = predicate.of.map(rowsOf);
  const until = Math.min(...parts.map((part) => part?.until ?? 0));
  const enough = parts.find((part) => part && part.until === until && part.documents > upTo);
  return parts.every((part) => part !== undefined) && enough ? enough : rowsOf(predicate);
}

export interface ClosedBest {
  /** Rows from it on were not looked at. */
  until: number;
  /** Matching rows below it; where more than were to be counted, a number above that. */
  documents: number;
  best: ScoredRow[];
}

/** Sums in another order may differ by so much. */
const rounding = 1 + 1e-9;

/** Offers the rows that score, of those from `first` on. Returns how many do. */
function offerAll(best: BestRows, scores: Float64Array, first: number): number {
  let documents = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    if (score === 0) continue;
    documents++;
    if (score > best.threshold) best.offer({ seq: first + row, score });
  }
  return documents;
}

/**
 * The best rows of a query of words, by BM25 over the word index's postings. Stretches of rows of which none can be among the best are
 * passed over, as block-max indexes do (Ding and Suel, "Faster top-k document retrieval using block-max indexes", 2011). Undefined where
 * the query is of another kind, or where rows of the index are gone. One table.
 */
export async function bestByWords(
  catalog: Catalog,
  source: SourceTable,
  query: Predicate,
  statistics: Statistics,
  { most, countUpTo }: { most: number; countUpTo: number },
): Promise<ClosedBest | undefined> {
  const scorer = await scorerOf(catalog, source, query, statistics);
  if (!scorer || scorer.until === 0) return undefined;
  const { until } = scorer;
  const counted = countRows(query, countUpTo);
  const isCounted = counted?.until === until;
  const best = new BestRows(most);
  let documents = 0;
  const scores = new Float64Array(windowRows);
  const highest = Array.from({ length: Math.ceil(until / partRows) }, (_, part) => scorer.most(part));
  for (const [part, windowsOf] of highest.entries())
    for (let window = 0; window < windows; window++) {
      const most = windowsOf[window] as number;
      if (most === 0 || (isCounted && most * rounding <= best.threshold)) continue;
      scores.fill(0);
      scorer.add(part, window, scores);
      const first = part * partRows + window * windowRows;
      documents += offerAll(best, scores.subarray(0, Math.max(0, until - first)), first);
    }
  return { until, documents: isCounted ? counted.documents : documents, best: best.sorted() };
}
