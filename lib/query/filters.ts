import { z } from 'zod';
import type { JsonObject } from '../elastic/wire-types';
import { type Message, msg, t } from '../i18n/t';

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean()]);

/** One pill. `value` depends on `operator`: a scalar, a list, a range, or nothing. */
export const filterSchema = z.object({
  field: z.string().min(1).max(300),
  operator: z.enum(['is', 'is-one-of', 'exists', 'range', 'within', 'within-circle', 'within-polygon', 'matches']),
  value: z
    .union([
      scalar,
      z.array(scalar).max(500),
      z.object({ gte: scalar.optional(), gt: scalar.optional(), lt: scalar.optional(), lte: scalar.optional() }),
      z.object({ lat: z.number(), lon: z.number(), meters: z.number().positive() }),
      z.object({
        points: z
          .array(z.object({ lat: z.number(), lon: z.number() }))
          .min(3)
          .max(200),
      }),
      z.object({ top: z.number(), left: z.number(), bottom: z.number(), right: z.number() }),
    ])
    .optional(),
  negate: z.boolean().default(false),
  disabled: z.boolean().default(false),
  label: z.string().max(200).optional(),
});
export type Filter = z.infer<typeof filterSchema>;
export const filtersSchema = z.array(filterSchema).max(50);

const escapeWildcard = (text: string) => text.replace(/[\\*?]/g, '\\$&');

/** All the words in a text, or the words anywhere in a keyword. */
const matching = (field: string, words: string): JsonObject => ({
  bool: {
    should: [
      { match: { [field]: { query: words, operator: 'and', lenient: true } } },
      { wildcard: { [field]: { value: `*${escapeWildcard(words)}*`, case_insensitive: true } } },
    ],
    minimum_should_match: 1,
  },
});

function positive(filter: Filter): JsonObject {
  const { field, operator, value } = filter;
  if (operator === 'exists') return { exists: { field } };
  if (operator === 'range' && typeof value === 'object') return { range: { [field]: value as JsonObject } };
  if (operator === 'is-one-of' && Array.isArray(value)) return { terms: { [field]: value } };
  if (operator === 'within' && value && typeof value === 'object' && 'top' in value) {
    return {
      geo_bounding_box: {
        [field]: { top_left: { lat: value.top, lon: value.left }, bottom_right: { lat: value.bottom, lon: value.right } },
      },
    };
  }
  if (operator === 'within-circle' && value && typeof value === 'object' && 'meters' in value)
    return { geo_distance: { distance: `${value.meters}m`, [field]: { lat: value.lat, lon: value.lon } } };
  if (operator === 'within-polygon' && value && typeof value === 'object' && 'points' in value)
    return { geo_polygon: { [field]: { points: value.points } } };
  if (operator === 'matches' && typeof value === 'string') return matching(field, value);
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

type Range = { gte?: unknown; gt?: unknown; lt?: unknown; lte?: unknown };

function rangeWords({ gte, gt, lt, lte }: Range): string {
  const low = gte ?? gt;
  const high = lt ?? lte;
  if (low !== undefined && high !== undefined) return `${low} – ${high}`;
  if (low !== undefined) return `${gt !== undefined ? '>' : '≥'} ${low}`;
  return `${lt !== undefined ? '<' : '≤'} ${high}`;
}

function listWords(values: unknown[]): string {
  const shown = values.slice(0, 4).join(', ');
  return values.length > 4 ? `${shown} +${values.length - 4}` : shown;
}

function valueWords({ operator, value, label }: Filter): string {
  if (operator === 'exists') return '';
  if (label !== undefined) return label;
  if (operator.startsWith('within')) return t('the area');
  if (Array.isArray(value)) return listWords(value);
  return operator === 'range' && value && typeof value === 'object' ? rangeWords(value as Range) : String(value);
}

const verbs: Record<Filter['operator'], [plain: Message, negated: Message]> = {
  exists: [msg('exists'), msg('is missing')],
  within: [msg('is inside'), msg('is outside')],
  'within-circle': [msg('is'), msg('is not')],
  'within-polygon': [msg('is inside'), msg('is outside')],
  'is-one-of': [msg('is one of'), msg('is none of')],
  range: [msg('is'), msg('is not')],
  matches: [msg('contains'), msg('does not contain')],
  is: [msg('is'), msg('is not')],
};

/** The words of a pill: `env is production`. */
export function describeFilter(filter: Filter): { field: string; verb: string; value: string } {
  return { field: filter.field, verb: t(verbs[filter.operator][filter.negate ? 1 : 0]), value: valueWords(filter) };
}
