import { illegalArgument } from '../../plan/es-error';
import {
  appendField,
  findField,
  hasField,
  type IngestDocument,
  isAbsent,
  isMap,
  type Json,
  javaClass,
  readField,
  removeField,
  setOwn,
  writeField,
  writeSingle,
} from '../document';
import type { ProcessorType } from '../step';
import { compileValue } from '../template';

const copied = (value: unknown): unknown => (typeof value === 'object' && value !== null ? structuredClone(value) : value);

const set: ProcessorType = (options) => {
  const field = options.template('field');
  const from = options.optionalText('copy_from');
  if (from !== undefined && options.has('value'))
    throw options.refuse('copy_from', 'cannot set both `copy_from` and `value` in the same processor');
  if (from === undefined && !options.has('value')) throw options.refuse('value', 'required property is missing');
  const value = compileValue(options.raw('value'));
  const override = options.flag('override', true);
  const ignoreEmpty = options.flag('ignore_empty_value', false);
  options.optionalText('media_type');
  return (document) => {
    const path = field(document);
    if (!override && findField(document, path) !== undefined && findField(document, path) !== null) return true;
    const result = from === undefined ? value(document) : copied(ignoreEmpty ? findField(document, from) : readField(document, from));
    if (ignoreEmpty && (result === undefined || result === null || result === '')) return true;
    writeField(document, path, result);
    return true;
  };
};

const remove: ProcessorType = (options) => {
  const keep = options.has('keep') ? options.texts('keep') : undefined;
  const fields = keep ? [] : options.texts('field').map(compileValue);
  const ignoreMissing = options.flag('ignore_missing', false);
  return (document) => {
    if (keep) keepOnly(document, keep);
    for (const field of fields) {
      const path = String(field(document));
      if (ignoreMissing && findField(document, path) === undefined) continue;
      if (findField(document, path) === undefined) throw illegalArgument(`field [${path}] doesn't exist`);
      removeField(document, path);
    }
    return true;
  };
};

function keepOnly(document: IngestDocument, keep: string[]): void {
  const kept = keep.filter((path) => hasField(document, path)).map((path) => [path, findField(document, path)] as const);
  document.source = {};
  for (const [path, value] of kept) writeField(document, path, value);
}

const rename: ProcessorType = (options) => {
  const from = options.template('field');
  const to = options.template('target_field');
  const ignoreMissing = options.flag('ignore_missing', false);
  const override = options.flag('override', false);
  return (document) => {
    const path = from(document);
    if (path === '' || findField(document, path) === undefined) {
      if (ignoreMissing) return true;
      throw illegalArgument(`field [${path}] doesn't exist`);
    }
    const target = to(document);
    if (findField(document, target) !== undefined && !override) throw illegalArgument(`field [${target}] already exists`);
    const value = readField(document, path);
    removeField(document, path);
    try {
      writeField(document, target, value);
    } catch (error) {
      writeField(document, path, value);
      throw error;
    }
    return true;
  };
};

const append: ProcessorType = (options) => {
  const field = options.template('field');
  if (!options.has('value')) throw options.refuse('value', 'required property is missing');
  const value = compileValue(options.raw('value'));
  const allowDuplicates = options.flag('allow_duplicates', true);
  options.optionalText('media_type');
  return (document) => {
    appendField(document, field(document), value(document), allowDuplicates);
    return true;
  };
};

const unable = (value: unknown, to: string) => illegalArgument(`unable to convert [${String(value)}] to ${to}`);

function whole(value: unknown, type: string, bits: number): unknown {
  const text = String(value).trim();
  const hex = /^([+-]?)0x([0-9a-f]+)$/i.exec(text);
  if (!hex && !/^[+-]?\d+$/.test(text)) throw unable(value, type);
  const big = hex ? BigInt(`0x${hex[2]}`) * (hex[1] === '-' ? -1n : 1n) : BigInt(text);
  if (BigInt.asIntN(bits, big) !== big) throw unable(value, type);
  return Number.isSafeInteger(Number(big)) ? Number(big) : big;
}

