import { createParser, type inferParserType, parseAsInteger, parseAsString } from 'nuqs/server';
import { compareSchema } from '../../lib/query/compare';
import { type Filter, filtersSchema } from '../../lib/query/filters';
import type { PanelContext } from '../../panels/panel-type';
import type { DashboardDocument } from './document/schema';

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

/** What the time is compared with; `true` stands in old links for the previous one. */
export const parseAsCompare = createParser<string>({
  parse: (text) => (text === 'true' ? 'previous' : compareSchema.safeParse(text).success && text ? text : null),
  serialize: (compare) => compare,
});

/** What of a dashboard lives in the URL; what is absent comes from the saved document. */
export const dashboardUrlState = {
  from: parseAsString,
  to: parseAsString,
  q: parseAsString,
  filters: parseAsFilters,
  refresh: parseAsInteger,
  compare: parseAsCompare,
};

/** What surrounds every panel of an open dashboard: the URL where it says something, the document otherwise. */
export function dashboardContext(
  document: Pick<DashboardDocument, 'timeRange' | 'timeZone' | 'kql' | 'filters'>,
  url: inferParserType<typeof dashboardUrlState>,
  readerZone: string,
): Omit<PanelContext, 'width'> {
  return {
    timeRange: url.from && url.to ? { from: url.from, to: url.to } : document.timeRange,
    timeZone: document.timeZone ?? readerZone,
    kql: url.q ?? document.kql,
    filters: url.filters ?? document.filters,
    compare: url.compare ?? '',
  };
}
