import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestEngine } from './testing';

/** What `_sql` must refuse, by what it tries. Those of `stopped` may start, and are ended by a limit. */
const attacks: Record<string, string[]> = {
  files: [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv_auto('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/*')",
    "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM read_ndjson_objects('/etc/passwd')",
    "SELECT * FROM read_parquet('/tmp/*.parquet')",
    "SELECT * FROM parquet_scan('/tmp/x')",
    "SELECT * FROM parquet_metadata('/tmp/x')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd"',
    "SELECT * FROM 'file.parquet'",
    "SELECT * FROM 'https://example.com/x.csv'",
    "SELECT (SELECT content FROM read_text('/etc/passwd'))",
    "SELECT * FROM (SELECT * FROM read_text('/etc/passwd'))",
    "WITH t AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM t",
    "SELECT count(*) FROM attacked WHERE EXISTS (SELECT 1 FROM read_text('/etc/passwd'))",
    "SELECT * FROM attacked UNION ALL SELECT content FROM read_text('/etc/passwd')",
    "SELECT a FROM attacked ORDER BY (SELECT content FROM read_text('/etc/passwd'))",
    "SELECT * FROM attacked, LATERAL (SELECT * FROM read_text('/etc/passwd'))",
    "COPY attacked TO '/tmp/out.csv'",
    "COPY (SELECT 1) TO '/tmp/x'",
    "COPY attacked FROM '/etc/passwd'",
    "EXPORT DATABASE '/tmp/x'",
    "IMPORT DATABASE '/tmp/x'",
  ],
  'the database': [
    "ATTACH '/tmp/x'",
    'DETACH engine',
    'USE engine',
    'PRAGMA version',
    'PRAGMA database_list',
    'CALL pragma_version()',
    "SET memory_limit='1TB'",
    'RESET memory_limit',
    'INSTALL httpfs',
    'LOAD httpfs',
    "FORCE INSTALL 'x'",
    'CHECKPOINT',
    'VACUUM',
    'ANALYZE',
    'BEGIN TRANSACTION',
    'CREATE TABLE x (a INT)',
    'CREATE TABLE x AS SELECT 1',
    'CREATE MACRO f(a) AS a',
    'DROP TABLE _oriel_indices',
    'ALTER TABLE _oriel_indices ADD COLUMN x INT',
    'INSERT INTO _oriel_indices VALUES (1)',
    'UPDATE _oriel_indices SET name = 1',
    'DELETE FROM _oriel_indices',
    'TRUNCATE _oriel_indices',
    'EXPLAIN SELECT 1',
    'DESCRIBE SELECT 1',
    'SUMMARIZE attacked',
    'SHOW TABLES',
    'PREPARE p AS SELECT 1',
    'EXECUTE p',
  ],
  'what is not an index': [
    'SELECT * FROM _oriel_indices',
    'SELECT * FROM _oriel_objects',
    'SELECT * FROM _oriel_parts',
    'SELECT * FROM main._oriel_indices',
    'SELECT * FROM engine.main._oriel_indices',
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM duckdb_tables()',
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM duckdb_secrets()',
    'SELECT * FROM sqlite_master',
    'SELECT * FROM pg_catalog.pg_tables',
    'WITH attacked AS (SELECT * FROM _oriel_indices) SELECT * FROM attacked',
    'WITH t AS (SELECT 1), u AS (SELECT * FROM _oriel_indices) SELECT * FROM t',
    'SELECT * FROM (WITH _oriel_indices AS (SELECT 1 AS a) SELECT 1 AS b) x, _oriel_indices',
    "SELECT * FROM query_table('_oriel_indices')",
    "SELECT * FROM query('SELECT * FROM _oriel_indices')",
    'FROM _oriel_indices',
    'TABLE _oriel_indices',
  ],
  functions: [
    "SELECT getenv('HOME')",
    "SELECT current_setting('memory_limit')",
    'SELECT current_database()',
    'SELECT version()',
    "SELECT getvariable('x')",
    "SELECT nextval('s')",
    "SELECT write_log('x')",
    "SELECT oriel_ip_key('10.0.0.1')",
    "SELECT query('SELECT 1')",
    'SELECT main.getenv(a) FROM attacked',
    'SELECT a.getenv() FROM attacked AS a',
    "SELECT repeat('x', 1000000000)",
    "SELECT lpad('x', 1000000000, 'y')",
    'SELECT sleep_ms(10000)',
    'SELECT list_transform([1], x -> getenv(x::VARCHAR))',
    "SELECT [getenv(x) FOR x IN ['HOME']]",
    'SELECT random() FROM attacked',
    'SELECT unnest(range(1000000000000))',
    'SELECT * FROM range(1000000000000)',
    'SELECT * FROM generate_series(1, 1000000000000)',
  ],
  'several statements and comments': [
    'SELECT 1; SELECT 2',
    'SELECT a FROM attacked; DROP TABLE attacked',
    'SELECT a FROM attacked /* ; */ ; DELETE FROM attacked',
    'SELECT a FROM attacked -- ;\n; DELETE FROM attacked',
    "SELECT 1 /* SELECT */ FROM read_text/**/('/etc/passwd')",
    "SELECT * FROM read_text\n-- x\n('/etc/passwd')",
    ';',
    '',
    '-- nothing',
    '/* never closed',
    "SELECT 'never closed",
    'SELECT "never closed',
    '\u0000SELECT 1',
    '(((((SELECT',
  ],
  recursion: [
    'WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT * FROM t) SELECT * FROM t',
    'WITH RECURSIVE t(a) AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT sum(a) FROM t',
    `SELECT 1 ${'+ 1 '.repeat(200_000)}`,
  ],
};

