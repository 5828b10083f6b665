import { expect, test } from 'vitest';
import { dashboardSchema, type StoredPanel } from './schema';
import { versionDifference } from './version-difference';

const panel = (id: string, rest: Partial<StoredPanel> = {}): StoredPanel => ({
  id,
  kind: 'metric',
  title: id,
  subtitle: '',
  config: { measure: { aggregation: 'count' } },
  layout: { x: 0, y: 0, w: 3, h: 3 },
  ...rest,
});
const document = (panels: StoredPanel[], rest = {}) =>
  dashboardSchema.parse({ version: 3, title: 'T', timeRange: { from: 'now-1h', to: 'now' }, panels, ...rest });

test('says what was added, removed, moved and changed, with both values', () => {
  const before = document([panel('a'), panel('b'), panel('c')]);
  const after = document(
    [
      panel('a', { config: { measure: { aggregation: 'avg', field: 'ms' } } }),
      panel('b', { layout: { x: 3, y: 0, w: 3, h: 3 } }),
      panel('d'),
    ],
    { timeRange: { from: 'now-7d', to: 'now' } },
  );
  expect(versionDifference(before, after)).toEqual({
    settings: [{ path: 'timeRange.from', before: 'now-1h', after: 'now-7d' }],
    panels: [
      {
        id: 'a',
        title: 'a',
        kind: 'metric',
        change: 'changed',
        settings: [
          { path: 'config.measure.aggregation', before: 'count', after: 'avg' },
          { path: 'config.measure.field', after: 'ms' },
        ],
      },
      { id: 'b', title: 'b', kind: 'metric', change: 'moved', settings: [] },
      { id: 'd', title: 'd', kind: 'metric', change: 'added', settings: [] },
      { id: 'c', title: 'c', kind: 'metric', change: 'removed', settings: [] },
    ],
  });
});

test('says nothing of two equal versions', () => {
  expect(versionDifference(document([panel('a')]), document([panel('a')]))).toEqual({ settings: [], panels: [] });
});
