import { and, type Predicate, withParts } from '../plan/predicate';
import type { SearchPlan } from '../plan/search';
import type { Fragment } from '../sql/fragment';
import { countSql, type HitExtras, hitsSql, leastSortSql } from '../sql/hits-sql';
import type { ClosedStatistics, Statistics } from '../sql/score-sql';
import type { Catalog } from '../store/catalog';
import type { Row } from '../store/database';
import { isWorded, wordColumn } from './closed-words';
import { bestByWords, rowsOf } from './word-scores';

/** What the ways to find hits share. */
export interface HitSearch {
  catalog: Catalog;
  plan: SearchPlan;
  extras: HitExtras;
  statistics: Statistics;
  run: (fragment: Fragment, weight: number) => Promise<Row[]>;
}

export interface FoundHits {
  rows: Row[];
  /** How many documents match, as far as `plan.countUpTo` asks. */
  total?: number;
}

/** The one table whose rows are all open to the search; undefined where there are several or some are hidden. */
function openTable({ sources, postFilter }: SearchPlan) {
  const [source] = sources;
  const open = sources.length === 1 && source && !source.filter && source.maxSeq === undefined && !postFilter;
  return open ? source : undefined;
}

/** The order is that of the score, best first, and the score is the query's own. */
function isByScore({ sort, searchAfter }: SearchPlan, { score, weighted, minScore }: HitExtras): boolean {
  const byScore = sort.every(({ by, direction }, at) => (at === 0 && by === 'score' && direction === 'desc') || by === 'seq');
  return byScore && score !== undefined && !weighted && minScore === undefined && !searchAfter;
}

/** The same search over the rows that the word index does not have yet. Undefined where it has all. */
function restOf(catalog: Catalog, plan: SearchPlan, until: number): SearchPlan | undefined {
  const meta = catalog.get(plan.sources[0]?.index ?? '');
  return meta && until >= meta.nextSeq ? undefined : { ...plan, query: and([{ type: 'rows-from', seq: until }, plan.query]) };
}

/** What the word index knows of the words of a query, for its score; only of words of which it knows all rows. */
export function closedStatistics(catalog: Catalog, plan: SearchPlan): Map<Predicate, ClosedStatistics> {
  const source = openTable(plan);
  const known = new Map<Predicate, ClosedStatistics>();
  if (!source) return known;
  for (const clause of withParts(plan.query)) {
    if (!isWorded(clause)) continue;
    const rows = clause.closed?.[0];
    const column = wordColumn(source, clause.field);
    if (!rows || rows.candidates || !column) continue;
    const { until, documents, words } = catalog.words.closed(column);
    if (until === rows.until && until >= (catalog.get(source.index)?.nextSeq ?? 0))
      known.set(clause, { documents: rows.documents, withField: documents, words });
  }
  return known;
}

/** Documents of a query of words: counted in the word index, and in the rows that it does not have yet. */
async function countByWords({ catalog, plan, extras, run }: HitSearch): Promise<number | undefined> {
  const source = openTable(plan);
  const closed = source && extras.minScore === undefined ? rowsOf(plan.query) : undefined;
  if (!source || !closed || closed.until === 0) return undefined;
  for (const clause of withParts(plan.query)) {
    const column = isWorded(clause) ? wordColumn(source, clause.field) : undefined;
    if (column && !(await catalog.words.isWhole(column))) return undefined;
  }
  const rest = restOf(catalog, plan, closed.until);
  return closed.documents + (rest ? Number((await run(countSql(rest, extras), 1))[0]?.total ?? 0) : 0);
}

async function countAll(search: HitSearch): Promise<number | undefined> {
  const { plan, extras, run } = search;
  if (plan.countUpTo < 0) return undefined;
  return (await countByWords(search)) ?? Number((await run(countSql(plan, extras), 1))[0]?.total ?? 0);
}

const mostByWords = 10_000;

/** Hits in the order of their score, where the word index alone can put them in order. */
async function hitsByWords({ catalog, plan, extras, run, statistics }: HitSearch): Promise<FoundHits | undefined> {
  const source = openTable(plan);
  const wanted = plan.from + plan.size;
  if (!source || !extras.score || !isByScore(plan, extras) || wanted > mostByWords) return undefined;
  const closed = await bestByWords(catalog, source, plan.query, statistics, { most: wanted, countUpTo: plan.countUpTo });
  if (!closed) return undefined;
  const rest = restOf(catalog, plan, closed.until);
  const [open, counted] = await Promise.all([
    rest ? run(hitsSql({ ...rest, from: 0, size: wanted, fetchSource: false }, { score: extras.score }), 0) : [],
    rest && plan.countUpTo >= 0 ? run(countSql(rest, extras), 1) : [],
  ]);
  const all = [...closed.best, ...open.map((row) => ({ seq: Number(row._seq), score: Number(row._score) }))];
  const page = all.sort((a, b) => b.score - a.score || a.seq - b.seq).slice(plan.from, wanted);
  const seqs = page.map(({ seq }) => seq);
  const rows = seqs.length === 0 ? [] : await run(rowsSql(plan, seqs, extras), 0);
  const place = new Map(page.map(({ seq }, at) => [seq, at]));
  rows.sort((a, b) => (place.get(Number(a._seq)) ?? 0) - (place.get(Number(b._seq)) ?? 0));
  return {
    rows: rows.map((row) => withSortValues(row, plan, page[place.get(Number(row._seq)) ?? 0]?.score)),
    ...(plan.countUpTo < 0 ? {} : { total: closed.documents + Number(counted[0]?.total ?? 0) }),
  };
}

