import type { Field } from '../plan/field';

/** What aggregations need of the searched indices. dsl/fields.ts provides it. */
export interface FieldLookup {
  get(path: string): Field | undefined;
  nowMs: number;
}
