import { parseQuery } from '../dsl/parse-query';
import { parseSort } from '../dsl/parse-search';
import type { AggregationTree, BucketNode, MetricNode } from '../plan/aggregation';
import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { type AggContext, aggField } from './agg-context';
import { bucketParsers } from './parse-buckets';
import { ipBucketParsers } from './parse-ip-buckets';
import { metricParsers } from './parse-metrics';
import { specialBucketParsers } from './parse-special-buckets';
import type { Definitions } from './pipeline/buckets-path';
import { checkRates } from './pipeline/rates';
import { checkPipelines, isPipeline } from './pipeline/run-pipelines';

const parsers = { ...bucketParsers, ...specialBucketParsers, ...ipBucketParsers };
const leaves = new Set(['top_hits', 'top_metrics']);

const noChildren = (name: string, type: string) =>
  new EsError('aggregation_initialization_exception', `Aggregator [${name}] of type [${type}] cannot accept sub-aggregations`, 400);

/** Aggregations inside a nested one see the fields of its elements; inside reverse_nested those of the document, or of a path. */
function insideOf(spec: BucketNode['spec'], definition: Record<string, unknown>, context: AggContext): AggContext {
  if (spec.type !== 'nested' && spec.type !== 'reverse-nested') return context;
  const path = spec.type === 'nested' ? spec.chain.at(-1)?.path : typeof definition.path === 'string' ? definition.path : undefined;
  const lookup = context.lookup.within(path);
  return { ...context, lookup, parseQuery: (query) => parseQuery(query, lookup), parseSort: (sort) => parseSort(sort, lookup) };
}

/** What two pipelines need that the aggregation they name does not answer: the values behind it. */
function pipelineSource(
  type: string,
  name: string,
  { buckets_path: path }: Record<string, unknown>,
  context: AggContext,
  siblings: Definitions,
): BucketNode | undefined {
  const source = { cumulative_cardinality: 'cardinality', moving_percentiles: 'percentiles' }[type];
  if (!source) return undefined;
  const options = siblings[String(path)]?.[source];
  if (!options)
    throw illegalArgument(`${type} aggregation [${name}] needs a [${source}] aggregation as its buckets_path, not [${String(path)}]`);
  const field = aggField(options as Record<string, unknown>, name, context);
  if (!field) return { name, spec: { type: 'unmapped', as: 'sum' }, metrics: [], buckets: [] };
  return { name, spec: { type: type === 'cumulative_cardinality' ? 'newcomers' : 'values', field }, metrics: [], buckets: [] };
}

function bucketNode(
  type: string,
  name: string,
  definition: Record<string, unknown>,
  children: Definitions,
  context: AggContext,
): BucketNode {
  const bucket = Object.hasOwn(parsers, type) ? parsers[type] : undefined;
  if (!bucket) throw parsingError(`Unknown aggregation type [${type}]`);
  const spec = bucket(definition, name, context);
  if (leaves.has(type) && Object.keys(children).length > 0) throw noChildren(name, type);
  const node: BucketNode = { name, spec, metrics: [], buckets: [] };
  const inside = insideOf(spec, definition, context);
  for (const [childName, child] of Object.entries(children)) {
    if (child.composite !== undefined && type !== 'nested' && type !== 'filter')
      throw illegalArgument(`[composite] aggregation cannot be used with a parentAggregation of type: [${type}]`);
    addOne(node, childName, child, inside, children);
  }
  return node;
}

function addOne(tree: AggregationTree, name: string, body: Record<string, unknown>, context: AggContext, siblings: Definitions) {
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
    if (Object.keys(children).length > 0) throw noChildren(name, type);
    tree.metrics.push({ name, spec: metric(definition, name, context, type) });
    return;
  }
  if (isPipeline(type)) {
    const node = pipelineSource(type, name, definition, context, siblings);
    if (node) tree.buckets.push(node);
    return;
  }
  tree.buckets.push(bucketNode(type, name, definition, children, context));
}

/** The `aggs` of a request as a tree. Sub-aggregations at any depth. */
export function parseAggregations(aggs: unknown, context: AggContext): AggregationTree {
  checkPipelines((aggs ?? {}) as Definitions);
  checkRates((aggs ?? {}) as Definitions);
  const tree: { metrics: MetricNode[]; buckets: BucketNode[] } = { metrics: [], buckets: [] };
  const definitions = (aggs ?? {}) as Definitions;
  for (const [name, body] of Object.entries(definitions)) addOne(tree, name, body, context, definitions);
  return tree;
}
