import { EsError, illegalArgument } from '../../plan/es-error';
import { compileIngestScript } from '../condition';
import { findField, type IngestDocument, isMap, javaClass, readField, writeField } from '../document';
import type { PipelineRun, ProcessorType } from '../step';
import { compileTemplate } from '../template';

const fail: ProcessorType = (options) => {
  const message = options.template('message');
  return (document) => {
    throw new EsError('fail_processor_exception', message(document), 500);
  };
};

const pipeline: ProcessorType = (options, builder) => {
  const name = options.template('name');
  const ignoreMissing = options.flag('ignore_missing_pipeline', false);
  return (document, run) => {
    const wanted = name(document);
    if (run.path.includes(wanted)) throw illegalArgument(`Cycle detected for pipeline: ${wanted}`);
    const found = run.find(wanted);
    if (!found) {
      if (ignoreMissing) return true;
      throw illegalArgument(`Pipeline processor configured for non-existent pipeline [${wanted}]`);
    }
    const inner: PipelineRun = { ...run, path: [...run.path, wanted] };
    const kept = builder.pipeline(found)(document, inner) !== undefined;
    if (inner.rerouted) run.rerouted = true;
    return kept;
  };
};

function notWalkable(field: string, value: unknown): EsError {
  if (value === undefined) return illegalArgument(`field [${field}] not present as part of path [${field}]`);
  if (value === null) return illegalArgument(`field [${field}] is null, cannot loop over its elements.`);
  return illegalArgument(`field [${field}] of type [${javaClass(value)}] cannot be cast to a list or a map`);
}

/** Runs one processor over every item, which it sees as `_ingest._value` (and `_ingest._key` in a map). */
const foreach: ProcessorType = (options, builder) => {
  const field = options.text('field');
  const ignoreMissing = options.flag('ignore_missing', false);
  const given = options.map('processor');
  const entries = Object.entries(given ?? {});
  if (entries.length !== 1) throw options.refuse('processor', 'Must specify exactly one processor type');
  const [type, inner] = entries[0] as [string, unknown];
  const processor = builder.processor(type, isMap(inner) ? inner : {});
  const once = (
    document: IngestDocument,
    run: PipelineRun,
    key: string | undefined,
    value: unknown,
  ): [kept: boolean, key: unknown, value: unknown] => {
    const before = { _key: document.ingest._key, _value: document.ingest._value };
    Object.assign(document.ingest, { _key: key, _value: value });
    try {
      const kept = processor(document, run);
      return [kept, document.ingest._key, document.ingest._value];
    } finally {
      Object.assign(document.ingest, before);
    }
  };
  return (document, run) => {
    const value = findField(document, field);
    if (ignoreMissing && (value === undefined || value === null)) return true;
    if (!Array.isArray(value) && !isMap(value)) throw notWalkable(field, value);
    const results: [unknown, unknown][] = [];
    for (const [key, item] of Object.entries(value)) {
      const [kept, newKey, result] = once(document, run, Array.isArray(value) ? undefined : key, item);
      if (!kept) return false;
      results.push([newKey, result]);
    }
    writeField(document, field, Array.isArray(value) ? results.map(([, result]) => result) : Object.fromEntries(results));
    return true;
  };
};

const script: ProcessorType = (options) => {
  const given = Object.fromEntries(
    ['source', 'lang', 'params', 'id', 'inline'].flatMap((name) => {
      const value = options.raw(name);
      return value === undefined ? [] : [[name === 'inline' ? 'source' : name, value]];
    }),
  );
  const run = compileIngestScript(given);
  return (document) => {
    run(document);
    return true;
  };
};

/** Parts of a data stream's name may hold neither dashes nor letters that a name of an index may not. */
const sanitized = (part: string, dashes: boolean) =>
  part
    .toLowerCase()
    .replace(dashes ? /[\\/*?"<>| ,#:-]/g : /[\\/*?"<>| ,#:]/g, '_')
    .slice(0, 100);

const reroute: ProcessorType = (options) => {
  const destination = options.optionalText('destination');
  const texts = (name: string, otherwise: string) =>
    (options.raw(name) === undefined ? [otherwise] : options.texts(name)).map(compileTemplate);
  const datasets = texts('dataset', '{{data_stream.dataset}}');
  const namespaces = texts('namespace', '{{data_stream.namespace}}');
  const typed = texts('type', '{{data_stream.type}}');
  if (destination !== undefined && (options.has('dataset') || options.has('namespace')))
    throw options.refuse('destination', 'can only be set if dataset, namespace, and type are not set');
  return (document, run) => {
    run.rerouted = true;
    if (destination !== undefined) {
      document.index = compileTemplate(destination)(document);
      return true;
    }
    const named = /^([^-]+)-([^-]+)-(.+)$/.exec(document.index);
    const first = (templates: ((document: IngestDocument) => string)[], otherwise: string | undefined) =>
      templates.map((template) => template(document)).find((text) => text !== '') ?? otherwise;
    const type = first(typed, named?.[1]);
    const dataset = first(datasets, named?.[2]);
    const namespace = first(namespaces, named?.[3]);
    if (!type || !dataset || !namespace)
      throw illegalArgument(`invalid data stream name: [${document.index}]; must follow naming scheme <type>-<dataset>-<namespace>`);
    const parts = { type: sanitized(type, true), dataset: sanitized(dataset, true), namespace: sanitized(namespace, false) };
    document.index = `${parts.type}-${parts.dataset}-${parts.namespace}`;
    for (const [name, value] of Object.entries(parts)) writeField(document, `data_stream.${name}`, value);
    return true;
  };
};

const sort: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? field;
  const order = options.oneOf('order', ['asc', 'desc'] as const, 'asc');
  return (document) => {
    const value = readField(document, field);
    if (!Array.isArray(value)) throw illegalArgument(`field [${field}] is null or no list, cannot sort.`);
    const sorted = [...value].sort((left, right) =>
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left) < String(right)
          ? -1
          : Number(String(left) > String(right)),
    );
    writeField(document, target, order === 'asc' ? sorted : sorted.reverse());
    return true;
  };
};

export const flowProcessors: Record<string, ProcessorType> = { fail, drop: () => () => false, pipeline, foreach, script, reroute, sort };
