import { z } from 'zod';
import type { JsonObject } from '../elastic/wire-types';

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean()]);

/** One pill. `value` depends on `operator`: a scalar, a list, a range, or nothing. */
export const filterSchema = z.object({
  field: z.string().min(1).max(300),
  operator: z.enum(['is', 'is-one-of', 'exists', 'range', 'within']),
  value: z
    .union([scalar, z.array(scalar).max(500), z.object({ gte: scalar.optional(), gt: scalar.optional(), lt: scalar.optional(), lte: scalar.optional() }), z.object({ top: z.number(), left: z.number(), bottom: z.number(), right: z.number() })])
    .optional(),
  negate: z.boolean().default(false),
  disabled: z.boolean().default(false),
  label: z.string().max(200).optional(),
});
export type Filter = z.infer<typeof filterSchema>;
export const filtersSchema = z.array(filterSchema).max(50);

function positive(filter: Filter): JsonObject {
  const { field, operator, value } = filter;
  if (operator === 'exists') return { exists: { field } };
  if (operator === 'range' && typeof value === 'object') return { range: { [field]: value as JsonObject } };
  if (operator === 'is-one-of' && Array.isArray(value)) return { terms: { [field]: value } };
  if (operator === 'within' && value && typeof value === 'object' && 'top' in value) {
    return { geo_bounding_box: { [field]: { top_left: { lat: value.top, lon: value.left }, bottom_right: { lat: value.bottom, lon: value.right } } } };
  }
  if (value === undefined || typeof value === 'object') return { match_none: {} };
  return { match_phrase: { [field]: value } };
}

/** The Query DSL of one pill. */
export function filterToDsl(filter: Filter): JsonObject {
  const query = positive(filter);
  return filter.negate ? { bool: { must_not: [query] } } : query;
}

export function filtersToDsl(filters: Filter[]): JsonObject[] {
  return filters.filter((filter) => !filter.disabled).map(filterToDsl);
}

/** The words of a pill: `env is production`. */
export function describeFilter(filter: Filter): { field: string; verb: string; value: string } {
  const not = filter.negate;
  const { value } = filter;
  if (filter.operator === 'exists') return { field: filter.field, verb: not ? 'is missing' : 'exists', value: '' };
  if (filter.operator === 'within') return { field: filter.field, verb: not ? 'is outside' : 'is inside', value: filter.label ?? 'the area' };
  if (filter.operator === 'range' && value && typeof value === 'object' && !Array.isArray(value) && !('top' in value)) {
    const low = value.gte ?? value.gt;
    const high = value.lt ?? value.lte;
    const words = low !== undefined && high !== undefined ? `${low} – ${high}` : low !== undefined ? `${value.gt !== undefined ? '>' : '≥'} ${low}` : `${value.lt !== undefined ? '<' : '≤'} ${high}`;
    return { field: filter.field, verb: not ? 'is not' : 'is', value: filter.label ?? words };
  }
  if (Array.isArray(value)) {
    const shown = value.slice(0, 4).join(', ');
    return { field: filter.field, verb: not ? 'is none of' : 'is one of', value: value.length > 4 ? `${shown} +${value.length - 4}` : shown };
  }
  return { field: filter.field, verb: not ? 'is not' : 'is', value: filter.label ?? String(value) };
}
