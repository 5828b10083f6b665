import { EsError, illegalArgument, parsingError } from '../../plan/es-error';

type Json = Record<string, unknown>;

/** A document on its way in: what a pipeline may read and change. */
export interface IngestDocument {
  index: string;
  id: string | undefined;
  source: Json;
}

/** What comes of it: the document, or undefined where a processor dropped it. */
export type Outcome = IngestDocument | undefined;
type Step = (document: IngestDocument, run: PipelineRun) => Outcome;

export interface PipelineRun {
  /** The stored pipeline of that name. */
  find: (name: string) => Json | undefined;
  /** Names of the pipelines that are running, outermost first. */
  path: string[];
  /** Called after every processor, for a verbose simulation. */
  seen?: (type: string, tag: unknown, outcome: Outcome, error?: EsError) => void;
}

const pathOf = (field: unknown) => String(field).split('.');

function valueAt(document: IngestDocument, field: string): unknown {
  if (field === '_index') return document.index;
  if (field === '_id') return document.id;
  return pathOf(field.replace(/^_source\.|^ctx\./, '')).reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document.source);
}

function put(source: Json, field: string, value: unknown): Json {
  const [head = '', ...rest] = pathOf(field);
  const inner = source[head];
  const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Json) : {};
  return { ...source, [head]: rest.length === 0 ? value : put(object, rest.join('.'), value) };
}

function without(source: Json, field: string): Json {
  const [head = '', ...rest] = pathOf(field);
  const { [head]: inner, ...others } = source;
  if (rest.length === 0 || typeof inner !== 'object' || inner === null) return rest.length === 0 ? others : source;
  return { ...others, [head]: without(inner as Json, rest.join('.')) };
}

/** `{{field}}` in a text becomes the field's value. */
function template(value: unknown, document: IngestDocument): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/\{\{\{?\s*([\w.@]+)\s*\}?\}\}/g, (_, field: string) => String(valueAt(document, field) ?? ''));
}

const required = (options: Json, name: string, type: string): string => {
  if (options[name] === undefined)
    throw new EsError('parse_exception', `[${name}] required property is missing`, 400, { processor_type: type, property_name: name });
  return String(options[name]);
};

const processors: Record<string, (options: Json) => Step> = {
  set: (options) => {
    const field = required(options, 'field', 'set');
    return (document) => {
      if (options.override === false && valueAt(document, field) !== undefined) return document;
      const value = options.copy_from === undefined ? template(options.value, document) : valueAt(document, String(options.copy_from));
      if (options.ignore_empty_value === true && (value === undefined || value === null || value === '')) return document;
      if (field === '_index') return { ...document, index: String(value) };
      if (field === '_id') return { ...document, id: String(value) };
      return { ...document, source: put(document.source, field, value) };
    };
  },
  remove: (options) => {
    const fields = Array.isArray(options.field) ? options.field.map(String) : [required(options, 'field', 'remove')];
    return (document) => {
      const missing = fields.find((field) => valueAt(document, field) === undefined);
      if (missing !== undefined && options.ignore_missing !== true) throw illegalArgument(`field [${missing}] doesn't exist`);
      return { ...document, source: fields.reduce(without, document.source) };
    };
  },
  fail: (options) => {
    required(options, 'message', 'fail');
    return (document) => {
      throw new EsError('fail_processor_exception', String(template(options.message, document)), 500);
    };
  },
  drop: () => () => undefined,
  pipeline: (options) => {
    const name = required(options, 'name', 'pipeline');
    return (document, run) => {
      if (run.path.includes(name)) throw illegalArgument(`Cycle detected for pipeline: ${name}`);
      const found = run.find(name);
      if (found) return runPipeline(found, document, { ...run, path: [...run.path, name] });
      if (options.ignore_missing_pipeline === true) return document;
      throw illegalArgument(`Pipeline processor configured for non-existent pipeline [${name}]`);
    };
  },
};

interface Processor {
  type: string;
  options: Json;
  step: Step;
  onFailure: Processor[];
}

/** A list of processors as they run. Throws for types that the engine does not have, and for conditions, which need a script. */
export function parseProcessors(given: unknown): Processor[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw parsingError('[processors] must be a list');
  return given.map((entry) => {
    const [type = '', options = {}] = Object.entries(entry as Json)[0] ?? [];
    const build = Object.hasOwn(processors, type) ? processors[type] : undefined;
    if (!build) throw new EsError('parse_exception', `No processor type exists with name [${type}]`, 400, { processor_type: type });
    const own = (options ?? {}) as Json;
    if (own.if !== undefined)
      throw illegalArgument('scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster');
    return { type, options: own, step: build(own), onFailure: parseProcessors(own.on_failure) };
  });
}

function runAll(list: Processor[], start: IngestDocument, run: PipelineRun): Outcome {
  let document: Outcome = start;
  for (const processor of list) {
    if (document === undefined) return undefined;
    document = runOne(processor, document, run);
  }
  return document;
}

function runOne({ type, options, step, onFailure }: Processor, document: IngestDocument, run: PipelineRun): Outcome {
  try {
    const outcome = step(document, run);
    run.seen?.(type, options.tag, outcome);
    return outcome;
  } catch (error) {
    if (!(error instanceof EsError)) throw error;
    run.seen?.(type, options.tag, undefined, error);
    if (options.ignore_failure === true) return document;
    if (onFailure.length === 0) throw error;
    return runAll(onFailure, document, run);
  }
}

/** Runs a stored pipeline over one document: its processors in order, its `on_failure` where one fails. */
export function runPipeline(pipeline: Json, document: IngestDocument, run: PipelineRun): Outcome {
  const onFailure = parseProcessors(pipeline.on_failure);
  try {
    return runAll(parseProcessors(pipeline.processors), document, run);
  } catch (error) {
    if (!(error instanceof EsError) || onFailure.length === 0) throw error;
    return runAll(onFailure, document, run);
  }
}
