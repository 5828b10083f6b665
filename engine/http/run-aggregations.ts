import { type Cluster, clusterValues, firstUnit, intervalFor } from '../aggs/own-intervals';
import { shapeBuckets } from '../aggs/shape-buckets';
import { type Group, tooManyBuckets } from '../aggs/shape-histograms';
import { shapeMetrics } from '../aggs/shape-metric';
import { type AggregationTree, type BucketNode, type BucketSpec, type CalendarBuckets, maxBuckets } from '../plan/aggregation';
import { all } from '../plan/predicate';
import { allKeyNames, type KeptKeys, keyTypes, type Level } from '../sql/level-sql';
import { allKeysSql, distributionSql, extentSql, newcomersSql, valuesSql } from '../sql/value-sql';
import type { Row } from '../store/database';
import {
  type AggregationRun,
  type Answer,
  type Answers,
  drops,
  emptyAnswer,
  emptyInside,
  keptFrom,
  type Open,
  pathKey,
} from './aggregation-run';
import { rowsOf } from './closed-time';
import { askedIn, askTogether, countedIn, countsOf, levelOf, levelRows, predicatesOf } from './level-rows';
import { runSignificant } from './run-significant';
import { runTopHits, runTopMetrics } from './run-top-hits';

const runInner = (own: AggregationRun, node: BucketNode, open: Open): Promise<Answers[]> =>
  Promise.all(askedIn(node.buckets).map((child) => runNode(own, child, open)));

/** Everything inside the buckets that `rows` are: metrics, then the inner aggregations, by the bucket's full key. */
async function insideOf(
  own: AggregationRun,
  node: BucketNode,
  rows: Row[],
  levels: Level[],
  kept: KeptKeys | undefined,
  begun?: Promise<Answers[]>,
) {
  const names = allKeyNames(levels);
  const counts = new Map(rows.map((row) => [pathKey(row, names), Number(row.c)]));
  const answers = begun ? await begun : rows.length === 0 ? [] : await runInner(own, node, { levels, kept, counts });
  return (row: Row): Answer => {
    const inside: Answer = { ...shapeMetrics(node.metrics, row), ...countsOf(node.buckets, row) };
    askedIn(node.buckets).forEach((child, index) => {
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
  const keys = await own.run(allKeysSql({ ...own.whole, query: all }, spec, spec.size + maxBuckets), 1);
  for (const list of groups.values()) {
    const known = new Set(list.map((group) => String(group.keys[0])));
    for (const { k } of keys) {
      if (list.length >= spec.size) break;
      if (!known.has(String(k))) list.push({ keys: [k], count: 0, parentTotal: list[0]?.parentTotal ?? 0, inner: emptyInside(node) });
    }
  }
}

async function runLevel(own: AggregationRun, node: BucketNode, spec: BucketSpec, open: Open): Promise<Answers> {
  const levels = [...open.levels, levelOf(own, node, spec)];
  const asked = levelRows(own, node, spec, levels, open);
  // where this level keeps all its buckets, those inside need not wait for them
  const independent = !drops(spec) && node.buckets.every((child) => child.spec.type !== 'significant');
  const begun = independent && node.buckets.length > 0 ? runInner(own, node, { ...open, levels, counts: new Map() }) : undefined;
  begun?.catch(() => undefined);
  const names = allKeyNames(levels);
  const keyed = (row: Row) => names.every((name) => row[name] !== null);
  const rows = (await asked).filter(keyed);
  own.made.buckets += rows.length * (1 + countedIn(node.buckets).length);
  if (own.made.buckets > maxBuckets) throw tooManyBuckets();
  const parents = names.slice(0, names.length - keyTypes(spec).length);
  const ownNames = names.slice(parents.length);
  if (rows.length > 0 && 'rank' in (rows[0] ?? {})) rows.sort((a, b) => Number(a.rank) - Number(b.rank));
  const inside = await insideOf(own, node, rows, levels, keptFrom(rows, levels, open.kept), begun);
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

/** What the pipelines that need more than a bucket's own answer start from. */
async function runValues(own: AggregationRun, spec: Extract<BucketSpec, { type: 'newcomers' | 'values' }>, open: Open): Promise<Answers> {
  const names = allKeyNames(open.levels);
  const toSql = spec.type === 'newcomers' ? newcomersSql : valuesSql;
  const rows = await own.run(toSql(own.plan, open.levels, spec.field), open.levels.length + 1);
  return new Map(rows.map((row) => [pathKey(row, names), spec.type === 'newcomers' ? { value: Number(row.c) } : { numbers: row.v }]));
}

/** Runs one bucket node and everything below it; answers its shaped result for every parent key. */
export async function runNode(own: AggregationRun, node: BucketNode, open: Open): Promise<Answers> {
  const { spec } = node;
  switch (spec.type) {
    case 'unmapped':
      return new Map();
    case 'global':
      return runLevel({ ...own, plan: { ...own.whole, query: all } }, node, spec, open);
    case 'auto-date':
      return runAutoDate(own, node, spec, open);
    case 'variable-width':
      return runVariableWidth(own, node, spec, open);
    case 'newcomers':
    case 'values':
      return runValues(own, spec, open);
    case 'top-hits':
      return runTopHits(own, spec, open);
    case 'top-metrics':
      return runTopMetrics(own, spec, open);
    case 'significant':
      return runSignificant(own, node, spec, open, insideOf);
    default:
      return runLevel(own, node, spec, open);
  }
}

/** All aggregations of a search, in Elasticsearch's shape. Independent ones run side by side. */
export async function runAggregations(own: AggregationRun, tree: AggregationTree): Promise<Answer> {
  const counted = predicatesOf(tree.buckets);
  const whole = tree.metrics.length + counted.length > 0 ? rowsOf(own, { levels: [], shown: { metrics: tree.metrics, counted } }) : [];
  const nodes = askedIn(tree.buckets);
  askTogether(own, nodes);
  const [[row], ...buckets] = await Promise.all([whole, ...nodes.map((node) => runNode(own, node, { levels: [], counts: new Map() }))]);
  const answer: Answer = row ? { ...shapeMetrics(tree.metrics, row), ...countsOf(tree.buckets, row) } : {};
  nodes.forEach((node, index) => {
    answer[node.name] = buckets[index]?.get('') ?? emptyAnswer(node);
  });
  return answer;
}