const stopped = [
  'SELECT count(*) FROM attacked a, attacked b, attacked c, attacked d',
  'SELECT a.a, count(*) FROM attacked a, attacked b, attacked c, attacked d GROUP BY 1 ORDER BY 2',
  "SELECT string_agg(a.t, ',') FROM attacked a, attacked b, attacked c, attacked d",
  'SELECT list(a.t) FROM attacked a, attacked b, attacked c',
  'SELECT DISTINCT concat(a.t, b.t, c.t) FROM attacked a, attacked b, attacked c ORDER BY 1',
];

let engine: Awaited<ReturnType<typeof openTestEngine>>;
const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown) =>
  fetch(engine.url + path, { method: 'POST', headers: json, body: typeof body === 'string' ? body : JSON.stringify(body) });
const documents = 2_000;

beforeAll(async () => {
  engine = await openTestEngine({ sqlTimeoutMs: 1_000 });
  const lines = Array.from({ length: documents }, (_, a) => `{"index":{}}\n{"a":${a},"t":"text number ${a}"}\n`);
  await post('/attacked/_bulk', lines.join(''));
});

afterAll(async () => {
  const answer = (await (await post('/_sql', { query: 'SELECT count(*) FROM attacked' })).json()) as { rows: number[][] };
  expect(answer.rows).toEqual([[documents]]);
  await engine.close();
});

describe.each(Object.entries(attacks))('%s', (_, statements) => {
  test.each(statements.map((statement) => [statement.slice(0, 90), statement]))('%s', async (__, query) => {
    const response = await post('/_sql', { query });
    const answer = (await response.json()) as { error?: { type: string } };
    expect(response.status, JSON.stringify(answer).slice(0, 300)).toBe(400);
    expect(answer.error?.type).toMatch(/^(verification|parsing|illegal_argument|action_request_validation|mapping)_exception$/);
  });
});

test.each(stopped)(
  'stopped: %s',
  async (query) => {
    const started = performance.now();
    const response = await post('/_sql', { query });
    const answer = (await response.json()) as { error?: { type: string } };
    expect([400, 408, 429, 504], JSON.stringify(answer).slice(0, 200)).toContain(response.status);
    expect(answer.error?.type).toMatch(/timeout_exception|circuit_breaking_exception/);
    expect(performance.now() - started).toBeLessThan(15_000);
  },
  30_000,
);
