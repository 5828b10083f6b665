import { describe, expect, test } from 'vitest';
import { sqlTables } from './sql-tables';

describe('tables of a statement', () => {
  test.each<[string, string[]]>([
    ['SELECT * FROM "shop-*" s, other WHERE a = 1', ['shop-*', 'other']],
    ['SELECT * FROM (SELECT * FROM x) a, secret', ['secret', 'x']],
    ['SELECT extract(hour FROM ts) FROM logs JOIN b ON f(a, c), d', ['logs', 'b', 'd']],
    ['WITH t AS (SELECT * FROM z) SELECT * FROM t', ['z']],
    ['SELECT (SELECT max(a) FROM q.r) FROM y ORDER BY 1, 2', ['q.r', 'y']],
    ['SELECT 1', []],
    ["SELECT 'from secret' FROM logs -- from other", ['logs']],
  ])('%s', (sql, tables) => {
    expect(sqlTables(sql).sort()).toEqual([...tables].sort());
  });

  test.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    'SELECT 1; DROP TABLE x',
    'SELECT * FROM a UNION ALL TABLE secret',
    "SELECT * FROM '/etc/passwd'",
    'PRAGMA version',
    'COPY x TO y',
    "ATTACH 'x'",
    'SELECT * FROM (PIVOT secret ON a)',
    'INSERT INTO x VALUES (1)',
    'SELECT * FROM (DESCRIBE secret)',
    'SELECT * FROM',
  ])('%s is refused', (sql) => {
    expect(() => sqlTables(sql)).toThrow();
  });
});
