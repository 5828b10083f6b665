import type { FieldLookup } from '../dsl/fields';
import { toScalar } from '../dsl/values';
import { EsError } from '../plan/es-error';
import { columnTypeOf, type Field, type FieldType, hasDocValues, isFieldType } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import type { SortKey } from '../plan/sort-key';

export interface AggContext {
  lookup: FieldLookup;
  parseQuery: (query: unknown) => Predicate;
  parseSort: (sort: unknown) => SortKey[];
  /** What every document of the search satisfies. */
  query: Predicate;
}

type Body = Record<string, unknown>;

const valueTypes: Record<string, FieldType> = { string: 'keyword', number: 'double', numeric: 'double' };

function typeOfMissing(value: unknown, valueType: unknown): FieldType {
  const named = typeof valueType === 'string' ? (valueTypes[valueType] ?? valueType) : undefined;
  if (named !== undefined && isFieldType(named)) return named;
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return typeof value === 'bigint' ? 'unsigned_long' : 'keyword';
}

function absentField(path: string, type: FieldType): Field {
  return { path, type, column: '', columnType: columnTypeOf(type), list: false, indexed: false, absent: true };
}

/**
 * The field of an aggregation, with the value that stands for documents without one. Undefined where it is neither mapped nor replaced.
 * Throws for text, which has no doc values.
 */
export function aggField(body: Body, name: string, { lookup }: AggContext): Field | undefined {
  if (body.script !== undefined)
    throw new EsError(
      'illegal_argument_exception',
      'scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster',
      400,
    );
  if (typeof body.field !== 'string')
    throw new EsError('illegal_argument_exception', `Required one of fields [field, script], but none were specified for [${name}].`, 400);
  const mapped = lookup.get(body.field);
  if (mapped && !hasDocValues(mapped) && !mapped.fielddata) {
    throw new EsError(
      'illegal_argument_exception',
      `Text fields are not optimised for operations that require per-document field data like aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true on [${body.field}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.`,
      400,
    );
  }
  const field = mapped ?? (body.missing === undefined ? undefined : absentField(body.field, typeOfMissing(body.missing, body.value_type)));
  if (!field || body.missing === undefined || body.missing === null || field.type === 'geo_point') return field;
  return { ...field, missing: toScalar(field, body.missing, lookup) };
}
