import { EsError } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { ColumnChange, IndexMeta, MappingNode } from '../plan/index-meta';
import { analysisOf } from './analysis/index-analysis';
import { dynamicMapping } from './dynamic-templates';
import { addMappedFields, type FieldSet, setMappingAt } from './mapping';

function collectDisabled(node: MappingNode, prefix: string, into: Set<string>) {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    if (child.enabled === false) into.add(prefix + key);
    else collectDisabled(child, `${prefix}${key}.`, into);
  }
}

/** The part of a mapping that leads to one path: its objects without their other fields. */
function mappingOnly(mapping: MappingNode, path: string): MappingNode {
  const [head = '', ...rest] = path.split('.');
  const child = mapping.properties?.[head];
  if (!child) return {};
  const own = rest.length === 0 ? child : { ...child, ...mappingOnly(child, rest.join('.')) };
  return { properties: { [head]: own } };
}

/** The mapping as it grows while a bulk is read. Committed with the rows, or dropped with them. */
export class GrowingMapping implements FieldSet {
  readonly mapping: IndexMeta['mapping'];
  fields: Map<string, Field>;
  columns: ColumnChange[] = [];
  nextColumn: number;
  changed = false;
  /** Goes up whenever what fields there are, or what they are, may be different. */
  revision = 0;
  readonly analysis: FieldSet['analysis'];
  /** `index.mapping.total_fields.limit`. */
  readonly limit: number;
  /** `index.mapping.ignore_malformed`. */
  readonly ignoreMalformed: boolean;
  /** `index.mapping.nested_objects.limit`: most nested objects of one document. */
  readonly nestedLimit: number;
  /** Objects that the mapping says not to read. */
  readonly disabled = new Set<string>();
  /** What takes the fields that the document being read introduced out of `mapping` again, first to last. */
  private introduced: (() => void)[] = [];
  /** How everything but `mapping` was before the document being read changed it first. */
  private before: Pick<GrowingMapping, 'changed' | 'nextColumn' | 'fields' | 'columns'> | undefined;

  constructor({ mapping, fields, nextColumn, settings }: IndexMeta) {
    this.mapping = structuredClone(mapping);
    this.fields = new Map(fields);
    this.nextColumn = nextColumn;
    this.analysis = analysisOf(settings);
    this.ignoreMalformed = String(settings['mapping.ignore_malformed']) === 'true';
    this.nestedLimit = Number(settings['mapping.nested_objects.limit'] ?? 10_000);
    this.limit = Number(settings['mapping.total_fields.limit'] ?? 1_000);
    collectDisabled(mapping, '', this.disabled);
  }

  /** Call before a document is read. */
  begin(): void {
    this.before = undefined;
    this.introduced = [];
  }

  /** What is to be changed since the last call: whether the mapping is another, and the table's columns. Call between documents. */
  take(): { changed: boolean; columns: ColumnChange[] } {
    const { changed, columns } = this;
    [this.changed, this.columns] = [false, []];
    return { changed, columns };
  }

  /** Takes back what the document being read changed. */
  undo(): void {
    if (!this.before) return;
    for (const undo of this.introduced.reverse()) undo();
    Object.assign(this, this.before);
    this.revision++;
  }

  /** Call before a document changes the fields: nearly all documents change none. */
  private changing() {
    const { changed, nextColumn, fields, columns } = this;
    this.before ??= { changed, nextColumn, fields: new Map(fields), columns: [...columns] };
    this.revision++;
    this.changed = true;
  }

  /** Adds a field that no mapping names. False where the mapping says not to. */
  introduce(path: string, value: unknown): boolean {
    const dynamic = String(this.mapping.dynamic ?? 'true');
    if (dynamic === 'false') return false;
    if (dynamic === 'strict')
      throw new EsError(
        'strict_dynamic_mapping_exception',
        `mapping set to strict, dynamic introduction of [${path}] within [_doc] is not allowed`,
        400,
      );
    const leaf = dynamicMapping(this.mapping, path, value);
    if (!leaf) return false;
    this.changing();
    this.introduced.push(setMappingAt(this.mapping, path, leaf));
    addMappedFields(this, mappingOnly(this.mapping, path));
    return true;
  }

  /** The first document with several values turns the column into a list, for the field and its multi-fields. */
  toList({ column, columnType }: Field): void {
    this.changing();
    const at = this.columns.findIndex((entry) => entry.column === column && entry.change === 'add');
    const added = this.columns[at];
    if (added) this.columns[at] = { ...added, columnType: `${added.columnType.replace(/\[\]$/, '')}[]` };
    else this.columns.push({ column, columnType, change: 'to-list' });
    for (const [path, other] of this.fields) if (other.column === column) this.fields.set(path, { ...other, list: true });
  }

  /** `_routing` and `_ignored` become fields with the first document that has them; the others' stay empty. */
  metadataField(path: string, list: boolean): Field {
    const known = this.fields.get(path);
    if (known) return known;
    this.changing();
    const column = `c${this.nextColumn++}`;
    const field: Field = { path, type: 'keyword', column, columnType: 'VARCHAR', list, indexed: true };
    this.columns.push({ column, columnType: list ? 'VARCHAR[]' : 'VARCHAR', change: 'add' });
    this.fields.set(path, field);
    return field;
  }
}
