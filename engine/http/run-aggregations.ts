import { type Cluster, clusterValues, firstUnit, intervalFor } from '../aggs/own-intervals';
import { type Group, shapeBuckets, shapeUnmapped, tooManyBuckets } from '../aggs/shape-buckets';
import { emptyMetrics, shapeMetrics } from '../aggs/shape-metric';
import { type AggregationTree, type BucketNode, type BucketSpec, type CalendarBuckets, maxBuckets } from '../plan/aggregation';
import { all } from '../plan/predicate';
import type { SearchPlan } from '../plan/search';
import type { Fragment } from '../sql/fragment';
import {
  allKeyNames,
  allKeysSql,
  distributionSql,
  extentSql,
  type KeptKeys,
  keyTypes,
  type Level,
  levelSql,
  rootMetricsSql,
} from '../sql/level-sql';
import type { Row } from '../store/database';
import { runSignificant } from './run-significant';
import { runTopHits, runTopMetrics } from './run-top-hits';

export type RunSql = (fragment: Fragment, weight: number) => Promise<Row[]>;
export type Answer = Record<string, unknown>;

/** What all aggregations of one search share. */
export interface AggregationRun {
  plan: SearchPlan;
  run: RunSql;
  nowMs: number;
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
const drops = (spec: BucketSpec) => ['terms', 'multi-terms', 'geotile', 'geohash', 'composite', 'significant'].includes(spec.type);

export const pathKey = (row: Row, names: string[]) => names.map((name) => String(row[name])).join('\u0000');

/** What a bucket without documents holds: its metrics over nothing and its inner aggregations without buckets. */
export function emptyInside(node: BucketNode): Answer {
  const inner = emptyMetrics(node.metrics);
  for (const child of node.buckets) inner[child.name] = emptyAnswer(child);
  return inner;
}

function emptyAnswer(node: BucketNode): Answer {
  const { spec } = node;
  if (spec.type === 'unmapped') return { ...shapeUnmapped(spec.as), ...(spec.as === 'single' ? emptyInside(node) : {}) };
  if (spec.type === 'top-hits') return { hits: { total: { value: 0, relation: 'eq' }, max_score: null, hits: [] } };
  if (spec.type === 'top-metrics') return { top: [] };
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

/** Everything inside the buckets that `rows` are: metrics, then the inner aggregations, by the bucket's full key. */
export async function insideOf(own: AggregationRun, node: BucketNode, rows: Row[], levels: Level[], kept: KeptKeys | undefined) {
  const names = allKeyNames(levels);
  const counts = new Map(rows.map((row) => [pathKey(row, names), Number(row.c)]));
  const answers = rows.length === 0 ? [] : await Promise.all(node.buckets.map((child) => runNode(own, child, { levels, kept, counts })));
  return (row: Row): Answer => {
    const inside = shapeMetrics(node.metrics, row);
    node.buckets.forEach((child, index) => {
      inside[child.name] = answers[index]?.get(pathKey(row, names)) ?? emptyAnswer(child);
    });
    return inside;
  };
}

/** Terms with `min_doc_count: 0` list keys that no document of the query has. */
async function addAbsentTerms(
  own: AggregationRun,
  node: BucketNode,
  spec: Extract<BucketSpec, { type: 'terms' }>,
  groups: Map<string, Group[]>,
) {
  const keys = await own.run(allKeysSql({ ...own.plan, query: all }, spec, spec.size + maxBuckets), 1);
  for (const list of groups.values()) {
    const known = new Set(list.map((group) => String(group.keys[0])));
    for (const { k } of keys) {
      if (list.length >= spec.size) break;
      if (!known.has(String(k))) list.push({ keys: [k], count: 0, parentTotal: list[0]?.parentTotal ?? 0, inner: emptyInside(node) });
    }
  }
}

async function runLevel(own: AggregationRun, node: BucketNode, spec: BucketSpec, open: Open): Promise<Answers> {
  const levels = [...open.levels, { spec, metrics: node.metrics }];
  const rows = await own.run(levelSql(own.plan, levels, open.kept), levels.length);
  if (rows.length > maxBuckets) throw tooManyBuckets();
  const names = allKeyNames(levels);
  const parents = names.slice(0, names.length - keyTypes(spec).length);
  const ownNames = names.slice(parents.length);
  if (rows.length > 0 && 'rank' in (rows[0] ?? {})) rows.sort((a, b) => Number(a.rank) - Number(b.rank));
  const inside = await insideOf(own, node, rows, levels, keptFrom(rows, levels, open.kept));
  const groups = new Map<string, Group[]>();
  for (const row of rows) {
    const parent = pathKey(row, parents);
    const group = {
      keys: ownNames.map((name) => row[name]),
      count: Number(row.c),
      parentTotal: Number(row.total ?? 0),
      inner: inside(row),
    };
    const siblings = groups.get(parent);
    if (siblings) siblings.push(group);
    else groups.set(parent, [group]);
  }
  if (spec.type === 'terms' && spec.minDocCount === 0) {
    if (open.levels.length === 0 && !groups.has('')) groups.set('', []);
    await addAbsentTerms(own, node, spec, groups);
  }
  return new Map([...groups].map(([parent, list]) => [parent, shapeBuckets(spec, list, () => emptyInside(node))]));
}

/** One level of `auto_date_histogram`: the interval comes from the instants that the query lets through. */
async function runAutoDate(own: AggregationRun, node: BucketNode, spec: Extract<BucketSpec, { type: 'auto-date' }>, open: Open) {
  const [extent] = await own.run(extentSql(own.plan, spec.field), 1);
  if (extent?.low === null || extent?.low === undefined) return new Map<string, Answer>([['', { buckets: [], interval: '1s' }]]);
  const chosen = intervalFor(Number(extent.low), Number(extent.high), spec.buckets, spec.timeZone, spec.minimumInterval);
  const fixed = chosen.unit === 's' || chosen.unit === 'm' || chosen.unit === 'h' || chosen.multiple === 7;
  const buckets: CalendarBuckets = {
    kind: fixed ? 'fixed' : 'calendar',
    stepMs: chosen.stepMs * chosen.multiple,
    ...(fixed ? {} : { unit: chosen.unit === 'M' && chosen.multiple === 3 ? 'q' : (chosen.unit as 'd') }),
    offsetMs: fixed ? firstUnit(Number(extent.low), chosen, spec.timeZone) % (chosen.stepMs * chosen.multiple) : 0,
    timeZone: spec.timeZone,
  };
  const histogram: BucketSpec = {
    type: 'date-histogram',
    field: spec.field,
    buckets,
    minDocCount: 0,
    keyed: false,
    order: [{ by: 'key', direction: 'asc' }],
  };
  const answers = await runLevel(own, node, histogram, open);
  for (const answer of answers.values()) answer.interval = chosen.interval;
  return answers;
}

const mostDistinct = 2_000;

/** One level of `variable_width_histogram`: clusters of near values, found over the whole query. */
async function runVariableWidth(own: AggregationRun, node: BucketNode, spec: Extract<BucketSpec, { type: 'variable-width' }>, open: Open) {
  const rows = await own.run(distributionSql(own.plan, spec.field, mostDistinct), 1);
  const values = rows.map(
    (row): Cluster => ({ low: Number(row.low), high: Number(row.high), total: Number(row.total), count: Number(row.c) }),
  );
  const clusters = clusterValues(values, spec.buckets);
  if (clusters.length === 0) return new Map<string, Answer>([['', { buckets: [] }]]);
  const ranges = clusters.map((_, at) => ({
    key: String(at),
    ...(at === 0 ? {} : { from: clusters[at]?.low }),
    ...(at === clusters.length - 1 ? {} : { to: clusters[at + 1]?.low }),
  }));
  const answers = await runLevel(own, node, { type: 'range', field: spec.field, ranges, keyed: false, date: false }, open);
  return new Map(
    [...answers].map(([parent, answer]) => {
      const buckets = (answer.buckets as Answer[]).map(({ key, from: _, to: __, ...rest }) => {
        const { low, high, total, count } = clusters[Number(key)] as Cluster;
        return { min: low, key: total / count, max: high, ...rest };
      });
      return [parent, { buckets: buckets.filter((bucket) => Number((bucket as Answer).doc_count) > 0) }];
    }),
  );
}

/** Runs one bucket node and everything below it; answers its shaped result for every parent key. */
export async function runNode(own: AggregationRun, node: BucketNode, open: Open): Promise<Answers> {
  const { spec } = node;
  switch (spec.type) {
    case 'unmapped':
      return new Map();
    case 'global':
      return runLevel({ ...own, plan: { ...own.plan, query: all } }, node, spec, open);
    case 'auto-date':
      return runAutoDate(own, node, spec, open);
    case 'variable-width':
      return runVariableWidth(own, node, spec, open);
    case 'top-hits':
      return runTopHits(own, spec, open);
    case 'top-metrics':
      return runTopMetrics(own, spec, open);
    case 'significant':
      return runSignificant(own, node, spec, open);
    default:
      return runLevel(own, node, spec, open);
  }
}

/** All aggregations of a search, in Elasticsearch's shape. Independent ones run side by side. */
export async function runAggregations(own: AggregationRun, tree: AggregationTree): Promise<Answer> {
  const metrics = tree.metrics.length > 0 ? own.run(rootMetricsSql(own.plan, tree.metrics), 1) : Promise.resolve([]);
  const buckets = await Promise.all(tree.buckets.map((node) => runNode(own, node, { levels: [], counts: new Map() })));
  const [row] = await metrics;
  const answer: Answer = row ? shapeMetrics(tree.metrics, row) : {};
  tree.buckets.forEach((node, index) => {
    answer[node.name] = buckets[index]?.get('') ?? emptyAnswer(node);
  });
  return answer;
}
