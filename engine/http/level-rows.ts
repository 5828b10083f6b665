import type { BucketNode, BucketSpec } from '../plan/aggregation';
import type { Predicate } from '../plan/predicate';
import { allKeyNames, keyOf, type Level, togetherSql } from '../sql/level-sql';
import type { Row } from '../store/database';
import { type AggregationRun, type Open, pathKey } from './aggregation-run';
import { clocked, noteCost, rowsOf, textOf, wasCostly } from './closed-time';

type CountedNode = BucketNode & { spec: Extract<BucketSpec, { type: 'filter' }> };

/** A filter with nothing inside: the level around it counts its documents beside its own. */
const isCounted = (node: BucketNode): node is CountedNode =>
  node.spec.type === 'filter' && node.metrics.length === 0 && node.buckets.length === 0;

export const countedIn = (nodes: BucketNode[]): CountedNode[] => nodes.filter(isCounted);

/** The nodes that read documents of their own. */
export const askedIn = (nodes: BucketNode[]): BucketNode[] => nodes.filter((node) => !isCounted(node));

export const predicatesOf = (nodes: BucketNode[]): Predicate[] => countedIn(nodes).map(({ spec }) => spec.predicate);

/** What the counted nodes answer for the bucket that a row is. */
export const countsOf = (nodes: BucketNode[], row: Row): Record<string, unknown> =>
  Object.fromEntries(countedIn(nodes).map(({ name }, at) => [name, { doc_count: Number(row[`f${at}`]) }]));

export const levelOf = (own: AggregationRun, node: BucketNode, spec: BucketSpec): Level => ({
  spec,
  metrics: node.metrics,
  counted: predicatesOf(node.buckets),
  ...(own.score ? { score: own.score } : {}),
});

/** Levels that keep every bucket that has documents, each document in one at most. */
const keepsAll = (spec: BucketNode['spec']): boolean => {
  const type = ['date-histogram', 'histogram', 'filters', 'range'].includes(spec.type);
  return type && !('minDocCount' in spec && spec.minDocCount > 1);
};

type TermsNode = BucketNode & { spec: Extract<BucketSpec, { type: 'terms' }> };

/** The terms inside a level that shows nothing but counts: counting them counts the level as well, where each document has one value at most. */
function termsInside(node: BucketNode, spec: BucketSpec): TermsNode | undefined {
  if (!keepsAll(spec) || node.metrics.length > 0 || countedIn(node.buckets).length > 0) return undefined;
  return node.buckets.find((child): child is TermsNode => {
    if (child.spec.type !== 'terms' || child.spec.size < 1) return false;
    const { field, include, exclude, minDocCount, maxDocCount } = child.spec;
    const every = include === undefined && exclude === undefined && maxDocCount === undefined && minDocCount <= 1;
    return every && !keyOf(child.spec)?.unnest && !field.nested;
  });
}

/** The parents of rows that were asked with them, once each. */
function parentsOf(rows: Row[], names: string[]): Row[] {
  const parents = new Map<string, Row>();
  for (const row of rows) {
    const key = pathKey(row, names);
    if (!parents.has(key)) parents.set(key, { ...Object.fromEntries(names.map((name) => [name, row[name]])), c: row.parent });
  }
  return [...parents.values()];
}

/** The rows of one level, a bucket each; those without a key are among them. Reads the documents once where the level inside needs the same. */
export function levelRows(own: AggregationRun, node: BucketNode, spec: BucketSpec, levels: Level[], { kept }: Open): Promise<Row[]> {
  const asked = own.asked.get(node);
  if (asked) return asked;
  const terms = termsInside(node, spec);
  if (!terms) return rowsOf(own, { levels, kept });
  const both = rowsOf(own, { levels: [...levels, levelOf(own, terms, terms.spec)], kept, withParents: true });
  own.asked.set(terms, both);
  return both.then((rows) => parentsOf(rows, allKeyNames(levels)));
}

/** Asks outermost levels that show the same of all documents in one statement. */
export function askTogether(own: AggregationRun, nodes: BucketNode[]): void {
  const alike = new Map<string, { node: BucketNode; level: Level }[]>();
  for (const node of nodes) {
    const { spec } = node;
    if (spec.type === 'unmapped' || !keepsAll(spec) || keyOf(spec)?.unnest || termsInside(node, spec)) continue;
    const level = levelOf(own, node, spec);
    if (wasCostly(own, { levels: [level] })) continue;
    const shown = textOf([level.metrics.map((metric) => metric.spec), level.counted]);
    alike.set(shown, [...(alike.get(shown) ?? []), { node, level }]);
  }
  for (const group of alike.values()) {
    if (group.length < 2) continue;
    const sql = togetherSql(
      own.plan,
      group.map(({ level }) => level),
    );
    const answer = clocked((timed) => own.run(sql, 1, timed));
    group.forEach(({ node, level }, at) => {
      const rows = answer.then(({ rows: every, tookMs }) => {
        const mine = every.filter((row) => Number(row.level) === at);
        noteCost(own, { levels: [level] }, mine, tookMs);
        return mine;
      });
      own.asked.set(node, rows);
    });
  }
}
