import { createParser, type inferParserType, parseAsInteger, parseAsString } from 'nuqs/server';
import { comparePattern } from '../../lib/query/compare-pattern';

import { type Filter, toFilters } from '../../lib/query/filters';
import type { PanelContext } from '../../panels/panel-type';
import { controlFilters } from './controls/control-filters';
import { toControlValues } from './controls/control-values';
import type { ControlValues } from './controls/schema';
import type { DashboardDocument } from './document/schema';

/** Filter pills in the URL: JSON; what cannot be read is dropped. */
export const parseAsFilters = createParser<Filter[]>({
  parse: (text) => {
    try {
      return toFilters(JSON.parse(text)) ?? null;
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
  parse: (text) => (text === 'true' ? 'previous' : text === 'none' ? '' : text && comparePattern.test(text) ? text : null),
  serialize: (compare) => compare || 'none',
});

/** What the controls are set to: JSON; `{}` is "nothing", where the saved document says something. */
export const parseAsControls = createParser<ControlValues>({
  parse: (text) => {
    try {
      return toControlValues(JSON.parse(text)) ?? null;
    } catch {
      return null;
    }
  },
  serialize: (values) => JSON.stringify(values),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});

/** What of a dashboard lives in the URL; what is absent comes from the saved document. */
export const dashboardUrlState = {
  from: parseAsString,
  to: parseAsString,
  q: parseAsString,
  filters: parseAsFilters,
  refresh: parseAsInteger,
  compare: parseAsCompare,
  controls: parseAsControls,
  tab: parseAsString,
};

/** What surrounds every panel of an open dashboard: the URL where it says something, the document otherwise. */
export function dashboardContext(
  document: Pick<DashboardDocument, 'timeRange' | 'timeZone' | 'kql' | 'filters' | 'compare'>,
  url: inferParserType<typeof dashboardUrlState>,
  readerZone: string,
): Omit<PanelContext, 'width'> {
  return {
    timeRange: url.from && url.to ? { from: url.from, to: url.to } : document.timeRange,
    timeZone: document.timeZone ?? readerZone,
    kql: url.q ?? document.kql,
    filters: url.filters ?? document.filters,
    compare: url.compare ?? document.compare,
  };
}

/** The context of a section's panels: what surrounds all of them, and what the controls say that hold there. */
export function sectionContext(
  context: Omit<PanelContext, 'width'>,
  controls: DashboardDocument['controls'],
  values: ControlValues,
  section: string | undefined,
): Omit<PanelContext, 'width'> {
  const holding = controls.filter((control) => control.section === undefined || control.section === section);
  const named = holding.flatMap(({ id, name }) => (values[id] === undefined ? [] : [[name, values[id]] as const]));
  if (named.length === 0) return context;
  return { ...context, filters: [...context.filters, ...controlFilters(controls, values, section)], controls: Object.fromEntries(named) };
}
