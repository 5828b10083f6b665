type Document = Record<string, unknown>;

interface Migration {
  /** From `to - 1` to this version. */
  to: number;
  name: string;
  up: (document: Document) => Document;
}

/** Upward only, in order. Every past version keeps a fixture in fixtures/ that must still load. */
export const migrations: Migration[] = [
  {
    to: 2,
    name: 'time-range-object',
    up: ({ from, to, refreshSeconds, ...rest }) => ({
      ...rest,
      timeRange: { from: from ?? 'now-24h', to: to ?? 'now' },
      refreshMs: Number(refreshSeconds ?? 0) * 1_000,
    }),
  },
  // controls, sections, folders, times of panels: all of them may be absent
  { to: 3, name: 'controls-and-sections', up: (document) => document },
];
