import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { type IngestDocument, type Outcome, type PipelineRun, parseProcessors, runPipeline } from '../dsl/ingest/pipeline';
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

/** The pipelines of a write, in order: the request's own or the index's default, then the index's final one. `_none` runs none. */
export function pipelinesFor(catalog: Catalog, index: string, requested: string | undefined): string[] {
  const settings = catalog.get(index)?.settings ?? recipeFor(catalog, index, {}).settings;
  const first = requested ?? (settings.default_pipeline as string | undefined);
  return [first, settings.final_pipeline as string | undefined].filter((name): name is string => name !== undefined && name !== '_none');
}

/** A document after the pipelines of that name, one after the other. */
export function ingest(catalog: Catalog, document: IngestDocument, pipelines: string[]): Outcome {
  let outcome: Outcome = document;
  for (const name of pipelines) {
    if (outcome === undefined) return undefined;
    outcome = runPipeline(pipelineNamed(catalog, name), outcome, runOf(catalog, name));
  }
  return outcome;
}

async function put(request: EngineRequest) {
  const { catalog } = request.context;
  const body = jsonBody(request.text);
  if (!Array.isArray(body.processors))
    throw new EsError('parse_exception', '[processors] required property is missing', 400, { property_name: 'processors' });
  parseProcessors(body.processors);
  parseProcessors(body.on_failure);
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

const show = ({ index, id, source }: IngestDocument) => ({
  _index: index,
  _id: id ?? '_id',
  _source: source,
  _ingest: { timestamp: new Date().toISOString() },
});

/** `_simulate`: runs a pipeline over given documents and writes nothing. */
const simulate: Handler = (request) => {
  const { catalog } = request.context;
  const body = jsonBody(request.text);
  const pipeline = request.path.id === undefined ? (body.pipeline as Json | undefined) : pipelineNamed(catalog, request.path.id);
  if (!pipeline) throw new EsError('parse_exception', '[pipeline] required property is missing', 400, { property_name: 'pipeline' });
  if (!Array.isArray(body.docs))
    throw new EsError('parse_exception', '[docs] required property is missing', 400, { property_name: 'docs' });
  parseProcessors(pipeline.processors);
  const verbose = request.query.get('verbose') === 'true';
  const docs = (body.docs as Json[]).map((given) => {
    const document: IngestDocument = {
      index: String(given._index ?? '_index'),
      id: given._id === undefined ? undefined : String(given._id),
      source: (given._source ?? {}) as Json,
    };
    const results: Json[] = [];
    const run: PipelineRun = {
      ...runOf(catalog, request.path.id ?? '_simulate_pipeline'),
      seen: (type, tag, outcome, error) =>
        results.push({
          processor_type: type,
          status: error ? 'error' : outcome ? 'success' : 'dropped',
          ...(tag === undefined ? {} : { tag }),
          ...(error ? { error: error.toBody().error } : outcome ? { doc: show(outcome) } : {}),
        }),
    };
    try {
      const outcome = runPipeline(pipeline, document, run);
      return verbose ? { processor_results: results } : outcome ? { doc: show(outcome) } : null;
    } catch (error) {
      if (!(error instanceof EsError)) throw error;
      return verbose ? { processor_results: results } : { error: error.toBody().error };
    }
  });
  return ok({ docs });
};

export const ingestRoutes: [string, string, Handler][] = [
  ['GET', '/_ingest/pipeline', get],
  ['GET,POST', '/_ingest/pipeline/_simulate', simulate],
  ['GET,POST', '/_ingest/pipeline/:id/_simulate', simulate],
  ['GET', '/_ingest/pipeline/:id', get],
  ['PUT', '/_ingest/pipeline/:id', put],
  ['DELETE', '/_ingest/pipeline/:id', remove],
];
