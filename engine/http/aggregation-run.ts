import { shapeBuckets, shapeUnmapped } from '../aggs/shape-buckets';
import { emptyMetrics } from '../aggs/shape-metric';
import type { BucketNode, BucketSpec } from '../plan/aggregation';
import type { SearchPlan } from '../plan/search';
import type { Fragment } from '../sql/fragment';
import { allKeyNames, type KeptKeys, keyTypes, type Level } from '../sql/level-sql';
import type { Catalog } from '../store/catalog';
import type { Row } from '../store/database';

/** Runs a statement; `timed` hears how long it ran, without its waiting. */
export type RunSql = (fragment: Fragment, weight: number, timed?: (ms: number) => void) => Promise<Row[]>;
export type Answer = Record<string, unknown>;

/** What all aggregations of one search share. */
export interface AggregationRun {
  catalog: Catalog;
  plan: SearchPlan;
  /** The same over all rows: for what looks beyond the query. */
  whole: SearchPlan;
  run: RunSql;
  signal: AbortSignal;
  nowMs: number;
  /** Counted over all levels: an answer of more buckets is refused before it fills the memory. */
  made: { buckets: number };
  /** Rows of levels that were asked together with another one. */
  asked: Map<BucketNode, Promise<Row[]>>;
  /** The score of the search's query, where it is asked. */
  score?: Fragment;
}

/** Where in the tree a node stands: the levels above it, and the keys that they kept. */
export interface Open {
  levels: Level[];
  kept?: KeptKeys;
  /** Documents of each parent bucket; the root is ''. */
  counts: Map<string, number>;
}

/** A node's answers by the key of the parent bucket. */
export type Answers = Map<string, Answer>;

/** Buckets that the outer level kept limit the inner one only where that level drops some. */
export const drops = (spec: BucketSpec) =>
  ['terms', 'multi-terms', 'geotile', 'geohash', 'geohex', 'composite', 'significant', 'ip-prefix'].includes(spec.type);

export const pathKey = (row: Row, names: string[]) => names.map((name) => String(row[name])).join('\u0000');

/** What a bucket without documents holds: its metrics over nothing and its inner aggregations without buckets. */
export function emptyInside(node: BucketNode): Answer {
  const inner = emptyMetrics(node.metrics);
  for (const child of node.buckets) inner[child.name] = emptyAnswer(child);
  return inner;
}

export function emptyAnswer(node: BucketNode): Answer {
  const { spec } = node;
  if (spec.type === 'unmapped') return { ...shapeUnmapped(spec.as), ...(spec.as === 'single' ? emptyInside(node) : {}) };
  if (spec.type === 'top-hits') return { hits: { total: { value: 0, relation: 'eq' }, max_score: null, hits: [] } };
  if (spec.type === 'top-metrics') return { top: [] };
  if (spec.type === 'newcomers') return { value: 0 };
  if (spec.type === 'values') return { numbers: [] };
  if (spec.type === 'significant') return { doc_count: 0, bg_count: 0, buckets: [] };
  return shapeBuckets(spec, [], () => emptyInside(node));
}

export function keptFrom(rows: Row[], levels: Level[], previous: KeptKeys | undefined): KeptKeys | undefined {
  const last = levels.at(-1);
  if (!last || !drops(last.spec)) return previous;
  const names = allKeyNames(levels);
  const types = levels.flatMap((level) => keyTypes(level.spec));
  return {
    columns: names.map((name, index) => ({ name, sqlType: types[index] ?? 'VARCHAR', values: rows.map((row) => String(row[name])) })),
  };
}
