import { EsError, illegalArgument } from '../plan/es-error';
import { columnTypeOf, type Field, type FieldType, fieldTypes, isFieldType } from '../plan/field';
import type { ColumnChange, MappingNode } from '../plan/index-meta';
import { indexAnalyzer } from './analysis/token-text';

export const fieldLimit = 1_000;

const sameKindOf: Record<string, FieldType> = {
  match_only_text: 'text',
  flat_object: 'flattened',
  search_as_you_type: 'text',
  version: 'keyword',
  counted_keyword: 'keyword',
  aggregate_metric_double: 'double',
  completion: 'keyword',
  token_count: 'integer',
};

/** Every field type that a mapping may name. */
export const fieldTypeNames = [...fieldTypes, ...Object.keys(sameKindOf), 'object', 'alias'];

/** What a field type is stored as. Throws `mapper_parsing_exception` for types that the engine does not know. */
export function storedType(type: string, path: string): FieldType {
  const known = sameKindOf[type] ?? type;
  if (!isFieldType(known))
    throw new EsError('mapper_parsing_exception', `No handler for type [${type}] declared on field [${path.split('.').at(-1)}]`, 400);
  return known;
}

/** How a field's texts are made words. */
function textOptions(node: MappingNode, type: FieldType, analysis: Record<string, unknown> | undefined): Partial<Field> {
  const named = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const [analyzer, searchAnalyzer, normalizer] = [named(node.analyzer), named(node.search_analyzer), named(node.normalizer)];
  return {
    ...(node.index_options === 'offsets' || String(node.term_vector ?? '').includes('offsets') ? { offsets: true } : {}),
    ...(node.fielddata === true ? { fielddata: true } : {}),
    ...(analyzer === undefined ? {} : { analyzer }),
    ...(searchAnalyzer === undefined ? {} : { searchAnalyzer }),
    ...(normalizer === undefined ? {} : { normalizer }),
    ...(analysis && (type === 'text' || normalizer !== undefined) ? { analysis } : {}),
  };
}

/** Types that are stored as others and differ in what they take. */
const variants: Record<string, Partial<Field>> = { completion: { completes: true }, token_count: { countsTokens: true } };

function toField(path: string, node: MappingNode, column: string, list: boolean, analysis: Record<string, unknown> | undefined): Field {
  const type = storedType(String(node.type ?? 'object'), path);
  return {
    path,
    type,
    column,
    columnType: columnTypeOf(type),
    list,
    indexed: node.index !== false,
    ...(type === 'flattened' ? { flat: {} } : {}),
    ...variants[String(node.type)],
    ...(String(node.ignore_malformed) === 'true' ? { ignoreMalformed: true } : {}),
    ...(typeof node.ignore_above === 'number' ? { ignoreAbove: node.ignore_above } : {}),
    ...(typeof node.format === 'string' ? { format: node.format } : {}),
    ...(node.null_value !== undefined ? { nullValue: node.null_value as string } : {}),
    ...(typeof node.scaling_factor === 'number' ? { scalingFactor: node.scaling_factor } : {}),
    ...textOptions(node, type, analysis),
  };
}

export interface FieldSet {
  fields: Map<string, Field>;
  columns: ColumnChange[];
  nextColumn: number;
  /** Most fields the index may have; 1,000 where nothing is said. */
  limit?: number;
  /** `index.analysis` of the settings. */
  analysis?: Record<string, unknown>;
}

/** Adds the fields of `mapping` to `set`: one column each, multi-fields on their parent's. Existing paths keep their column. */
export function addMappedFields(set: FieldSet, mapping: MappingNode, prefix = '', inside?: string): void {
  for (const [key, node] of Object.entries(mapping.properties ?? {})) {
    if (key.trim() === '') throw illegalArgument('field name cannot be an empty string');
    const path = prefix + key;
    if (node.type === 'alias') {
      set.fields.set(path, { ...(set.fields.get(String(node.path)) ?? fail(path)), path });
      continue;
    }
    const isObject = node.type === 'object' || (node.type === undefined && node.properties !== undefined) || node.type === undefined;
    if (isObject) {
      addMappedFields(set, node, `${path}.`, inside);
      continue;
    }
    if (inside === undefined) addLeaf(set, path, node);
    else addNestedLeaf(set, path, node, inside);
    if (node.type === 'nested') addMappedFields(set, node, `${path}.`, path);
  }
  const limit = set.limit ?? fieldLimit;
  if (set.fields.size > limit) throw illegalArgument(`Limit of total fields [${limit}] has been exceeded`);
}

const fail = (path: string): never => {
  throw new EsError(
    'mapper_parsing_exception',
    `Invalid [path] value for field alias [${path}]: an alias must refer to an existing field in the mappings.`,
    400,
  );
};

/** A field inside a nested object has no column of its own: it is read from the object's JSON. */
function addNestedLeaf(set: FieldSet, path: string, node: MappingNode, inside: string) {
  const field = { ...toField(path, node, '', true, set.analysis), nested: { path: inside, key: path.slice(inside.length + 1) } };
  set.fields.set(path, field.type === 'nested' ? { ...field, list: false } : field);
  for (const [key, sub] of Object.entries(node.fields ?? {})) {
    const subField = toField(`${path}.${key}`, sub, '', true, set.analysis);
    set.fields.set(`${path}.${key}`, { ...subField, nested: field.nested });
  }
}

