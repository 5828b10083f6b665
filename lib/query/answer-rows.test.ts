import { describe, expect, test } from 'vitest';
import type { SearchResponse } from '../elastic/wire-types';
import { answerRows, suggestColumns } from './answer-rows';

const answer = (rest: Partial<SearchResponse>) => ({ hits: { hits: [] }, ...rest }) as unknown as SearchResponse;
const day = Date.UTC(2026, 0, 1);
const nested = answer({
  aggregations: {
    day: {
      buckets: [
        {
          key: day,
          doc_count: 3,
          svc: {
            buckets: [
              { key: 'a', doc_count: 2, ms: { value: 1.5 } },
              { key: 'b', doc_count: 1, ms: { value: null } },
            ],
          },
        },
        { key: day + 86_400_000, doc_count: 1, svc: { buckets: [{ key: 'a', doc_count: 1, ms: { value: 9 } }] } },
      ],
    },
  },
});

describe('an answer as rows', () => {
  test('columns are found, lists are unfolded, times become times', () => {
    const columns = suggestColumns(nested);
    expect(columns).toEqual([
      { name: 'day', path: 'aggregations.day.buckets[].key' },
      { name: 'svc', path: 'aggregations.day.buckets[].svc.buckets[].key' },
      { name: 'count', path: 'aggregations.day.buckets[].svc.buckets[].doc_count' },
      { name: 'ms', path: 'aggregations.day.buckets[].svc.buckets[].ms.value' },
    ]);
    expect(answerRows(nested, columns)).toEqual({
      columns: [
        { name: 'day', type: 'datetime' },
        { name: 'svc', type: 'keyword' },
        { name: 'count', type: 'double' },
        { name: 'ms', type: 'double' },
      ],
      rows: [
        ['2026-01-01T00:00:00.000Z', 'a', 2, 1.5],
        ['2026-01-01T00:00:00.000Z', 'b', 1, null],
        ['2026-01-02T00:00:00.000Z', 'a', 1, 9],
      ],
    });
  });

  test('named buckets carry their name', () => {
    const filters = answer({ aggregations: { state: { buckets: { ok: { doc_count: 3 }, bad: { doc_count: 1 } } } } });
    expect(answerRows(filters, suggestColumns(filters)).rows).toEqual([
      ['ok', 3],
      ['bad', 1],
    ]);
  });

  test('measures alone make one row, documents one each', () => {
    const measures = answer({ aggregations: { mean: { value: 4 }, most: { value: 9 } } });
    expect(answerRows(measures, suggestColumns(measures)).rows).toEqual([[4, 9]]);
    const documents = answer({ hits: { hits: [{ _source: { a: { b: 1 }, c: ['x', 'y'] } }, { _source: { c: 'z' } }] } as never });
    expect(answerRows(documents, suggestColumns(documents)).rows).toEqual([
      [1, '["x","y"]'],
      [null, 'z'],
    ]);
  });

  test('columns of two lists are refused', () => {
    const columns = [
      { name: 'x', path: 'aggregations.a.buckets[].key' },
      { name: 'y', path: 'aggregations.b.buckets[].key' },
    ];
    expect(() => answerRows(nested, columns)).toThrow(/another list/);
  });
});
