import { compilePainless } from '../painless/painless';
import { single, toJson } from '../painless/values';
import { EsError, parsingError } from '../plan/es-error';
import { type IngestDocument, isMap, type Json, setOwn } from './document';

export interface IngestScript {
  source: string;
  params: Json;
}

/** A script as Elasticsearch takes it: a text, or `source`, `lang`, `params`. Stored scripts (`id`) are refused. */
export function readScript(given: unknown): IngestScript {
  if (typeof given === 'string') return { source: given, params: {} };
  if (!isMap(given)) throw parsingError('a script must be a text or an object with [source]');
  if (given.lang !== undefined && given.lang !== 'painless')
    throw new EsError('illegal_argument_exception', `script_lang not supported [${String(given.lang)}]`, 400);
  if (given.id !== undefined)
    throw new EsError('illegal_argument_exception', 'the embedded engine stores no scripts: give [source] instead of [id]', 400);
  if (typeof given.source !== 'string') throw parsingError('must specify either [source] for an inline script or [id] for a stored script');
  return { source: given.source, params: isMap(given.params) ? given.params : {} };
}

const metadata = ['_index', '_id', '_routing', '_version', '_version_type'] as const;

/** Runs with `ctx`: the source, and the document's metadata beside it while the script runs. */
function withContext<T>(document: IngestDocument, run: (ctx: Json) => T): T {
  const { source } = document;
  source._index = document.index;
  source._id = document.id ?? null;
  source._routing = document.routing ?? null;
  source._version = null;
  source._version_type = null;
  try {
    return run(source);
  } finally {
    const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value));
    document.index = text(source._index) ?? document.index;
    document.id = text(source._id);
    document.routing = text(source._routing);
    for (const name of metadata) delete source[name];
  }
}

/** The `if` of a processor. Throws `script_exception` where it is outside the supported part of Painless. */
export function compileCondition(given: unknown): (document: IngestDocument) => boolean {
  const { source, params } = readScript(given);
  const run = compilePainless(source, ['ctx', 'params']);
  return (document) =>
    withContext(document, (ctx) => {
      const result = run(ctx, params);
      if (typeof result === 'boolean') return result;
      throw new EsError('script_exception', `the condition [${source}] gives no boolean`, 400, {
        script: source,
        lang: 'painless',
        caused_by: { type: 'class_cast_exception', reason: 'Cannot cast the result of a condition to [boolean].' },
      });
    });
}

/** Puts floats in the place of the numbers that are some, for as long as a script runs. */
function boxSingles(holder: Json | unknown[], singles: Set<number>): void {
  const map = holder as Json;
  for (const [key, value] of Object.entries(map)) {
    if (typeof value === 'number' && singles.has(value)) setOwn(map, key, single(value));
    else if (typeof value === 'object' && value !== null) boxSingles(value as Json, singles);
  }
}

/** A `script` processor. */
export function compileIngestScript(given: unknown): (document: IngestDocument) => void {
  const { source, params } = readScript(given);
  const run = compilePainless(source, ['ctx', 'params']);
  return (document) =>
    withContext(document, (ctx) => {
      if (document.singles) boxSingles(ctx, document.singles);
      run(ctx, params);
      for (const [key, value] of Object.entries(ctx))
        if ((typeof value === 'object' && value !== null) || typeof value === 'function') setOwn(ctx, key, toJson(value));
    });
}
