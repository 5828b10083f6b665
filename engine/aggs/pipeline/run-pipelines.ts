import { illegalArgument } from '../../plan/es-error';
import { type Answer, bucketsIn, childrenOf, type Definitions, typeOf } from './buckets-path';
import { checkWindow, parentPipelines } from './parent-pipelines';
import { applyRates } from './rates';
import { checkSiblingPath, runSibling, siblingPipelines } from './sibling-pipelines';

export const isPipeline = (type: string) => Object.hasOwn(parentPipelines, type) || Object.hasOwn(siblingPipelines, type);

const optionsOf = (definition: Record<string, unknown>) => (definition[typeOf(definition)] ?? {}) as Record<string, unknown>;
const sequential = new Set(['derivative', 'cumulative_sum', 'serial_diff', 'moving_fn', 'cumulative_cardinality', 'moving_percentiles']);
const histograms = new Set(['date_histogram', 'histogram', 'auto_date_histogram', 'variable_width_histogram']);

/** Refuses pipelines that stand where they cannot, before anything is searched. */
export function checkPipelines(definitions: Definitions, parent?: { name: string; type: string }) {
  for (const [name, definition] of Object.entries(definitions)) {
    const type = typeOf(definition);
    const options = optionsOf(definition);
    checkPipelines(childrenOf(definition), { name, type });
    if (Object.hasOwn(siblingPipelines, type)) checkSiblingPath(type, name, options, definitions);
    if (!Object.hasOwn(parentPipelines, type)) continue;
    if (type === 'moving_fn') checkWindow(options);
    if (!parent) throw illegalArgument(`${type} aggregation [${name}] must be declared inside of another aggregation`);
    if (sequential.has(type) && !histograms.has(parent.type))
      throw illegalArgument(`${type} aggregation [${name}] must have a histogram, date_histogram or auto_date_histogram as parent`);
    if (options.buckets_path === undefined && type !== 'bucket_sort')
      throw illegalArgument(`Required [buckets_path] missing on pipeline aggregation [${name}]`);
  }
}

/** A pipeline may read another: those whose path names one that is still to come wait for it. */
function inOrder(pipelines: [string, Record<string, unknown>][]): [string, Record<string, unknown>][] {
  const waiting = new Map(pipelines);
  const ordered: [string, Record<string, unknown>][] = [];
  const needs = (definition: Record<string, unknown>) => {
    const path = optionsOf(definition).buckets_path;
    const paths = typeof path === 'object' && path !== null ? Object.values(path) : [path];
    return paths.map((one) => String(one).split(/[>.[]/)[0] ?? '');
  };
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const [name, definition] of waiting) {
      if (needs(definition).some((needed) => needed !== name && waiting.has(needed))) continue;
      ordered.push([name, definition]);
      waiting.delete(name);
    }
    if (waiting.size === before) throw illegalArgument(`Cyclical dependency found with pipeline aggregator [${[...waiting.keys()][0]}]`);
  }
  return ordered;
}

function replaceBuckets(answer: Answer, kept: Answer[]) {
  const { buckets } = answer as { buckets?: Answer[] | Record<string, Answer> };
  if (Array.isArray(buckets) || buckets === undefined) answer.buckets = kept;
  else answer.buckets = Object.fromEntries(Object.entries(buckets).filter(([, bucket]) => kept.includes(bucket)));
}

/** Runs the pipelines of one level and of all below it, over answers that are there. Changes `answers`. */
export function runPipelines(definitions: Definitions, answers: Answer): void {
  for (const [name, definition] of Object.entries(definitions)) {
    const answer = answers[name] as Answer | undefined;
    const children = childrenOf(definition);
    if (!answer || Object.keys(children).length === 0) continue;
    if (typeOf(definition) === 'date_histogram') applyRates(definition, answer);
    for (const bucket of bucketsIn(answer)) runPipelines(children, bucket);
    const parents = Object.entries(children).filter(([, child]) => Object.hasOwn(parentPipelines, typeOf(child)));
    for (const [childName, child] of inOrder(parents)) {
      const kept = parentPipelines[typeOf(child)]?.(bucketsIn(answer), childName, optionsOf(child)) ?? [];
      replaceBuckets(answer, kept);
    }
  }
  const siblings = Object.entries(definitions).filter(([, definition]) => Object.hasOwn(siblingPipelines, typeOf(definition)));
  for (const [name, definition] of inOrder(siblings)) answers[name] = runSibling(typeOf(definition), optionsOf(definition), answers);
}
