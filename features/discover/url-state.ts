import { createParser, parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { parseAsFilters } from '../dashboards/url-state';

export interface Span {
  fromMs: number;
  toMs: number;
}

/** Two instants with a tilde between. */
export const parseAsSpan = createParser<Span>({
  parse: (text) => {
    const [fromMs = Number.NaN, toMs = Number.NaN] = text.split('~').map((part) => Date.parse(part));
    return fromMs < toMs ? { fromMs, toMs } : null;
  },
  serialize: ({ fromMs, toMs }) => `${new Date(fromMs).toISOString()}~${new Date(toMs).toISOString()}`,
  eq: (left, right) => left.fromMs === right.fromMs && left.toMs === right.toMs,
});

/** What a selection is compared with. */
export const baselines = ['rest', 'before', 'day', 'week'] as const;

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
  show: parseAsStringLiteral(['documents', 'patterns', 'live']).withDefault('documents'),
  explain: parseAsSpan,
  against: parseAsStringLiteral(baselines).withDefault('rest'),
};
