import { type Group, shapeBuckets, shapeUnmapped, tooManyBuckets } from '../aggs/shape-buckets';
import { emptyMetrics, shapeMetrics } from '../aggs/shape-metric';
import { type AggregationTree, type BucketNode, type BucketSpec, maxBuckets } from '../plan/aggregation';
import type { SearchPlan } from '../plan/search';
import type { Fragment } from '../sql/fragment';
import { allKeyNames, type KeptKeys, keyTypes, type Level, levelSql, rootMetricsSql } from '../sql/level-sql';
import type { Row } from '../store/database';

export type RunSql = (fragment: Fragment, weight: number) => Promise<Row[]>;

/** Buckets that the outer level kept limit the inner one only where that level drops some. */
const drops = (spec: BucketSpec) =>
  spec.type === 'terms' || spec.type === 'multi-terms' || spec.type === 'geotile' || spec.type === 'composite';

interface Open {
  levels: Level[];
  kept?: KeptKeys;
}

const pathKey = (row: Row, names: string[]) => names.map((name) => String(row[name])).join('\u0000');

/** What a bucket without documents holds: its metrics over nothing and its inner aggregations without buckets. */
function emptyInside(node: BucketNode): Record<string, unknown> {
  const inner = emptyMetrics(node.metrics);
  for (const child of node.buckets)
    inner[child.name] =
      child.spec.type === 'unmapped' ? shapeUnmapped(child.spec.as) : shapeBuckets(child.spec, [], () => emptyInside(child));
  return inner;
}

function keptFrom(rows: Row[], levels: Level[], previous: KeptKeys | undefined): KeptKeys | undefined {
  const last = levels.at(-1);
  if (!last || !drops(last.spec)) return previous;
  const names = allKeyNames(levels);
  const types = levels.flatMap((level) => keyTypes(level.spec));
  return {
    columns: names.map((name, index) => ({ name, sqlType: types[index] ?? 'VARCHAR', values: rows.map((row) => String(row[name])) })),
  };
}

/** Runs one bucket node and everything below it; answers its shaped result for every parent key. */
async function runNode(plan: SearchPlan, node: BucketNode, open: Open, run: RunSql): Promise<Map<string, Record<string, unknown>>> {
  if (node.spec.type === 'unmapped') return new Map();
  const spec = node.spec;
  const levels = [...open.levels, { spec, metrics: node.metrics }];
  const rows = await run(levelSql(plan, levels, open.kept), levels.length);
  if (rows.length > maxBuckets) throw tooManyBuckets();
  const names = allKeyNames(levels);
  const parents = names.slice(0, names.length - keyTypes(spec).length);
  const own = names.slice(parents.length);
  if (rows.length > 0 && 'rank' in (rows[0] ?? {})) rows.sort((a, b) => Number(a.rank) - Number(b.rank));

  const kept = keptFrom(rows, levels, open.kept);
  const inner = new Map<string, Map<string, Record<string, unknown>>>();
  if (rows.length > 0) {
    const answers = await Promise.all(node.buckets.map((child) => runNode(plan, child, { levels, kept }, run)));
    node.buckets.forEach((child, index) => {
      inner.set(child.name, answers[index] ?? new Map());
    });
  }
  const groups = new Map<string, Group[]>();
  for (const row of rows) {
    const parent = pathKey(row, parents);
    const full = pathKey(row, names);
    const inside = shapeMetrics(node.metrics, row);
    for (const child of node.buckets)
      inside[child.name] = inner.get(child.name)?.get(full) ?? (emptyInside(node)[child.name] as Record<string, unknown>);
    const group = { keys: own.map((name) => row[name]), count: Number(row.c), parentTotal: Number(row.total ?? 0), inner: inside };
    const siblings = groups.get(parent);
    if (siblings) siblings.push(group);
    else groups.set(parent, [group]);
  }
  return new Map([...groups].map(([parent, list]) => [parent, shapeBuckets(spec, list, () => emptyInside(node))]));
}

/** All aggregations of a search, in Elasticsearch's shape. Independent ones run side by side. */
export async function runAggregations(plan: SearchPlan, tree: AggregationTree, run: RunSql): Promise<Record<string, unknown>> {
  const metrics = tree.metrics.length > 0 ? run(rootMetricsSql(plan, tree.metrics), 1) : Promise.resolve([]);
  const buckets = await Promise.all(tree.buckets.map((node) => runNode(plan, node, { levels: [] }, run)));
  const [row] = await metrics;
  const answer: Record<string, unknown> = row ? shapeMetrics(tree.metrics, row) : {};
  tree.buckets.forEach((node, index) => {
    answer[node.name] =
      buckets[index]?.get('') ??
      (node.spec.type === 'unmapped' ? shapeUnmapped(node.spec.as) : shapeBuckets(node.spec, [], () => emptyInside(node)));
  });
  return answer;
}
