import { jlhScore } from '../aggs/own-intervals';
import type { BucketNode, BucketSpec } from '../plan/aggregation';
import { all } from '../plan/predicate';
import { countSql } from '../sql/hits-sql';
import { allKeyNames, bucketsFromDocuments, type KeptKeys, keyTypes, type Level } from '../sql/level-sql';
import { keyCountsSql } from '../sql/value-sql';
import type { Row } from '../store/database';
import { type AggregationRun, type Answer, type Answers, keptFrom, type Open, pathKey } from './aggregation-run';
import { levelOf } from './level-rows';

/** Runs everything inside the chosen buckets. */
type InsideOf = (
  own: AggregationRun,
  node: BucketNode,
  rows: Row[],
  levels: Level[],
  kept: KeptKeys | undefined,
) => Promise<(row: Row) => Answer>;

interface Scored {
  row: Row;
  score: number;
  background: number;
}

/** `significant_terms` and `significant_text`: keys that are more frequent inside than in the background, by JLH. */
export async function runSignificant(
  own: AggregationRun,
  node: BucketNode,
  spec: Extract<BucketSpec, { type: 'significant' }>,
  open: Open,
  insideOf: InsideOf,
): Promise<Answers> {
  const background = { ...own.whole, query: spec.background ?? all, postFilter: undefined };
  const size = async (plan: typeof own.plan) => Number((await own.run(countSql({ ...plan, postFilter: undefined }), 1))[0]?.total ?? 0);
  const levels = [...open.levels, levelOf(own, node, spec)];
  const [rows, backgroundSize, querySize] = await Promise.all([
    own.run(bucketsFromDocuments(own.plan, { levels, kept: open.kept }), levels.length),
    size(background),
    size(own.plan),
  ]);
  const names = allKeyNames(levels);
  const parents = names.slice(0, names.length - keyTypes(spec).length);
  const ownName = names.at(-1) ?? '';
  const frequent = rows.filter((row) => Number(row.c) >= spec.minDocCount);
  const keys = [...new Set(frequent.map((row) => String(row[ownName])))];
  const counted = keys.length === 0 ? [] : await own.run(keyCountsSql(background, spec, keys), 1);
  const backgrounds = new Map(counted.map(({ k, c }) => [String(k), Number(c)]));
  const sizeOf = (parent: string) => (parents.length === 0 ? querySize : (open.counts.get(parent) ?? 0));
  const byParent = new Map<string, Scored[]>();
  for (const row of frequent) {
    const parent = pathKey(row, parents);
    const usual = backgrounds.get(String(row[ownName])) ?? 0;
    const score = jlhScore(Number(row.c), sizeOf(parent), usual, backgroundSize);
    if (score > 0) byParent.set(parent, [...(byParent.get(parent) ?? []), { row, score, background: usual }]);
  }
  for (const [parent, list] of byParent) byParent.set(parent, list.sort((a, b) => b.score - a.score).slice(0, spec.size));
  const chosen = [...byParent.values()].flat().map(({ row }) => row);
  const inside = await insideOf(own, node, chosen, levels, keptFrom(chosen, levels, open.kept));
  const toBucket = ({ row, score, background: usual }: Scored): Answer => ({
    key: row[ownName],
    doc_count: Number(row.c),
    score,
    bg_count: usual,
    ...inside(row),
  });
  const answer = (parent: string): Answer => ({
    doc_count: sizeOf(parent),
    bg_count: backgroundSize,
    buckets: (byParent.get(parent) ?? []).map(toBucket),
  });
  const wanted = parents.length === 0 ? [''] : [...open.counts.keys()];
  return new Map(wanted.map((parent) => [parent, answer(parent)]));
}
