import { describe, expect, test } from 'vitest';
import type { QueryContext } from './panel-type';
import { panelType, panelTypes } from './registry';
import { tabulate } from './tables';

const dataView = { id: 'v', title: 'V', pattern: 'v-*', timeField: '@timestamp', fieldFormats: {} };
const range = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 0, 2) };
const context: QueryContext = {
  range,
  previous: { fromMs: range.fromMs - 86_400_000, toMs: range.fromMs },
  timeZone: 'Asia/Kathmandu',
  width: 600,
  compare: false,
  against: 'previous 24 h',
  nowMs: range.toMs,
  dataView,
};
const fieldFor = ({ wants }: { wants?: string }) =>
  wants === 'points'
    ? { path: 'location', type: 'geo_point' }
    : wants === 'numbers'
      ? { path: 'amount', type: 'double' }
      : { path: 'country', type: 'keyword' };
const ends = { aggregations: { least: { value: 0 }, most: { value: 9 }, spread: { values: { '1.0': 1, '99.0': 8 } } } } as never;
const nothing = {
  took: 1,
  timed_out: false,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { max_score: null, hits: [] },
  aggregations: {},
};

describe('every kind of panel', () => {
  test.each(panelTypes.map((type) => [type.kind, type] as const))('%s suggests a config that its own schema accepts', (_, type) => {
    const config = type.suggest(dataView, fieldFor(type));
    expect(type.schema.safeParse(config).success).toBe(true);
  });

  test.each(panelTypes.filter(({ kind }) => !['markdown', 'image', 'links'].includes(kind)).map((type) => [type.kind, type] as const))(
    '%s takes an answer without documents for empty',
    (_, type) => {
      const config = type.schema.parse(type.suggest(dataView, fieldFor(type)));
      const answers = Object.fromEntries(type.buildRequests(config, context).map((request) => [request.key, nothing]));
      expect(type.isEmpty(type.toData(config, answers as never, context))).toBe(true);
    },
  );

  test.each(
    panelTypes
      .filter(({ kind }) => !['markdown', 'image', 'links', 'state-timeline'].includes(kind))
      .map((type) => [type.kind, type] as const),
  )('%s asks about the time before when the reader compares', (_, type) => {
    const config = type.schema.parse(type.suggest(dataView, fieldFor(type)));
    const asked = type.buildRequests(config, { ...context, compare: true }, { ends });
    const before = asked.find(({ key }) => key.startsWith('previous'));
    expect(before?.range?.toMs).toBeLessThanOrEqual(context.range.fromMs);
    expect(before?.range?.toMs).toBe(context.previous.toMs);
  });

  test.each(panelTypes.filter(({ kind }) => !['markdown', 'image', 'links'].includes(kind)).map((type) => [type.kind, type] as const))(
    '%s has a table beside its picture',
    (_, type) => {
      const config = type.schema.parse(type.suggest(dataView, fieldFor(type)));
      const requests = [...(type.firstRequests?.(config, context) ?? []), ...type.buildRequests(config, context, { ends })];
      const answers = Object.fromEntries(requests.map((request) => [request.key, nothing]));
      const table = tabulate(type.kind, type.toData(config, answers as never, context), 'UTC');
      expect(table?.columns.length).toBeGreaterThan(0);
    },
  );

  test('lines of logs are counted beside the time before, by level, with levels that are gone', () => {
    const { buildRequests, schema, toData } = panelType('log-stream');
    const config = schema.parse({ source: { type: 'search', dataView: 'shop' }, levelField: 'level' });
    const compared = { ...context, compare: true };
    const answer = (total: number, levels: Record<string, number>, rest = 0) =>
      ({
        ...nothing,
        hits: { total: { value: total, relation: 'eq' }, hits: [] },
        aggregations: {
          levels: {
            sum_other_doc_count: rest,
            buckets: Object.entries(levels).map(([key, doc_count]) => ({ key, doc_count })),
          },
        },
      }) as never;
    expect(buildRequests(config, compared).map(({ key, body }) => [key, body.track_total_hits, body.size])).toEqual([
      ['main', true, 50],
      ['previous', true, undefined],
    ]);
    const main = answer(120, { info: 90, error: 30 });
    const of = (previous: never) => toData(config, { main, previous }, compared);
    expect(of(answer(100, { info: 95, debug: 5 }))).toMatchObject({
      compared: {
        lines: 120,
        linesBefore: 100,
        levels: [
          { level: 'INFO', lines: 90, before: 95 },
          { level: 'ERROR', lines: 30, before: 0 },
          { level: 'DEBUG', lines: 0, before: 5 },
        ],
      },
    });
    // what was cut off is not said to have been none
    expect(of(answer(100, { info: 95 }, 5))).toMatchObject({ compared: { levels: [{ before: 95 }, { level: 'ERROR', lines: 30 }] } });
    expect(toData(config, { main }, context)).not.toHaveProperty('compared');
  });

  test('an unknown kind is refused with the kinds that exist', () => {
    expect(() => panelType('gauge')).toThrow(/no panel kind "gauge".*xy/);
  });
});
