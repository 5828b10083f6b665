import { describe, expect, test } from 'vitest';
import { bindSql, inlineParameters } from './sql-macros';

const range = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 0, 2) };
const bind = (query: string, controls: Record<string, unknown> = {}) => bindSql(query, { range, controls });

describe('macros of a statement', () => {
  test('times are bound', () => {
    expect(bind('SELECT * FROM "a" WHERE $__timeFilter("@timestamp") AND x > $__from')).toEqual({
      query:
        'SELECT * FROM "a" WHERE ("@timestamp" >= CAST(? AS TIMESTAMP) AND "@timestamp" < CAST(? AS TIMESTAMP)) AND x > CAST(? AS TIMESTAMP)',
      params: ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    });
  });

  test.each([
    [['DE', "O'Hara"], 'c IN (?, ?)', ['DE', "O'Hara"]],
    [undefined, 'TRUE', []],
    [{ gte: 3, lte: 9 }, '(c >= ? AND c <= ?)', [3, 9]],
    [{ lte: 9 }, '(c <= ?)', [9]],
    ['50%_off', "c LIKE ? ESCAPE '\\'", ['%50\\%\\_off%']],
  ])('a control set to %j', (value, query, params) => {
    expect(bind('$__control(country, c)', { country: value })).toEqual({ query, params });
  });

  test('what people choose is never part of the statement', () => {
    const evil = "'; DROP TABLE x; --";
    const { query, params } = bind('SELECT 1 WHERE $__control(c, "f")', { c: [evil] });
    expect(query).toBe('SELECT 1 WHERE "f" IN (?)');
    expect(params).toEqual([evil]);
  });

  test('texts, names and comments are left alone', () => {
    const query = `SELECT '$__from ?', "$__to?" -- $__nothing ?\n/* $__x ? */ FROM t`;
    expect(bind(query)).toEqual({ query, params: [] });
  });

  test.each([
    ['SELECT $__foo', /no \$__foo/],
    ['SELECT $__timeFilter()', /needs a column/],
    ['SELECT $__timeFilter(x) OR 1=1', undefined],
    ['SELECT $__timeFilter(x OR 1=1)', /needs a column/],
    ['SELECT ?', /question mark/],
  ])('%s', (query, message) => {
    if (message) expect(() => bind(query)).toThrow(message);
    else expect(() => bind(query)).not.toThrow();
  });

  test('literals, where an engine binds nothing', () => {
    expect(inlineParameters({ query: "SELECT '?' WHERE a = ? AND b > ?", params: ["it's \\", 4] })).toBe(
      "SELECT '?' WHERE a = 'it''s \\\\' AND b > 4",
    );
  });
});
