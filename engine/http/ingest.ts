import { grokPatterns, type PatternSet } from '../../lib/elastic/grok/grok';
import { wildcardToRegex } from '../../lib/elastic/wildcard';
import type { IngestDocument } from '../ingest/document';
import { parsePipeline, runPipeline } from '../ingest/pipeline';
import { processorTypes } from '../ingest/processors';
import type { Outcome, PipelineRun } from '../ingest/step';
import { eachWithinTime, mostMsPerDocument } from '../ingest/within-time';
import { EsError, illegalArgument } from '../plan/es-error';
import type { Catalog } from '../store/catalog';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { recipeFor } from './templates';

type Json = Record<string, unknown>;

const runOf = (catalog: Catalog, name: string): PipelineRun => ({
  find: (other) => catalog.listObjects('pipeline').get(other),
  path: [name],
});

function pipelineNamed(catalog: Catalog, name: string): Json {
  const found = catalog.listObjects('pipeline').get(name);
  if (!found) throw illegalArgument(`pipeline with id [${name}] does not exist`);
  return found;
}

/** The pipelines of a write: the request's own or the index's default, then the index's final one. */
export interface WritePipelines {
  first: string | undefined;
  final: string | undefined;
}

export const noPipelines: WritePipelines = { first: undefined, final: undefined };

export const hasPipeline = ({ first, final }: WritePipelines) => (first ?? final) !== undefined;

/** `_none` runs none. */
export function pipelinesFor(catalog: Catalog, index: string, requested: string | undefined): WritePipelines {
  const settings = catalog.get(index)?.settings ?? recipeFor(catalog, index, {}).settings;
  const real = (name: unknown) => (typeof name === 'string' && name !== '_none' ? name : undefined);
  return { first: real(requested ?? settings.default_pipeline), final: real(settings.final_pipeline) };
}

const mostReroutes = 10;

/** A document after its pipelines. A `reroute` goes on with the default pipeline of where it leads. */
export function ingest(catalog: Catalog, document: IngestDocument, pipelines: WritePipelines): Outcome {
  const visited = [document.index];
  let { first, final } = pipelines;
  while (first !== undefined) {
    const run = runOf(catalog, first);
    if (!runPipeline(pipelineNamed(catalog, first), document, run)) return undefined;
    if (document.index === visited.at(-1)) break;
    if (visited.includes(document.index) || visited.length > mostReroutes)
      throw illegalArgument(`index cycle detected while processing pipelines: [${[...visited, document.index].join(', ')}]`);
    visited.push(document.index);
    const next = pipelinesFor(catalog, document.index, undefined);
    final = next.final;
    first = run.rerouted ? next.first : undefined;
  }
  if (final === undefined) return document;
  const target = document.index;
  const outcome = runPipeline(pipelineNamed(catalog, final), document, runOf(catalog, final));
  if (outcome && outcome.index !== target) throw illegalArgument(`final pipeline [${final}] can't change the target index`);
  return outcome;
}

export const tooSlow = () =>
  new EsError(
    'process_cluster_event_timeout_exception',
    `the pipelines took longer than ${mostMsPerDocument} ms for this document: one of its expressions (grok, gsub, split, kv) backtracks too much; make it more exact`,
    400,
  );

async function put(request: EngineRequest) {
  const { catalog } = request.context;
  const body = jsonBody(request.text);
  parsePipeline(body);
  await catalog.exclusive(() => catalog.saveObject('pipeline', request.path.id ?? '', body));
  return ok({ acknowledged: true });
}

function named(request: EngineRequest): [string, Json][] {
  const patterns = (request.path.id ?? '*').split(',').map(wildcardToRegex);
  return [...request.context.catalog.listObjects('pipeline')].filter(([name]) => patterns.some((pattern) => pattern.test(name)));
}

const get: Handler = (request) => {
  const found = named(request);
  const wild = request.path.id === undefined || request.path.id.includes('*');
  return ok(Object.fromEntries(found), found.length > 0 || wild ? 200 : 404);
};

async function remove(request: EngineRequest) {
  const { catalog } = request.context;
  const found = named(request);
  const id = request.path.id ?? '';
  if (found.length === 0 && !id.includes('*')) throw new EsError('resource_not_found_exception', `pipeline [${id}] is missing`, 404);
  await catalog.exclusive(() =>
    catalog.together(async () => {
      for (const [name] of found) await catalog.saveObject('pipeline', name, undefined);
    }),
  );
  return ok({ acknowledged: true });
}

