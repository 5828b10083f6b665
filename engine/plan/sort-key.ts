import type { Field } from './field';

/** One key of an order of documents. */
export interface SortKey {
  by: 'field' | 'score' | 'seq' | 'distance';
  field?: Field;
  direction: 'asc' | 'desc';
  missingFirst: boolean;
  origin?: { lat: number; lon: number };
  /** ISO strings instead of milliseconds in the answer. */
  format?: string;
}