function fraction(value: unknown, type: string): number {
  const text = String(value).trim();
  if (text === '' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fd]?$/i.test(text)) throw unable(value, type);
  return Number(text.replace(/[fd]$/i, ''));
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

function automatic(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  for (const type of ['long', 'double'] as const) {
    try {
      return type === 'long' ? whole(value, type, 64) : fraction(value, type);
    } catch {
      // the next type
    }
  }
  return value;
}

const conversions: Record<string, (value: unknown) => unknown> = {
  integer: (value) => whole(value, 'integer', 32),
  long: (value) => whole(value, 'long', 64),
  float: (value) => fraction(value, 'float'),
  double: (value) => fraction(value, 'double'),
  string: (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
  boolean: (value) => {
    if (/^(true|false)$/i.test(String(value))) return String(value).toLowerCase() === 'true';
    throw illegalArgument(`[${String(value)}] is not a boolean value, cannot convert to boolean`);
  },
  ip: (value) => {
    if (typeof value === 'string' && (ipv4.test(value) || (value.includes(':') && /^[0-9a-f:.]+$/i.test(value)))) return value;
    throw illegalArgument(`[${String(value)}] is not a valid ipv4/ipv6 address, cannot convert to ip`);
  },
  auto: automatic,
};

const convert: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? field;
  const type = options.text('type').toLowerCase();
  const run = Object.hasOwn(conversions, type) ? conversions[type] : undefined;
  if (!run) throw options.refuse('type', `type [${type}] not supported, cannot convert field.`);
  const ignoreMissing = options.flag('ignore_missing', false);
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const value = readField(document, field);
    if (value === null) throw illegalArgument(`Field [${field}] is null, cannot be converted to type [${type}]`);
    const result = Array.isArray(value) ? value.map(run) : run(value);
    if (type === 'float' && typeof result === 'number') writeSingle(document, target, result);
    else writeField(document, target, result);
    return true;
  };
};

function expand(map: Json, name: string, override: boolean): void {
  const value = map[name];
  delete map[name];
  const path = name.split('.');
  let at = map;
  for (const key of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, key) ? at[key] : undefined;
    if (inner === undefined) {
      const made: Json = {};
      setOwn(at, key, made);
      at = made;
    } else if (isMap(inner)) at = inner;
    else throw illegalArgument(`cannot expand [${name}], because [${key}] is not an object field, but a value field`);
  }
  const leaf = path.at(-1) as string;
  const before = Object.hasOwn(at, leaf) ? at[leaf] : undefined;
  if (before === undefined || override) setOwn(at, leaf, value);
  else at[leaf] = [...(Array.isArray(before) ? before : [before]), ...(Array.isArray(value) ? value : [value])];
}

const dotExpander: ProcessorType = (options) => {
  const field = options.text('field');
  const path = options.optionalText('path');
  const override = options.flag('override', false);
  if (field !== '*' && !field.includes('.')) throw options.refuse('field', 'field does not contain a dot and is not a wildcard');
  if (field.startsWith('.') || field.endsWith('.')) throw options.refuse('field', "Field can't start or end with a dot");
  return (document) => {
    const map = path === undefined ? document.source : findField(document, path);
    if (map === undefined && field !== '*') return true;
    if (!isMap(map)) throw illegalArgument(`field [${path}] of type [${javaClass(map)}] cannot be cast to [java.util.Map]`);
    const names = field === '*' ? Object.keys(map).filter((name) => name.includes('.')) : Object.hasOwn(map, field) ? [field] : [];
    for (const name of names) expand(map, name, override);
    return true;
  };
};

export const fieldProcessors: Record<string, ProcessorType> = { set, remove, rename, append, convert, dot_expander: dotExpander };
