import type { DocumentRows } from '../plan/document-rows';
import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { converterOf, convertValue } from './convert-value';
import { DerivedColumns } from './derived-columns';
import { completionInputs, flatLeaves, mappingError, parseDocument } from './document-parsing';
import { DocumentShape, type ShapeNode, valueAt } from './document-shape';
import { dynamicMapping } from './dynamic-templates';
import type { GrowingMapping } from './growing-mapping';
import { stringifyJson } from './json';

/** A document, as an object or as the text that was sent, and what its write says of it. */
export interface GivenDocument {
  id: string;
  source: Record<string, unknown> | string;
  routing?: string | undefined;
}

/** A field that documents were seen to have: what its value comes to is looked up once. */
interface Known {
  field: Field;
  list: unknown[];
  /** One value is one value of its column, and nothing else follows from it. */
  plain: boolean;
  convert: (value: unknown) => unknown;
}

/** What is known below one object: fields, and objects that are no fields, by name. */
interface Branch {
  prefix: string;
  fields: Map<string, Known>;
  branches: Map<string, Branch>;
  /** Seen as an object that is read field by field, whatever templates there are. */
  isRead: boolean;
}

const emptyBranch = (prefix: string): Branch => ({ prefix, fields: new Map(), branches: new Map(), isRead: false });

/** Where a part of a shape goes: a value to its field's column, anything else the way that every value goes. */
interface Target {
  node: ShapeNode;
  known: Known | undefined;
  slot: number;
  branch: Branch;
  key: string;
}

interface Lookups {
  revision: number;
  root: Branch;
  derived: DerivedColumns;
  shapes: { shape: DocumentShape; targets: Target[] }[];
}

/** Shapes that are tried before a text is parsed, and texts from which one is made, in one bulk. */
const [mostShapes, mostLearnt] = [4, 32];

const isPlain = ({ copies, flat, completes, type }: Field) =>
  !copies && !flat && !completes && type !== 'nested' && type !== 'flattened' && type !== 'geo_shape';

/** Reads documents into rows, one after another. Grows the mapping for fields it has not seen. */
export class DocumentReader {
  private lookups: Lookups | undefined;
  private learnt = 0;
  private id = '';
  private nestedObjects = 0;

  constructor(
    private readonly growing: GrowingMapping,
    private readonly rows: DocumentRows,
  ) {}

  /** Sets the values of the next row. Throws `document_parsing_exception`; the mapping is then as it was before. */
  read({ id, source, routing }: GivenDocument): void {
    this.growing.begin();
    this.id = id;
    this.nestedObjects = 0;
    this.rows.begin();
    try {
      if (routing !== undefined) this.rows.list(this.growing.metadataField('_routing', false).column)[this.rows.place] = routing;
      if (typeof source === 'string') this.text(source);
      else this.object(source, this.current.root);
      this.current.derived.fill(this.rows.place);
    } catch (error) {
      this.growing.undo();
      throw error;
    }
  }

  /** What was looked up, as long as the fields are what they were then. */
  private get current(): Lookups {
    if (this.lookups?.revision !== this.growing.revision)
      this.lookups = {
        revision: this.growing.revision,
        root: emptyBranch(''),
        derived: new DerivedColumns(this.growing.fields.values(), this.rows),
        shapes: [],
      };
    return this.lookups;
  }

  private text(text: string) {
    const alike = this.current.shapes.find(({ shape }) => shape.read(text));
    if (alike) return this.shaped(alike.shape, alike.targets);
    this.object(parseDocument(this.id, text), this.current.root);
    if (this.current.shapes.length >= mostShapes || this.learnt++ >= mostLearnt) return;
    const shape = DocumentShape.of(text);
    if (shape) this.current.shapes.push({ shape, targets: this.targets(shape.root, this.current.root) });
  }

  private targets(root: ShapeNode, branch: Branch): Target[] {
    return ('members' in root ? root.members : []).flatMap(([key, node]): Target[] => {
      const found = this.lookUp(branch, key);
      const inner = branch.branches.get(key);
      if (!found && inner?.isRead && 'members' in node) return this.targets(node, inner);
      const slot = 'slot' in node ? node.slot : -1;
      return [{ node, known: found?.plain && slot >= 0 ? found : undefined, slot, branch, key }];
    });
  }

  private shaped({ values }: DocumentShape, targets: Target[]) {
    for (const { known, slot, node, branch, key } of targets) {
      const value = known ? values[slot] : valueAt(node, values);
      if (known && value !== null) this.one(known, value);
      else this.entry(branch, key, value);
    }
  }

  private object(object: Record<string, unknown>, branch: Branch) {
    for (const key of Object.keys(object)) this.entry(branch, key, object[key]);
  }

  private entry(branch: Branch, key: string, value: unknown) {
    const known = branch.fields.get(key) ?? this.lookUp(branch, key);
    if (known?.plain && typeof value !== 'object') this.one(known, value);
    else if (known) this.mapped(known.field, value);
    else this.unmapped(branch, key, value);
  }

  private lookUp({ prefix, fields }: Branch, key: string): Known | undefined {
    const path = prefix + key;
    const field = this.growing.disabled.has(path) ? undefined : this.growing.fields.get(path);
    if (!field) return undefined;
    const known = { field, list: this.rows.list(field.column), plain: isPlain(field), convert: converterOf(field) };
    fields.set(key, known);
    return known;
  }

  private one({ field, list, convert }: Known, value: unknown) {
    const converted = convert(value);
    const { place } = this.rows;
    if (converted === undefined || list[place] !== undefined) this.single(field, value);
    else list[place] = converted;
  }

  private unmapped({ prefix, branches }: Branch, key: string, value: unknown) {
    const inner = branches.get(key);
    if (inner?.isRead && typeof value === 'object' && value !== null && !Array.isArray(value))
      return this.object(value as Record<string, unknown>, inner);
    if (key.trim() === '' || /^\.+$/.test(key))
      throw new EsError('illegal_argument_exception', `field name cannot contain only the character [.]: [${prefix}${key}]`, 400);
    this.value(prefix + key, value);
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
    const branch = this.branchOf(path);
    branch.isRead = true;
    this.object(value, branch);
  }

  private branchOf(path: string): Branch {
    const names = path.split('.');
    return names.reduce((branch, name) => {
      const inner = branch.branches.get(name) ?? emptyBranch(`${branch.prefix}${name}.`);
      branch.branches.set(name, inner);
      return inner;
    }, this.current.root);
  }

  private countNested(more: number) {
    this.nestedObjects += more;
    const limit = this.growing.nestedLimit;
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
    else if (first !== undefined) this.growing.introduce(path, first);
  }

  private dynamic(path: string, value: unknown) {
    if (!this.growing.introduce(path, value)) return;
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
      for (const item of given) this.item(field, item);
    else this.single(field, given);
  }

  /** One of several values: where they are copied to, all of them are already. */
  private item(field: Field, value: unknown) {
    this.mapped(field.copies ? { ...field, copies: undefined } : field, value);
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
    this.put(this.growing.metadataField('_ignored', true), path);
  }

  private put(field: Field, value: unknown) {
    const { place } = this.rows;
    const before = this.rows.list(field.column)[place];
    if (before !== undefined && !(this.growing.fields.get(field.path) ?? field).list) this.growing.toList(field);
    const all = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
    this.rows.list(field.column)[place] = all;
  }
}
