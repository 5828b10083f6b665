import { describeFilter, type Filter } from '../../lib/query/filters';
import type { TimeRange } from '../../lib/query/time-range';
import { fillUrl, type Variables } from '../../lib/text/variables';
import type { Drilldown } from './document/schema';
import { parseAsFilters } from './url-state';

export interface DrilldownFrom {
  timeRange: TimeRange;
  /** Pills and what the controls say. */
  filters: Filter[];
  variables: Variables;
  /** The value that was clicked. */
  filter?: Filter;
  /** The way to the panel's documents; undefined where it searches nothing. */
  explore: (filters: Filter[]) => string | undefined;
}

/** Names that a link may use of the clicked value. */
function clicked(filter: Filter | undefined): Variables {
  return filter ? { field: filter.field, value: describeFilter(filter).value } : {};
}

/** The address that a drilldown leads to; undefined where it leads nowhere. */
export function drilldownHref(drilldown: Drilldown, { timeRange, filters, variables, filter, explore }: DrilldownFrom): string | undefined {
  const carried = filter ? [...filters, filter] : filters;
  if (drilldown.to === 'url') return fillUrl(drilldown.url, { ...variables, ...clicked(filter) });
  if (drilldown.to === 'discover') return explore(carried);
  const query = new URLSearchParams();
  if (drilldown.time) {
    query.set('from', timeRange.from);
    query.set('to', timeRange.to);
  }
  if (drilldown.filters && carried.length > 0) query.set('filters', parseAsFilters.serialize(carried));
  const text = query.toString();
  return `/dashboards/${encodeURIComponent(drilldown.dashboard)}${text ? `?${text}` : ''}`;
}
