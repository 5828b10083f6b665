import { createParser, parseAsBoolean, parseAsInteger, parseAsString } from 'nuqs';
import { type Filter, filtersSchema } from '../../lib/query/filters';

/** Filter pills in the URL: JSON, checked; what cannot be read is dropped. */
export const parseAsFilters = createParser<Filter[]>({
  parse: (text) => {
    try {
      const parsed = filtersSchema.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  },
  serialize: (filters) =>
    JSON.stringify(
      filters.map(({ negate, disabled, ...rest }) => ({ ...rest, ...(negate ? { negate } : {}), ...(disabled ? { disabled } : {}) })),
    ),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});

/** What of a dashboard lives in the URL; what is absent comes from the saved document. */
export const dashboardUrlState = {
  from: parseAsString,
  to: parseAsString,
  q: parseAsString,
  filters: parseAsFilters,
  refresh: parseAsInteger,
  compare: parseAsBoolean,
};
