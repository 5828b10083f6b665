import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../lib/elastic/wire-types';
import { columnsOf } from './columns';
import { csvHead, csvLines } from './csv';
import { parquetFile } from './parquet';

const field = (path: string, type: string) => ({ path, type, searchable: true, aggregatable: true });
const columns = [
  { path: '@timestamp', type: 'date' },
  { path: 'user.name', type: 'keyword' },
  { path: 'bytes', type: 'long' },
  { path: 'ok', type: 'boolean' },
  { path: 'ratio', type: 'double' },
];
const documents: Json[] = [
  { '@timestamp': '2026-11-25T10:00:00Z', user: { name: 'Ann "A" Lee, jr' }, bytes: 12, ok: true, ratio: 0.5 },
  { '@timestamp': 1_764_000_000_000, 'user.name': ['x', 'y'], bytes: [1, 2], ok: 'false' },
  { user: { name: '=HYPERLINK("http://x")' }, bytes: -3, ratio: -1.25 },
];

describe('CSV', () => {
  test('quotes what must be quoted, keeps lists, and makes formulas harmless', () => {
    expect(csvHead(columns)).toBe('@timestamp,user.name,bytes,ok,ratio\r\n');
    expect(csvLines(columns, documents).split('\r\n')).toEqual([
      '2026-11-25T10:00:00Z,"Ann ""A"" Lee, jr",12,true,0.5',
      '1764000000000,"[""x"",""y""]","[1,2]",false,',
      `,"'=HYPERLINK(""http://x"")",-3,,-1.25`,
      '',
    ]);
  });
});

describe('Parquet', () => {
  test('keeps types over several row groups, and can be read again', async () => {
    const file = parquetFile(columns);
    const parts = [await file.rows(documents.slice(0, 2)), await file.rows(documents.slice(2)), await file.end()];
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    const rows = await parquetReadObjects({ file: bytes.buffer });
    expect(rows).toEqual(
      [
        { '@timestamp': new Date('2026-11-25T10:00:00Z'), 'user.name': 'Ann "A" Lee, jr', bytes: 12n, ok: true, ratio: 0.5 },
        { '@timestamp': new Date(1_764_000_000_000), 'user.name': '["x","y"]', bytes: 1n, ok: false, ratio: null },
        { '@timestamp': null, 'user.name': '=HYPERLINK("http://x")', bytes: -3n, ok: null, ratio: -1.25 },
      ].map((row) => ({ ...row, ok: row.ok ?? null })),
    );
  });
});

test('all columns are the fields that hold a value of their own', () => {
  const fields = [field('message', 'text'), field('message.keyword', 'keyword'), field('host.name', 'keyword')];
  expect(columnsOf(fields, []).map(({ path }) => path)).toEqual(['message', 'host.name']);
  expect(columnsOf(fields, ['host.name', 'gone'])).toEqual([
    { path: 'host.name', type: 'keyword' },
    { path: 'gone', type: 'keyword' },
  ]);
});