const show = ({ index, id, routing, source, ingest: inner }: IngestDocument) => ({
  _index: index,
  _id: id ?? '_id',
  ...(routing === undefined ? {} : { _routing: routing }),
  _version: '-3',
  _source: source,
  _ingest: inner,
});

/** `_simulate`'s documents as a pipeline takes them. */
function readDocuments(body: Json): IngestDocument[] {
  if (!Array.isArray(body.docs))
    throw new EsError('parse_exception', '[docs] required property is missing', 400, { property_name: 'docs' });
  if (body.docs.length === 0) throw illegalArgument('must specify at least one document in [docs]');
  return (body.docs as Json[]).map((given) => {
    if (typeof given?._source !== 'object' || given._source === null)
      throw new EsError('parse_exception', '[_source] required property is missing', 400, { property_name: '_source' });
    return {
      index: String(given._index ?? '_index'),
      id: given._id === undefined ? undefined : String(given._id),
      routing: given._routing === undefined ? undefined : String(given._routing),
      source: given._source as Json,
      ingest: { timestamp: new Date().toISOString() },
    };
  });
}

/** One entry of a verbose simulation. */
function shownStep(type: string, options: Json, outcome: Outcome | 'skipped', error: EsError | undefined): Json {
  const ignored = error && options.ignore_failure === true;
  const status = error ? (ignored ? 'error_ignored' : 'error') : outcome === 'skipped' ? 'skipped' : outcome ? 'success' : 'dropped';
  return {
    processor_type: type,
    status,
    ...(options.tag === undefined ? {} : { tag: options.tag }),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.if === undefined ? {} : { if: { condition: options.if, result: outcome !== 'skipped' } }),
    ...(error ? (ignored ? { ignored_error: error.toBody() } : { error: error.toBody().error }) : {}),
    ...((!error || ignored) && outcome && outcome !== 'skipped' ? { doc: structuredClone(show(outcome)) } : {}),
  };
}

/** `_simulate`: runs a pipeline over given documents and writes nothing. */
const simulate: Handler = (request) => {
  const { catalog } = request.context;
  const body = jsonBody(request.text);
  const pipeline = request.path.id === undefined ? (body.pipeline as Json | undefined) : pipelineNamed(catalog, request.path.id);
  if (!pipeline) throw new EsError('parse_exception', '[pipeline] required property is missing', 400, { property_name: 'pipeline' });
  const documents = readDocuments(body);
  parsePipeline(pipeline);
  const verbose = request.query.get('verbose') === 'true';
  const docs: unknown[] = [];
  const one = (at: number) => {
    const document = documents[at] as IngestDocument;
    const steps: Json[] = [];
    const run: PipelineRun = {
      ...runOf(catalog, request.path.id ?? '_simulate_pipeline'),
      ...(verbose
        ? { seen: (...step: Parameters<typeof shownStep> | unknown[]) => steps.push(shownStep(...(step as Parameters<typeof shownStep>))) }
        : {}),
    };
    try {
      const outcome = runPipeline(pipeline, document, run);
      docs[at] = verbose ? { processor_results: steps } : outcome ? { doc: show(outcome) } : null;
    } catch (error) {
      if (!(error instanceof EsError)) throw error;
      docs[at] = verbose ? { processor_results: steps } : { error: error.toBody().error };
    }
  };
  eachWithinTime(documents.length, one, (at) => {
    docs[at] = { error: tooSlow().toBody().error };
  });
  return ok({ docs });
};

/** The shipped grok patterns, for editors that complete them. */
const grok: Handler = (request) => {
  const set = request.query.get('ecs_compatibility') ?? 'disabled';
  if (set !== 'disabled' && set !== 'v1') throw illegalArgument(`unsupported ECS compatibility mode [${set}]`);
  const patterns = Object.entries(grokPatterns(set satisfies PatternSet));
  return ok({
    patterns: Object.fromEntries(
      request.query.get('s') === 'true' ? patterns.sort(([left], [right]) => (left < right ? -1 : 1)) : patterns,
    ),
  });
};

/** Names of the processors, for `_nodes`. */
export const processorNames = (): string[] => Object.keys(processorTypes).sort();

export const ingestRoutes: [string, string, Handler][] = [
  ['GET', '/_ingest/pipeline', get],
  ['GET,POST', '/_ingest/pipeline/_simulate', simulate],
  ['GET,POST', '/_ingest/pipeline/:id/_simulate', simulate],
  ['GET', '/_ingest/pipeline/:id', get],
  ['PUT', '/_ingest/pipeline/:id', put],
  ['DELETE', '/_ingest/pipeline/:id', remove],
  ['GET', '/_ingest/processor/grok', grok],
];
