/** What was done to an index since the process started, as `_stats` tells it. */
export interface IndexCounters {
  searches: number;
  /** Searches by the `stats` groups that they named. */
  groups: Map<string, number>;
  searchMs: number;
  scrolls: number;
  indexed: number;
  deleted: number;
  noopUpdates: number;
  gets: number;
  missingGets: number;
  refreshes: number;
  flushes: number;
}

const byIndex = new Map<string, IndexCounters>();

/** The counters of an index, by its unique id: an index made anew starts at zero. */
export function countersOf(uuid: string): IndexCounters {
  const known = byIndex.get(uuid);
  if (known) return known;
  const fresh: IndexCounters = {
    searches: 0,
    groups: new Map(),
    searchMs: 0,
    scrolls: 0,
    indexed: 0,
    deleted: 0,
    noopUpdates: 0,
    gets: 0,
    missingGets: 0,
    refreshes: 0,
    flushes: 0,
  };
  byIndex.set(uuid, fresh);
  return fresh;
}
