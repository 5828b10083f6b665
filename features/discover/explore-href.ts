import type { Filter } from '../../lib/query/filters';
import type { TimeRange } from '../../lib/query/time-range';
import { parseAsFilters } from '../dashboards/url-state';
import { parseAsSpan, type Span } from './url-state';

export interface Explore {
  dataView: string;
  timeRange: TimeRange;
  /** All of them hold. */
  kql: (string | undefined)[];
  filters: Filter[];
  /** The time that is to be explained. */
  explain?: Span;
}

/** The address that shows these documents in Discover. */
export function exploreHref({ dataView, timeRange, kql, filters, explain }: Explore): string {
  const said = kql.filter((one): one is string => Boolean(one?.trim()));
  const query = new URLSearchParams({ view: dataView, from: timeRange.from, to: timeRange.to });
  if (said.length > 0) query.set('q', said.length === 1 ? (said[0] as string) : said.map((one) => `(${one})`).join(' and '));
  if (filters.length > 0) query.set('filters', parseAsFilters.serialize(filters));
  if (explain) query.set('explain', parseAsSpan.serialize(explain));
  return `/discover?${query.toString()}`;
}