/** Rows among which the groups of a collapsed search are looked for. */
const mostCollapsed = 2_000;

/** Groups by one field, the best hit of each, where the best rows by the word index hold enough of them. */
async function groupsByWords({ catalog, plan, extras, run, statistics }: HitSearch): Promise<FoundHits | undefined> {
  const source = openTable(plan);
  if (!source || !isByScore(plan, extras)) return undefined;
  const closed = await bestByWords(catalog, source, plan.query, statistics, {
    most: mostCollapsed,
    countUpTo: Math.max(plan.countUpTo, mostCollapsed),
  });
  if (!closed || restOf(catalog, plan, closed.until)) return undefined;
  const rows = await run(hitsSql({ ...plan, sources: [{ ...source, seqs: closed.best.map(({ seq }) => seq) }] }, extras), 0);
  const enough = rows.length === plan.size || closed.best.length >= closed.documents;
  return enough ? { rows, ...(plan.countUpTo < 0 ? {} : { total: closed.documents }) } : undefined;
}

/** The rows of those numbers, in that order, as hits. Their score is known. */
function rowsSql(plan: SearchPlan, seqs: number[], { columns }: HitExtras): Fragment {
  const [source] = plan.sources;
  return hitsSql(
    {
      ...plan,
      sources: source ? [{ ...source, seqs }] : [],
      query: { type: 'all' },
      sort: [{ by: 'seq', direction: 'asc', missingFirst: false }],
      from: 0,
      size: seqs.length,
    },
    columns ? { columns } : {},
  );
}

/** A row fetched by its number, with the score it was found by and the sort values that the search's own order has. */
function withSortValues(row: Row, plan: SearchPlan, score: number | undefined): Row {
  const values = plan.sort.map(({ by }, at) => [`s${at}`, by === 'score' ? score : row.s0] as const);
  return { ...row, _score: score, ...Object.fromEntries(values) };
}

/** How many of the newest rows are read first, for each hit that is wanted; and how large a table has to be for that. */
const [perHit, atLeast, largeTable] = [4, 4_096, 300_000];

/**
 * Hits from the newest date down. Rows mostly come in the order of their dates: the newest rows tell how new a hit has to be, and then
 * only few stretches of the table can hold one. Undefined where that is not to be expected.
 */
async function hitsByDate({ catalog, plan, extras, run }: HitSearch): Promise<Row[] | undefined> {
  const [source] = plan.sources;
  const [key] = plan.sort;
  const wanted = plan.from + plan.size;
  const byDate = key?.by === 'field' && key.direction === 'desc' && !key.missingFirst && key.field?.columnType === 'TIMESTAMP';
  if (!source || plan.sources.length > 1 || source.seqs || !byDate || !key?.field || key.field.list || key.field.missing !== undefined)
    return undefined;
  const nextSeq = source.maxSeq === undefined ? (catalog.get(source.index)?.nextSeq ?? 0) : source.maxSeq + 1;
  if (plan.searchAfter || plan.collapse || extras.minScore !== undefined || wanted > mostByWords || nextSeq < largeTable) return undefined;
  const newestRows = Math.max(atLeast, wanted * perHit);
  const newest = { ...plan, query: and([{ type: 'rows-from', seq: nextSeq - newestRows }, plan.query]) };
  const [found] = await run(leastSortSql(newest), 0);
  const last = found?.low;
  if (typeof last !== 'number' || Number(found?.n) < wanted) return undefined;
  return run(hitsSql({ ...plan, query: and([{ type: 'range', field: key.field, gte: last }, plan.query]) }, extras), 0);
}

/** The page of hits that a plan asks for, and how many documents match. A page that is not full tells the total. */
export async function findHits(search: HitSearch): Promise<FoundHits> {
  const { plan, extras, run } = search;
  if (plan.size > 0) {
    const found = await (plan.collapse ? groupsByWords : hitsByWords)(search);
    if (found) return found;
  }
  const rows = plan.size > 0 ? ((await hitsByDate(search)) ?? (await run(hitsSql(plan, extras), 0))) : [];
  const isLast = rows.length < plan.size && (rows.length > 0 || plan.from === 0) && !plan.searchAfter && !plan.collapse;
  const total = isLast ? plan.from + rows.length : await countAll(search);
  return { rows, ...(total === undefined || plan.countUpTo < 0 ? {} : { total }) };
}
