import type { AggregationTree, BucketNode, MetricNode } from '../plan/aggregation';
import { EsError, parsingError } from '../plan/es-error';
import type { AggContext } from './agg-context';
import { bucketParsers } from './parse-buckets';
import { metricParsers } from './parse-metrics';

function addOne(tree: AggregationTree, name: string, body: Record<string, unknown>, context: AggContext) {
  const children = (body.aggs ?? body.aggregations ?? {}) as Record<string, Record<string, unknown>>;
  const types = Object.keys(body).filter((key) => key !== 'aggs' && key !== 'aggregations' && key !== 'meta');
  const [type] = types;
  if (!type || types.length !== 1)
    throw parsingError(
      types.length === 0
        ? `Missing definition for aggregation [${name}]`
        : `Found two aggregation type definitions in [${name}]: [${types[0]}] and [${types[1]}]`,
    );
  const definition = (body[type] ?? {}) as Record<string, unknown>;
  const metric = Object.hasOwn(metricParsers, type) ? metricParsers[type] : undefined;
  if (metric) {
    if (Object.keys(children).length > 0)
      throw new EsError(
        'aggregation_initialization_exception',
        `Aggregator [${name}] of type [${type}] cannot accept sub-aggregations`,
        400,
      );
    tree.metrics.push({ name, spec: metric(definition, name, context, type) });
    return;
  }
  const bucket = Object.hasOwn(bucketParsers, type) ? bucketParsers[type] : undefined;
  if (!bucket) throw parsingError(`Unknown aggregation type [${type}]`);
  const node: BucketNode = { name, spec: bucket(definition, name, context), metrics: [], buckets: [] };
  for (const [childName, child] of Object.entries(children)) addOne(node, childName, child, context);
  tree.buckets.push(node);
}

/** The `aggs` of a request as a tree. Sub-aggregations at any depth. */
export function parseAggregations(aggs: unknown, context: AggContext): AggregationTree {
  const tree: { metrics: MetricNode[]; buckets: BucketNode[] } = { metrics: [], buckets: [] };
  for (const [name, body] of Object.entries((aggs ?? {}) as Record<string, Record<string, unknown>>)) addOne(tree, name, body, context);
  return tree;
}
