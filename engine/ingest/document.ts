import { shortestSingle } from '../painless/values';
import { EsError, illegalArgument } from '../plan/es-error';

export type Json = Record<string, unknown>;

/** A document on its way in: what a pipeline may read and change. Changed in place. */
export interface IngestDocument {
  index: string;
  id: string | undefined;
  routing?: string | undefined;
  source: Json;
  /** `_ingest.…`: timestamp, pipeline, and what a foreach or an on_failure sets. */
  ingest: Json;
  /** Fractions that a processor read as floats of 32 bits: scripts count with them as such. */
  singles?: Set<number>;
}

const metadata: Record<string, 'index' | 'id' | 'routing'> = { _index: 'index', _id: 'id', _routing: 'routing' };

export const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The class that Elasticsearch would name in an error. */
export function javaClass(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'java.util.ArrayList';
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (typeof value === 'bigint') return 'java.math.BigInteger';
  if (typeof value === 'number') return Number.isInteger(value) ? 'java.lang.Integer' : 'java.lang.Double';
  return 'java.util.HashMap';
}

export function setOwn(map: Json, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

interface Target {
  root: Json;
  path: string[];
  given: string;
}

const targets = new Map<string, string[]>();

/** The map that a path starts in, and its steps. */
function resolve(document: IngestDocument, given: string): Target {
  let path = targets.get(given);
  if (!path) {
    if (given === '') throw illegalArgument('path cannot be null nor empty');
    path = given.replace(/^_source\./, '').split('.');
    if (targets.size > 10_000) targets.clear();
    targets.set(given, path);
  }
  if (path[0] === '_ingest' && path.length > 1) return { root: document.ingest, path: path.slice(1), given };
  return { root: document.source, path, given };
}

/** One step inwards; `undefined` where there is nothing. */
function child(parent: unknown, key: string, given: string): unknown {
  if (isMap(parent)) return Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (Array.isArray(parent)) {
    if (!/^-?\d+$/.test(key)) throw illegalArgument(`[${key}] is not an integer, cannot be used as an index as part of path [${given}]`);
    if (Number(key) < 0 || Number(key) >= parent.length)
      throw illegalArgument(`[${key}] is out of bounds for array with length [${parent.length}] as part of path [${given}]`);
    return parent[Number(key)];
  }
  if (parent === null) throw illegalArgument(`cannot resolve [${key}] from null as part of path [${given}]`);
  throw illegalArgument(`cannot resolve [${key}] from object of type [${javaClass(parent)}] as part of path [${given}]`);
}

/** The value at a dotted path; undefined where the path ends before. */
export function findField(document: IngestDocument, given: string): unknown {
  const meta = metadata[given];
  if (meta) return document[meta];
  const { root, path } = resolve(document, given);
  let at: unknown = root;
  for (const key of path) {
    if (isMap(at)) at = Object.hasOwn(at, key) ? at[key] : undefined;
    else if (Array.isArray(at) && /^\d+$/.test(key)) at = at[Number(key)];
    else return undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

/** The value at a dotted path. Throws where there is none. */
export function readField(document: IngestDocument, given: string): unknown {
  const meta = metadata[given];
  if (meta) return document[meta] ?? null;
  const { root, path } = resolve(document, given);
  let at: unknown = root;
  for (const key of path) {
    at = child(at, key, given);
    if (at === undefined) throw illegalArgument(`field [${key}] not present as part of path [${given}]`);
  }
  return at;
}

export const hasField = (document: IngestDocument, given: string): boolean => findField(document, given) !== undefined;

/** The holder of the last step of a path; makes maps on the way. */
function holder(document: IngestDocument, given: string): [Json | unknown[], string] {
  const { root, path } = resolve(document, given);
  let at: unknown = root;
  for (const key of path.slice(0, -1)) {
    const next = child(at, key, given);
    if (next === undefined) {
      const made: Json = {};
      setOwn(at as Json, key, made);
      at = made;
    } else at = next;
  }
  const key = path.at(-1) as string;
  if (at === null) throw illegalArgument(`cannot set [${key}] with null parent as part of path [${given}]`);
  if (!isMap(at) && !Array.isArray(at))
    throw illegalArgument(`cannot set [${key}] with parent object of type [${javaClass(at)}] as part of path [${given}]`);
  return [at, key];
}

function writeMeta(document: IngestDocument, name: 'index' | 'id' | 'routing', value: unknown): void {
  const text = value === null || value === undefined ? undefined : String(value);
  if (name !== 'index') document[name] = text;
  else if (text === undefined) throw illegalArgument('[_index] cannot be removed');
  else document.index = text;
}

/** Puts a value at a dotted path; maps in between are made. */
export function writeField(document: IngestDocument, given: string, value: unknown): void {
  const meta = metadata[given];
  if (meta) {
    writeMeta(document, meta, value);
    return;
  }
  const [parent, key] = holder(document, given);
  if (!Array.isArray(parent)) setOwn(parent, key, value);
  else {
    child(parent, key, given);
    parent[Number(key)] = value;
  }
}

/** Puts a float of 32 bits at a path: the shortest decimal that means it. */
export function writeSingle(document: IngestDocument, given: string, value: number): void {
  const short = shortestSingle(Math.fround(value));
  if (!Number.isInteger(short)) {
    document.singles ??= new Set();
    document.singles.add(short);
  }
  writeField(document, given, short);
}

/** Takes a field out. Throws where it is not there. */
export function removeField(document: IngestDocument, given: string): void {
  const meta = metadata[given];
  if (meta) {
    writeMeta(document, meta, undefined);
    return;
  }
  readField(document, given);
  const [parent, key] = holder(document, given);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

/** Appends to a list, making one where there is a single value or none. */
export function appendField(document: IngestDocument, given: string, value: unknown, allowDuplicates = true): void {
  const items = Array.isArray(value) ? value : [value];
  const before = findField(document, given);
  const list = before === undefined ? [] : Array.isArray(before) ? before : [before];
  if (allowDuplicates) list.push(...items);
  else {
    const known = new Set(list.map((item) => JSON.stringify(item)));
    for (const item of items) {
      if (known.has(JSON.stringify(item))) continue;
      known.add(JSON.stringify(item));
      list.push(item);
    }
  }
  writeField(document, given, list);
}

/** A text field. Throws where it is missing, null or something else, in Elasticsearch's words. */
export function readText(document: IngestDocument, given: string, what: string): string {
  const value = readField(document, given);
  if (value === null || value === undefined) throw illegalArgument(`field [${given}] is null, cannot ${what}.`);
  if (typeof value !== 'string')
    throw illegalArgument(`field [${given}] of type [${javaClass(value)}] cannot be cast to [java.lang.String]`);
  return value;
}

/** True where the field is missing or null and the processor is told to let that be. */
export function isAbsent(document: IngestDocument, given: string, ignoreMissing: boolean): boolean {
  if (!ignoreMissing) return false;
  const value = findField(document, given);
  return value === undefined || value === null;
}

export const missingProperty = (type: string, name: string) =>
  new EsError('parse_exception', `[${name}] required property is missing`, 400, { processor_type: type, property_name: name });
