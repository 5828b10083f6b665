import { parseSearch } from '../dsl/parse-search';
import type { BucketSpec } from '../plan/aggregation';
import { asNumber, extreme } from '../sql/field-sql';
import { raw, sql } from '../sql/fragment';
import { allKeyNames, topHitsSql } from '../sql/level-sql';
import type { Row } from '../store/database';
import { type AggregationRun, type Answer, type Answers, type Open, pathKey } from './aggregation-run';
import { scoreOf, toHit } from './hits';

function byParent(rows: Row[], names: string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const parent = pathKey(row, names);
    const list = groups.get(parent);
    if (list) list.push(row);
    else groups.set(parent, [row]);
  }
  return groups;
}

function maxScore(rows: Row[]): number | null {
  const scores = rows.map(scoreOf).filter((score) => score !== null);
  return scores.length === 0 ? null : Math.max(...scores);
}

/** `top_hits`: the first documents of every bucket. */
export async function runTopHits(own: AggregationRun, { body }: Extract<BucketSpec, { type: 'top-hits' }>, open: Open): Promise<Answers> {
  const parsed = parseSearch({ size: 3, ...body }, own.plan.sources, { nowMs: own.nowMs, pit: false });
  const { sort, from, size } = parsed.plan;
  const rows = await own.run(
    topHitsSql(own.plan, open.levels, open.kept, {
      sort,
      from,
      size,
      columns: [raw('_source')],
      ...(own.score ? { score: own.score } : {}),
    }),
    open.levels.length + 1,
  );
  const toAnswer = (list: Row[]): Answer => ({
    hits: {
      total: { value: Number(list[0]?.total ?? 0), relation: 'eq' },
      max_score: maxScore(list),
      hits: list.slice(0, size).map((row) => toHit(row, parsed, body)),
    },
  });
  return new Map([...byParent(rows, allKeyNames(open.levels))].map(([parent, list]) => [parent, toAnswer(list)]));
}

/** `top_metrics`: values of the first documents of every bucket. */
export async function runTopMetrics(own: AggregationRun, spec: Extract<BucketSpec, { type: 'top-metrics' }>, open: Open): Promise<Answers> {
  const columns = spec.fields.map((field, at) => sql`${asNumber(field, extreme(field, 'min'))} AS ${raw(`t${at}`)}`);
  const rows = await own.run(topHitsSql(own.plan, open.levels, open.kept, { sort: spec.sort, from: 0, size: spec.size, columns }), 2);
  const toTop = (row: Row): Answer => ({
    sort: [row.s0 ?? null],
    metrics: Object.fromEntries(spec.fields.map((field, at) => [field.path, row[`t${at}`] ?? null])),
  });
  return new Map([...byParent(rows, allKeyNames(open.levels))].map(([parent, list]) => [parent, { top: list.map(toTop) }]));
}
