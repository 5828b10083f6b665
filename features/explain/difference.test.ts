import { describe, expect, test } from 'vitest';
import { compare, divergence, erfc, gTest } from './difference';
import { spread, without } from './explain-difference';
import { mergeAggregations } from './merge';

describe('the measure', () => {
  test.each([
    [0, 1],
    [0.5, 0.4795001],
    [1, 0.1572992],
    [3, 2.209e-5],
    [5, 1.5375e-12],
    [-1, 1.8427008],
  ])('erfc(%d)', (x, value) => {
    expect(erfc(x) / value).toBeCloseTo(1, 3);
  });

  test('a trait that tells the groups apart is one bit, one that is alike none', () => {
    expect(divergence(1, 0)).toBe(1);
    expect(divergence(0.3, 0.3)).toBeCloseTo(0, 12);
    expect(divergence(0.9, 0.1)).toBeCloseTo(divergence(0.1, 0.9), 12);
  });

  test('the test knows chance from more than chance', () => {
    // R: DescTools::GTest(matrix(c(30, 70, 20, 80), 2)) gives G = 2.6832, p = 0.1014
    expect(gTest(30, 100, 20, 100)).toBeCloseTo(0.1014, 3);
    expect(gTest(0, 0, 5, 5)).toBe(1);
    expect(gTest(300, 1000, 200, 1000)).toBeLessThan(1e-6);
  });

  test('a handful of documents is not certain', () => {
    expect(compare(3, 3, 0, 1_000).bits).toBeLessThan(compare(300, 300, 0, 1_000).bits);
    expect(compare(3, 10, 0, 100)).toMatchObject({ lift: null, direction: 'more', selectedShare: 0.3 });
  });
});

describe('times', () => {
  test('the baseline leaves the selection out', () => {
    expect(without({ fromMs: 0, toMs: 100 }, { fromMs: 40, toMs: 60 })).toEqual([
      { fromMs: 0, toMs: 40 },
      { fromMs: 60, toMs: 100 },
    ]);
    expect(without({ fromMs: 0, toMs: 40 }, { fromMs: 40, toMs: 60 })).toEqual([{ fromMs: 0, toMs: 40 }]);
    expect(without({ fromMs: 45, toMs: 50 }, { fromMs: 40, toMs: 60 })).toEqual([]);
  });

  test('what is too large is read in parts that are spread over all of it', () => {
    const spans = [{ fromMs: 0, toMs: 4_000_000 }];
    expect(spread(spans, 1_000)).toBe(spans);
    const parts = spread(spans, 4_000_000);
    expect(parts).toHaveLength(4);
    expect(parts.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBeCloseTo(400_000, -2);
    expect(parts.at(-1)?.fromMs).toBeGreaterThan(3_000_000);
  });
});

test('parts of a time are put together again', () => {
  const merged = mergeAggregations([
    {
      t: { buckets: [{ key: 'a', doc_count: 3 }], sum_other_doc_count: 1 },
      r: {
        buckets: [
          { key: '*-1', to: 1, doc_count: 1 },
          { key: '1-*', from: 1, doc_count: 9 },
        ],
      },
      p: { values: { '50.0': 1 } },
      f: { buckets: [{ doc_count: 1 }, { doc_count: 2 }] },
    },
    {
      t: {
        buckets: [
          { key: 'b', doc_count: 9 },
          { key: 'a', doc_count: 2 },
        ],
        sum_other_doc_count: 2,
      },
      r: {
        buckets: [
          { key: '*-1', to: 1, doc_count: 5 },
          { key: '1-*', from: 1, doc_count: 1 },
        ],
      },
      p: { values: { '50.0': 3 } },
      f: { buckets: [{ doc_count: 10 }, { doc_count: 20 }] },
    },
  ] as never);
  expect(merged).toMatchObject({
    t: {
      buckets: [
        { key: 'b', doc_count: 9 },
        { key: 'a', doc_count: 5 },
      ],
      sum_other_doc_count: 3,
    },
    r: { buckets: [{ doc_count: 6 }, { doc_count: 10 }] },
    p: { values: { '50.0': 3 } },
    f: { buckets: [{ doc_count: 11 }, { doc_count: 22 }] },
  });
});
