import type { Measure } from './measure';

const numeric = new Set(['long', 'integer', 'short', 'byte', 'double', 'float', 'half_float', 'scaled_float', 'unsigned_long']);

export const isNumericType = (type: string) => numeric.has(type);
export const isTermType = (type: string) =>
  ['keyword', 'constant_keyword', 'ip', 'boolean', 'wildcard', 'flattened'].includes(type) || isNumericType(type);

/** What one would first want to know of a field: the 95th percentile of durations, the average of numbers, distinct values else. */
export function suggestMeasure(field?: { path: string; type: string }): Measure {
  if (!field) return { aggregation: 'count' };
  if (isNumericType(field.type))
    return /duration|latency|time|ms$/.test(field.path)
      ? { aggregation: 'percentile', percentile: 95, field: field.path }
      : { aggregation: 'avg', field: field.path };
  return { aggregation: 'count' };
}
