import type { z } from 'zod';
import type { JsonObject } from '../elastic/wire-types';
import { type Message, msg, t } from '../i18n/t';
import type { filterSchema } from './context-schemas';

export type Filter = z.infer<typeof filterSchema>;

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

/**
 * Pills that an address names, as far as they can be shown; undefined where it names none. What they hold is for the server to check: the page
 * is spared the code of the schema.
 */
export function toFilters(value: unknown): Filter[] | undefined {
  const isPill = (pill: Partial<Filter> | null) =>
    typeof pill === 'object' && typeof pill?.field === 'string' && Object.hasOwn(verbs, String(pill.operator));
  return Array.isArray(value) && value.every(isPill) ? value.map((pill) => ({ negate: false, disabled: false, ...pill })) : undefined;
}

/** The words of a pill: `env is production`. */
export function describeFilter(filter: Filter): { field: string; verb: string; value: string } {
  return { field: filter.field, verb: t(verbs[filter.operator][filter.negate ? 1 : 0]), value: valueWords(filter) };
}
