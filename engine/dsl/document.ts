import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { IndexMeta, MappingNode } from '../plan/index-meta';
import { finestTile } from '../plan/tile';
import { leafMark } from '../plan/token-marks';
import { analysisOf } from './analysis/index-analysis';
import { tokenText } from './analysis/token-text';
import { convertValue } from './convert-value';
import { dynamicMapping } from './dynamic-templates';
import { stringifyJson } from './json';
import { addMappedFields, type FieldSet, setMappingAt } from './mapping';

/** The mapping as it grows while a bulk is read. Committed with the rows, or dropped with them. */
export interface GrowingMapping extends FieldSet {
  mapping: IndexMeta['mapping'];
  changed: boolean;
  /** What takes the fields that the document being read introduced out of `mapping` again, first to last. */
  introduced: (() => void)[];
  /** How everything but `mapping` was before the document being read changed it first. */
  before?: Pick<GrowingMapping, 'changed' | 'nextColumn' | 'fields' | 'columns'> | undefined;
  /** Fields with a column that is made of their values, as of when there were `size` fields. */
  derived?: { size: number; texts: Field[]; points: Field[] };
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
    introduced: [],
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

function mappingError(path: string, type: string, id: string, value: unknown, why?: string): EsError {
  return new EsError(
    'document_parsing_exception',
    `failed to parse field [${path}] of type [${type}] in document with id '${id}'. Preview of field's value: '${String(typeof value === 'object' ? stringifyJson(value) : value).slice(0, 80)}'${why ? `; ${why}` : ''}`,
    400,
  );
}

/** The texts of a completion field: plain, several, or under `input`. */
function completionInputs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(completionInputs);
  if (typeof value === 'object' && value !== null) return completionInputs((value as { input?: unknown }).input ?? []);
  return [String(value)];
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

  /** Fills the columns that are made of other columns' values: words of texts, tiles of points. */
  derive() {
    const { fields } = this.growing;
    if (this.growing.derived?.size !== fields.size) {
      const all = [...fields.values()];
      this.growing.derived = { size: fields.size, texts: all.filter(({ tokens }) => tokens), points: all.filter(({ tile }) => tile) };
    }
    for (const { column, tile } of this.growing.derived.points) {
      const value = this.values.get(column);
      if (value !== undefined && tile && !Array.isArray(value)) this.values.set(tile, finestTile(value as { lat: number; lon: number }));
    }
    for (const field of this.growing.derived.texts) {
      const value = this.values.get(field.column);
      if (value === undefined || !field.tokens) continue;
      const { text, words } = tokenText(field, Array.isArray(value) ? value : [value]);
      this.values.set(field.tokens, text);
      if (field.wordCount) this.values.set(field.wordCount, words);
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
    if (typeof value === 'object') return this.inner(path, value as Record<string, unknown>);
    this.dynamic(path, value);
  }

  /** An object that no mapping names: as a template says, or field by field. */
  private inner(path: string, value: Record<string, unknown>) {
    const template = dynamicMapping(this.growing.mapping, path, value);
    if (template?.enabled === false) {
      this.growing.disabled.add(path);
      return;
    }
    if (template && template.type !== 'object') return this.dynamic(path, value);
    this.object(value, `${path}.`);
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
    for (const [key, value] of Object.entries(element)) this.member(prefix + key, value);
  }

  private member(path: string, value: unknown) {
    const field = this.growing.fields.get(path);
    const values = Array.isArray(value) ? value : [value];
    if (field?.type === 'nested') for (const inner of values) this.element(inner, `${path}.`);
    if (field) return;
    const [first] = values;
    if (typeof first === 'object') this.element(first, `${path}.`);
    else if (first !== undefined && this.introduce(path, first)) this.growing.changed = true;
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
    const leaf = dynamicMapping(this.growing.mapping, path, value);
    if (!leaf) return false;
    remember(this.growing);
    this.growing.introduced.push(setMappingAt(this.growing.mapping, path, leaf));
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
    if (field.flat) for (const leaf of flatLeaves('', given)) this.put(field, leaf);
    else if (field.completes) for (const input of completionInputs(given)) this.put(field, input);
    else if (field.type === 'nested') this.nested(field, given);
    else if (field.type === 'flattened' || field.type === 'geo_shape') this.put(field, stringifyJson(given));
    else if (Array.isArray(given) && !(field.type === 'geo_point' && typeof given[0] === 'number'))
      for (const item of given) this.mapped({ ...field, copies: undefined }, item);
    else this.single(field, given);
  }

  private nested(field: Field, given: unknown) {
    const elements = Array.isArray(given) ? given : [given];
    this.put(field, stringifyJson(elements));
    this.countNested(elements.length);
    for (const element of elements) this.element(element, `${field.path}.`);
  }

  private single(field: Field, given: unknown) {
    const converted = convertValue(field, given);
    if (converted !== undefined) this.put(field, converted);
    else if (field.ignoreMalformed || this.growing.ignoreMalformed) this.ignore(field.path);
    else throw mappingError(field.path, field.type, this.id, given);
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
    if (!(this.growing.fields.get(field.path) ?? field).list) this.toList(field);
    this.values.set(field.column, Array.isArray(before) ? [...before, value] : [before, value]);
  }

  /** The first document with several values turns the column into a list, for the field and its multi-fields. */
  private toList(field: Field) {
    remember(this.growing);
    this.growing.changed = true;
    const { columns } = this.growing;
    const at = columns.findIndex((entry) => entry.column === field.column && entry.change === 'add');
    const added = columns[at];
    if (added) columns[at] = { ...added, columnType: `${added.columnType.replace(/\[\]$/, '')}[]` };
    else this.growing.columns.push({ column: field.column, columnType: field.columnType, change: 'to-list' });
    for (const [path, other] of this.growing.fields) {
      if (other.column === field.column) this.growing.fields.set(path, { ...other, list: true });
    }
  }
}

/** Call before a document changes the fields: nearly all documents change none. */
function remember(growing: GrowingMapping) {
  const { changed, nextColumn, fields, columns } = growing;
  growing.before ??= { changed, nextColumn, fields: new Map(fields), columns: [...columns] };
}

/** `_routing` and `_ignored` become fields with the first document that has them; the others' stay empty. */
function metadataField(growing: GrowingMapping, path: string, list: boolean): Field {
  const known = growing.fields.get(path);
  if (known) return known;
  remember(growing);
  const column = `c${growing.nextColumn++}`;
  const field: Field = { path, type: 'keyword', column, columnType: 'VARCHAR', list, indexed: true };
  growing.columns.push({ column, columnType: list ? 'VARCHAR[]' : 'VARCHAR', change: 'add' });
  growing.fields.set(path, field);
  growing.changed = true;
  return field;
}

/**
 * A document's values by physical column. Grows the mapping for fields it has not seen.
 * Throws `document_parsing_exception`; the mapping is then as it was before.
 */
export function readDocument(growing: GrowingMapping, id: string, source: Record<string, unknown>, routing?: string): Map<string, unknown> {
  growing.before = undefined;
  growing.introduced = [];
  try {
    const reader = new Reader(growing, id);
    if (routing !== undefined) reader.values.set(metadataField(growing, '_routing', false).column, routing);
    reader.object(source, '');
    reader.derive();
    return reader.values;
  } catch (error) {
    for (const undo of growing.introduced.reverse()) undo();
    Object.assign(growing, growing.before, { derived: undefined });
    throw error;
  }
}