/** A text field's words get a column of their own; an existing field keeps the one it has. */
function withTokens(set: FieldSet, field: Field, known: Field | undefined): Field {
  if (field.type !== 'text' || (known && known.tokens === undefined)) return field;
  if (known?.tokens !== undefined)
    return { ...field, tokens: known.tokens, ...(known.wordCount === undefined ? {} : { wordCount: known.wordCount }) };
  if (field.indexed) indexAnalyzer(field);
  return { ...field, tokens: newColumn(set, 'VARCHAR'), wordCount: newColumn(set, 'INTEGER') };
}

/** A point's tile gets a column of its own, so that a grid need not project every point. */
function withTile(set: FieldSet, field: Field, known: Field | undefined): Field {
  if (field.type !== 'geo_point' || (known && known.tile === undefined)) return field;
  return { ...field, tile: known?.tile ?? newColumn(set, 'BIGINT') };
}

function newColumn(set: FieldSet, columnType: string): string {
  const column = `c${set.nextColumn++}`;
  set.columns.push({ column, columnType, change: 'add' });
  return column;
}

/** A field that has a column already reads it as it was made, whatever a new one would get. */
function asStored(fresh: Field, known: Field): Field {
  const { flat: _, ...plain } = fresh;
  return { ...plain, columnType: known.columnType, ...(known.flat ? { flat: known.flat } : {}) };
}

const copyTargets = (node: MappingNode): string[] =>
  node.copy_to === undefined ? [] : Array.isArray(node.copy_to) ? node.copy_to.map(String) : [String(node.copy_to)];

function addLeaf(set: FieldSet, path: string, node: MappingNode) {
  const known = set.fields.get(path);
  const type = storedType(String(node.type), path);
  if (known && known.type !== type) {
    throw illegalArgument(`mapper [${path}] cannot be changed from type [${known.type}] to [${node.type}]`);
  }
  const flat = type === 'flattened';
  const column = known?.column ?? newColumn(set, flat ? 'VARCHAR[]' : columnTypeOf(type));
  const fresh = toField(path, node, column, known?.list ?? flat, set.analysis);
  const field = withTile(set, withTokens(set, known ? asStored(fresh, known) : fresh, known), known);
  const copies = copyTargets(node);
  for (const [key, sub] of Object.entries(node.fields ?? {})) if (addSubField(set, field, key, sub)) copies.push(`${path}.${key}`);
  set.fields.set(path, copies.length > 0 ? { ...field, copies } : field);
}

/** True where the sub-field's values differ from its parent's and have a column of their own. */
function addSubField(set: FieldSet, parent: Field, key: string, node: MappingNode): boolean {
  const path = `${parent.path}.${key}`;
  const known = set.fields.get(path);
  const type = storedType(String(node.type), path);
  const differs = columnTypeOf(type) !== parent.columnType || node.normalizer !== undefined || node.type === 'token_count';
  const own = known ? known.column !== parent.column : differs;
  const column = known?.column ?? (own ? newColumn(set, columnTypeOf(type)) : parent.column);
  const field = toField(path, node, column, known?.list ?? (own ? false : parent.list), set.analysis);
  // Before sub-fields could have columns, one of another physical type read the parent's values as text.
  const read = known ? { ...field, columnType: known.columnType, type: known.type } : field;
  set.fields.set(path, withTokens(set, read, known));
  return own;
}

/** The same mapping with `a.b` written as `a` holding `b`. */
export function withoutDots(mapping: MappingNode): MappingNode {
  if (typeof mapping !== 'object' || mapping === null)
    throw new EsError('mapper_parsing_exception', 'Expected map for property of a mapping: an object with a type or properties', 400);
  if (!mapping.properties) return mapping;
  let properties: Record<string, MappingNode> = {};
  for (const [key, node] of Object.entries(mapping.properties)) {
    const parts = node?.type === 'alias' ? [key] : key.split('.').filter(Boolean);
    const inner = withoutDots(node);
    const [head = key, ...rest] = parts;
    const whole = rest.reduceRight<MappingNode>((inside, part) => ({ properties: { [part]: inside } }), inner);
    properties = mergeMapping({ properties }, { properties: { [head]: whole } }).properties ?? {};
  }
  return { ...mapping, properties };
}

/** Deep merge of a mapping update into the stored mapping. Conflicts are found by `addMappedFields`. */
export function mergeMapping(base: MappingNode, update: MappingNode): MappingNode {
  const merged: MappingNode = { ...base, ...update };
  for (const key of ['properties', 'fields'] as const) {
    const left = base[key] ?? {};
    const right = update[key] ?? {};
    if (Object.keys(left).length + Object.keys(right).length === 0) continue;
    merged[key] = { ...left };
    for (const [name, node] of Object.entries(right))
      (merged[key] as Record<string, MappingNode>)[name] = left[name] ? mergeMapping(left[name], node) : node;
  }
  return merged;
}

/** Writes one leaf into a mapping tree at a dotted path. What it returns takes the leaf, and the objects made for it, out again. */
export function setMappingAt(root: MappingNode, path: string, leaf: MappingNode): () => void {
  let node = root;
  let undo: (() => void) | undefined;
  const enter = (holder: MappingNode, part: string, child: MappingNode) => {
    const { properties } = holder;
    const before = properties?.[part];
    undo ??= () => {
      if (!properties) delete holder.properties;
      else if (before) properties[part] = before;
      else delete properties[part];
    };
    holder.properties = properties ?? {};
    holder.properties[part] = child;
  };
  const parts = path.split('.');
  for (const part of parts.slice(0, -1)) {
    if (!node.properties?.[part]) enter(node, part, { properties: {} });
    node = node.properties?.[part] as MappingNode;
  }
  enter(node, parts.at(-1) ?? '', leaf);
  return () => undo?.();
}
