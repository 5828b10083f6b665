import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { compileCondition } from './condition';
import type { IngestDocument, Json } from './document';
import { isMap } from './document';
import { Options } from './options';
import { processorTypes } from './processors';
import type { Builder, Outcome, PipelineRun, Step } from './step';

interface Processor {
  type: string;
  options: Json;
  condition: ((document: IngestDocument) => boolean) | undefined;
  step: Step;
  onFailure: Processor[];
}

/** A list of processors as they run. Throws `parse_exception` for types and options that the engine does not have. */
function parseProcessors(given: unknown): Processor[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw parsingError('[processors] must be a list');
  return given.map((entry) => {
    const [type = '', options = {}] = (isMap(entry) && Object.entries(entry)[0]) || [];
    return parseProcessor(type, isMap(options) ? options : {});
  });
}

function parseProcessor(type: string, given: Json): Processor {
  const build = Object.hasOwn(processorTypes, type) ? processorTypes[type] : undefined;
  if (!build) throw new EsError('parse_exception', `No processor type exists with name [${type}]`, 400, { processor_type: type });
  const options = new Options(type, given);
  const step = build(options, builder);
  options.end();
  if (Array.isArray(given.on_failure) && given.on_failure.length === 0)
    throw options.refuse('on_failure', 'processors list cannot be empty');
  return {
    type,
    options: given,
    condition: given.if === undefined || given.if === null ? undefined : compileCondition(given.if),
    step,
    onFailure: parseProcessors(given.on_failure),
  };
}

interface Pipeline {
  processors: Processor[];
  onFailure: Processor[];
}

const parsed = new WeakMap<Json, Pipeline>();

/** A pipeline's definition, compiled once. Throws for what the engine does not have. */
export function parsePipeline(definition: Json): Pipeline {
  let found = parsed.get(definition);
  if (!found) {
    if (!Array.isArray(definition.processors))
      throw new EsError('parse_exception', '[processors] required property is missing', 400, { property_name: 'processors' });
    found = { processors: parseProcessors(definition.processors), onFailure: parseProcessors(definition.on_failure) };
    parsed.set(definition, found);
  }
  return found;
}

/** Any failure of a processor as one of Elasticsearch's. */
function asEsError(error: unknown): EsError {
  if (error instanceof EsError) return error;
  if (error instanceof Error && !/timed out/.test(error.message)) return illegalArgument(error.message);
  throw error;
}

function runAll(list: Processor[], document: IngestDocument, run: PipelineRun): boolean {
  for (const processor of list) {
    if (!runOne(processor, document, run)) return false;
    if (run.rerouted) return true;
  }
  return true;
}

/** What `on_failure` processors may read, for the time they run. */
function handle(
  list: Processor[],
  document: IngestDocument,
  run: PipelineRun,
  failure: { error: EsError; type?: string; tag?: unknown },
): boolean {
  Object.assign(document.ingest, {
    on_failure_message: failure.error.message,
    on_failure_processor_type: failure.type ?? '',
    on_failure_processor_tag: failure.tag ?? '',
    on_failure_pipeline: run.path.at(-1) ?? '',
  });
  try {
    return runAll(list, document, run);
  } finally {
    for (const name of ['message', 'processor_type', 'processor_tag', 'pipeline']) delete document.ingest[`on_failure_${name}`];
  }
}

/** The processor that failed, for the handler of its pipeline. */
const origins = new WeakMap<EsError, { type: string; tag: unknown }>();

function runOne({ type, options, condition, step, onFailure }: Processor, document: IngestDocument, run: PipelineRun): boolean {
  try {
    if (condition && !condition(document)) {
      run.seen?.(type, options, 'skipped');
      return true;
    }
    const kept = step(document, run) !== false;
    run.seen?.(type, options, kept ? document : undefined);
    return kept;
  } catch (thrown) {
    const error = asEsError(thrown);
    if (!origins.has(error)) origins.set(error, { type, tag: options.tag });
    run.seen?.(type, options, document, error);
    if (options.ignore_failure === true) return true;
    if (onFailure.length === 0) throw error;
    return handle(onFailure, document, run, { error, type, tag: options.tag });
  }
}

/** Runs a pipeline over one document: its processors in order, its `on_failure` where one fails. */
export function runPipeline(definition: Json, document: IngestDocument, run: PipelineRun): Outcome {
  const { processors, onFailure } = parsePipeline(definition);
  try {
    return runAll(processors, document, run) ? document : undefined;
  } catch (error) {
    if (!(error instanceof EsError) || onFailure.length === 0) throw error;
    return handle(onFailure, document, run, { error, ...origins.get(error) }) ? document : undefined;
  }
}

const builder: Builder = {
  processor: (type, options) => {
    const processor = parseProcessor(type, options);
    return (document, run) => runAll([processor], document, run);
  },
  pipeline: (definition) => (document, run) => runPipeline(definition, document, run),
};
