import { isIP } from 'node:net';
import { parseIsoDate } from '../../lib/elastic/date-math';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { IndexMeta, MappingNode } from '../plan/index-meta';
import { leafMark } from '../plan/token-marks';
import { analyze } from './analysis/analyzer';
import { analysisOf, normalized } from './analysis/index-analysis';
import { indexAnalyzer, tokenText } from './analysis/token-text';
import { parseDateWith } from './date-formats';
import { parseGeoPoint } from './geo';
import { stringifyJson } from './json';
import { addMappedFields, type FieldSet, setMappingAt } from './mapping';
import { readSpan } from './range-fields';

/** The mapping as it grows while a bulk is read. Committed with the rows, or dropped with them. */
export interface GrowingMapping extends FieldSet {
  mapping: IndexMeta['mapping'];
  changed: boolean;
  /** The text fields, as of when there were `size` fields. */
  texts?: { size: number; fields: Field[] };
  /** `index.mapping.ignore_malformed`. */
  ignoreMalformed?: boolean;
  /** `index.mapping.nested_objects.limit`: most nested objects of one document. */
  nestedLimit?: number;
  /** Objects that the mapping says not to read. */
  disabled: Set<string>;
}

export function growFrom(meta: IndexMeta): GrowingMapping {
  const disabled = new Set<string>();
  collectDisabled(meta.mapping, '', disabled);
  return {
    fields: new Map(meta.fields),
    columns: [],
    nextColumn: meta.nextColumn,
    mapping: structuredClone(meta.mapping),
    changed: false,
    disabled,
    analysis: analysisOf(meta.settings),
    ignoreMalformed: String(meta.settings['mapping.ignore_malformed']) === 'true',
    nestedLimit: Number(meta.settings['mapping.nested_objects.limit'] ?? 10_000),
    limit: Number(meta.settings['mapping.total_fields.limit'] ?? 1_000),
  };
}

function collectDisabled(node: MappingNode, prefix: string, into: Set<string>) {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    if (child.enabled === false) into.add(prefix + key);
    else collectDisabled(child, `${prefix}${key}.`, into);
  }
}

const isoLike = /^\d{4}-\d{2}-\d{2}(T\d{2}|$)/;

function dynamicLeaf(value: unknown): MappingNode | undefined {
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'bigint') return { type: 'long' };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'long' : 'float' };
  if (typeof value !== 'string') return undefined;
  if (isoLike.test(value) && parseIsoDate(value) !== undefined) return { type: 'date' };
  return { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 256 } } };
}

function mappingError(path: string, type: string, id: string, value: unknown, why?: string): EsError {
  return new EsError(
    'document_parsing_exception',
    `failed to parse field [${path}] of type [${type}] in document with id '${id}'. Preview of field's value: '${String(typeof value === 'object' ? stringifyJson(value) : value).slice(0, 80)}'${why ? `; ${why}` : ''}`,
    400,
  );
}

const integerTypes: Record<string, [number, number]> = { byte: [-128, 127], short: [-32768, 32767], integer: [-2147483648, 2147483647] };

/** The nearest number that 16 bits hold: 11 bits of precision. */
function toHalf(number: number): number | undefined {
  if (Math.abs(number) > 65_519) return undefined;
  if (number === 0) return 0;
  const step = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(number))) - 10);
  return Math.round(number / step) * step;
}

const wholeLimits = { BIGINT: [-(2n ** 63n), 2n ** 63n - 1n], UBIGINT: [0n, 2n ** 64n - 1n] } as const;

/** A whole number that may be beyond 2^53, without its decimals. Undefined where it is none or does not fit the column. */
function convertWhole(field: Field, value: unknown): number | bigint | undefined {
  const digits = typeof value === 'string' ? /^\s*([+-]?\d+)(?:\.\d*)?\s*$/.exec(value)?.[1] : undefined;
  let whole: bigint;
  if (typeof value === 'bigint') whole = value;
  else if (digits !== undefined) whole = BigInt(digits);
  else {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
    whole = BigInt(Math.trunc(number));
  }
  const small = integerTypes[field.type];
  const [low, high] = small ?? wholeLimits[field.columnType as 'BIGINT'];
  return whole < low || whole > high ? undefined : whole;
}

