import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';
import { parseAsFilters } from '../dashboards/url-state';

/** All of Discover is in the URL: a copied address shows the same. */
export const discoverUrlState = {
  view: parseAsString,
  from: parseAsString.withDefault('now-24h'),
  to: parseAsString.withDefault('now'),
  q: parseAsString.withDefault(''),
  filters: parseAsFilters.withDefault([]),
  columns: parseAsArrayOf(parseAsString),
  sort: parseAsString,
  direction: parseAsStringLiteral(['asc', 'desc']).withDefault('desc'),
  refresh: parseAsInteger.withDefault(0),
};
