import { EsError } from '../plan/es-error';
import { hasDocValues } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import type { FieldLookup } from './lookup';

export interface AggContext {
  lookup: FieldLookup;
  parseQuery: (query: unknown) => Predicate;
  /** What every document of the search satisfies. */
  query: Predicate;
}

/** The field of an aggregation; undefined where it is not mapped. Throws for text, which has no doc values. */
export function aggField(body: Record<string, unknown>, name: string, { lookup }: AggContext) {
  if (body.script !== undefined)
    throw new EsError('illegal_argument_exception', 'The embedded engine runs no scripts in aggregations.', 400);
  if (typeof body.field !== 'string')
    throw new EsError('illegal_argument_exception', `Required one of fields [field, script], but none were specified for [${name}].`, 400);
  const field = lookup.get(body.field);
  if (field && !hasDocValues(field)) {
    throw new EsError(
      'illegal_argument_exception',
      `Fielddata is disabled on [${body.field}]. Text fields are not optimised for operations that require per-document field data like aggregations and sorting. Please use a keyword field instead.`,
      400,
    );
  }
  return field;
}