function convertNumber(field: Field, value: unknown): number | bigint | undefined {
  if (field.columnType !== 'DOUBLE') return convertWhole(field, value);
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '')
      ? Number(value)
      : typeof value === 'number'
        ? value
        : Number.NaN;
  if (!Number.isFinite(number)) return undefined;
  if (field.type === 'float') return Math.fround(number);
  if (field.type === 'half_float') return toHalf(number);
  return field.type === 'scaled_float' && field.scalingFactor ? Math.round(number * field.scalingFactor) / field.scalingFactor : number;
}

/** One value as its column holds it. Undefined where it cannot be read as the field's type. */
function convert(field: Field, value: unknown): unknown {
  switch (field.columnType) {
    case 'BIGINT':
    case 'UBIGINT':
      if (field.countsTokens) return typeof value === 'object' ? undefined : analyze(indexAnalyzer(field), String(value)).length;
    case 'DOUBLE':
      return convertNumber(field, value);
    case 'BOOLEAN':
      return value === true || value === 'true' ? true : value === false || value === 'false' || value === '' ? false : undefined;
    case 'TIMESTAMP':
      return parseDateWith(field.format, value);
    case 'VARCHAR':
      if (field.type === 'ip') return typeof value === 'string' && isIP(value) !== 0 ? value : undefined;
      if (field.normalizer !== undefined) return normalized(field, String(value));
      return typeof value === 'object' ? stringifyJson(value) : String(value);
    case 'STRUCT(low DOUBLE, high DOUBLE)':
      return readSpan(field, value);
    default:
      return parseGeoPoint(value);
  }
}

/** The leaves of a flattened object, each with its path. */
function flatLeaves(path: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => flatLeaves(path, item));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, child]) => flatLeaves(path === '' ? key : `${path}.${key}`, child));
  return [`${path}${leafMark}${String(value)}`];
}

/** The part of a mapping that leads to one path: its objects without their other fields. */
function mappingOnly(mapping: MappingNode, path: string): MappingNode {
  const [head = '', ...rest] = path.split('.');
  const child = mapping.properties?.[head];
  if (!child) return {};
  const own = rest.length === 0 ? child : { ...child, ...mappingOnly(child, rest.join('.')) };
  return { properties: { [head]: own } };
}

class Reader {
  readonly values = new Map<string, unknown>();

  constructor(
    private readonly growing: GrowingMapping,
    private readonly id: string,
  ) {}

  /** Fills the token columns of the text fields that got values. */
  words() {
    if (this.growing.texts?.size !== this.growing.fields.size)
      this.growing.texts = { size: this.growing.fields.size, fields: [...this.growing.fields.values()].filter(({ tokens }) => tokens) };
    for (const field of this.growing.texts.fields) {
      const value = this.values.get(field.column);
      if (value !== undefined && field.tokens) this.values.set(field.tokens, tokenText(field, Array.isArray(value) ? value : [value]));
    }
  }

  object(object: Record<string, unknown>, prefix: string) {
    for (const [key, value] of Object.entries(object)) {
      if (key.trim() === '' || /^\.+$/.test(key))
        throw new EsError('illegal_argument_exception', `field name cannot contain only the character [.]: [${prefix}${key}]`, 400);
      this.value(prefix + key, value);
    }
  }

