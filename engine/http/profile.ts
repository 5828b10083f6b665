import type { AggregationTree } from '../plan/aggregation';
import type { Predicate } from '../plan/predicate';
import type { SourceTable } from '../plan/search';

/** Lucene's name for what a predicate is. */
const lucene: Partial<Record<Predicate['type'], string>> = {
  all: 'MatchAllDocsQuery',
  none: 'MatchNoDocsQuery',
  and: 'BooleanQuery',
  or: 'BooleanQuery',
  not: 'BooleanQuery',
  'at-least': 'BooleanQuery',
  token: 'TermQuery',
  phrase: 'PhraseQuery',
  in: 'TermInSetQuery',
  range: 'IndexOrDocValuesQuery',
  regex: 'RegexpQuery',
  fuzzy: 'FuzzyQuery',
  exists: 'FieldExistsQuery',
  constant: 'ConstantScoreQuery',
  filter: 'ConstantScoreQuery',
  boost: 'BoostQuery',
  best: 'DisjunctionMaxQuery',
  'function-score': 'FunctionScoreQuery',
};

/** What Lucene times step by step is one statement here: the steps are named and not measured. */
const steps = [
  'advance',
  'build_scorer',
  'compute_max_score',
  'create_weight',
  'match',
  'next_doc',
  'score',
  'set_min_competitive_score',
  'shallow_advance',
];
const notMeasured = Object.fromEntries(
  steps.flatMap((step) => [
    [step, 0],
    [`${step}_count`, 0],
  ]),
);

const nanos = (ms: number) => Math.max(1, Math.round(ms * 1e6));

/** The answer's `profile`: one shard an index, with the time that the hits and the aggregations took. */
export function profileOf(
  sources: SourceTable[],
  query: Predicate,
  tree: AggregationTree,
  { hitsMs, aggregationsMs }: { hitsMs: number; aggregationsMs: number },
) {
  const aggregations = [...tree.metrics, ...tree.buckets].map(({ name, spec }) => ({
    type: spec.type,
    description: name,
    time_in_nanos: nanos(aggregationsMs),
    breakdown: notMeasured,
  }));
  const field = 'field' in query ? query.field.path : '*';
  return {
    shards: sources.map(({ index }) => ({
      id: `[oriel-engine][${index}][0]`,
      node_id: 'oriel-engine',
      shard_id: 0,
      index,
      cluster: '(local)',
      searches: [
        {
          query: [
            {
              type: lucene[query.type] ?? 'Query',
              description: `${query.type}(${field})`,
              time_in_nanos: nanos(hitsMs),
              breakdown: notMeasured,
            },
          ],
          rewrite_time: 0,
          collector: [{ name: 'SimpleTopScoreDocCollector', reason: 'search_top_hits', time_in_nanos: nanos(hitsMs) }],
        },
      ],
      aggregations,
    })),
  };
}