  private value(path: string, value: unknown) {
    if (this.growing.disabled.has(path)) return;
    const field = this.growing.fields.get(path);
    if (field) return this.mapped(field, value);
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value) this.value(path, item);
      return;
    }
    if (typeof value === 'object') return this.object(value as Record<string, unknown>, `${path}.`);
    this.dynamic(path, value);
  }

  private nestedObjects = 0;

  private countNested(more: number) {
    this.nestedObjects += more;
    const limit = this.growing.nestedLimit ?? 10_000;
    if (this.nestedObjects > limit)
      throw new EsError(
        'document_parsing_exception',
        `The number of nested documents has exceeded the allowed limit of [${limit}]. This limit can be set by changing the [index.mapping.nested_objects.limit] index level setting.`,
        400,
      );
  }

  /** Maps what an element of a nested array brings; its values stay in the array's JSON. */
  private element(element: unknown, prefix: string) {
    if (typeof element !== 'object' || element === null || Array.isArray(element)) return;
    for (const [key, value] of Object.entries(element)) {
      const path = prefix + key;
      const field = this.growing.fields.get(path);
      if (field?.type === 'nested') for (const inner of Array.isArray(value) ? value : [value]) this.element(inner, `${path}.`);
      if (field) continue;
      const first = Array.isArray(value) ? value[0] : value;
      if (typeof first === 'object') this.element(first, `${path}.`);
      else if (first !== undefined && this.introduce(path, first)) this.growing.changed = true;
    }
  }

  /** Adds a field that no mapping names. False where the mapping says not to. */
  private introduce(path: string, value: unknown): boolean {
    const dynamic = String(this.growing.mapping.dynamic ?? 'true');
    if (dynamic === 'false') return false;
    if (dynamic === 'strict')
      throw new EsError(
        'strict_dynamic_mapping_exception',
        `mapping set to strict, dynamic introduction of [${path}] within [_doc] is not allowed`,
        400,
      );
    const leaf = dynamicLeaf(value);
    if (!leaf) return false;
    setMappingAt(this.growing.mapping, path, leaf);
    addMappedFields(this.growing, mappingOnly(this.growing.mapping, path));
    return true;
  }

  private dynamic(path: string, value: unknown) {
    if (!this.introduce(path, value)) return;
    this.growing.changed = true;
    const field = this.growing.fields.get(path);
    if (field) this.mapped(field, value);
  }

  private mapped(field: Field, value: unknown) {
    for (const copy of field.copies ?? []) this.value(copy, value);
    const given = value === null ? field.nullValue : value;
    if (given === undefined || given === null) return;
    if (field.type === 'nested' || (field.type === 'flattened' && !field.flat) || field.type === 'geo_shape') {
      this.put(field, stringifyJson(field.type === 'nested' && !Array.isArray(given) ? [given] : given));
      if (field.type === 'nested') {
        const elements = Array.isArray(given) ? given : [given];
        this.countNested(elements.length);
        for (const element of elements) this.element(element, `${field.path}.`);
      }
      return;
    }
    if (field.flat) {
      for (const leaf of flatLeaves('', given)) this.put(field, leaf);
      return;
    }
    const isPair = field.type === 'geo_point' && Array.isArray(given) && typeof given[0] === 'number';
    if (Array.isArray(given) && !isPair) {
      for (const item of given) this.mapped(field, item);
      return;
    }
    const converted = convert(field, given);
    if (converted === undefined) {
      if (!field.ignoreMalformed && !this.growing.ignoreMalformed) throw mappingError(field.path, field.type, this.id, given);
      this.ignore(field.path);
      return;
    }
    this.put(field, converted);
  }

  /** Names a field whose value could not be read. */
  private ignore(path: string) {
    this.put(metadataField(this.growing, '_ignored', true), path);
  }

  private put(field: Field, value: unknown) {
    const before = this.values.get(field.column);
    if (before === undefined) {
      this.values.set(field.column, value);
      return;
    }
    if (!field.list) this.toList(field);
    this.values.set(field.column, Array.isArray(before) ? [...before, value] : [before, value]);
  }

  /** The first document with several values turns the column into a list, for the field and its multi-fields. */
  private toList(field: Field) {
    this.growing.changed = true;
    const added = this.growing.columns.find((entry) => entry.column === field.column && entry.change === 'add');
    if (added) added.columnType = `${added.columnType.replace(/\[\]$/, '')}[]`;
    else this.growing.columns.push({ column: field.column, columnType: field.columnType, change: 'to-list' });
    for (const [path, other] of this.growing.fields) {
      if (other.column === field.column) this.growing.fields.set(path, { ...other, list: true });
    }
  }
}

/** `_routing` and `_ignored` become fields with the first document that has them; the others' stay empty. */
function metadataField(growing: GrowingMapping, path: string, list: boolean): Field {
  const known = growing.fields.get(path);
  if (known) return known;
  const column = `c${growing.nextColumn++}`;
  const field: Field = { path, type: 'keyword', column, columnType: 'VARCHAR', list, indexed: true };
  growing.columns.push({ column, columnType: list ? 'VARCHAR[]' : 'VARCHAR', change: 'add' });
  growing.fields.set(path, field);
  growing.changed = true;
  return field;
}

/** A document's values by physical column. Grows the mapping for fields it has not seen. Throws `document_parsing_exception`. */
export function readDocument(growing: GrowingMapping, id: string, source: Record<string, unknown>, routing?: string): Map<string, unknown> {
  const reader = new Reader(growing, id);
  if (routing !== undefined) reader.values.set(metadataField(growing, '_routing', false).column, routing);
  reader.object(source, '');
  reader.words();
  return reader.values;
}
