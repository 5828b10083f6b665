import { describe, expect, test } from 'vitest';
import { measureAggregations, measureSchema, readMeasure } from '../measure';
import { evaluateFormula } from './evaluate';
import { parseFormula } from './parse';
import { FormulaError } from './syntax';

test.each<[string, (number | null)[], number | null]>([
  ['count() + 2 * 3', [1], 7],
  ['(count() + 2) * 3', [1], 9],
  ['-count() ^ 2', [3], -9],
  ['2 ^ 3 ^ 2 + 0 * count()', [0], 512],
  ['count() - 1 - 1', [5], 3],
  ['p95(duration) / avg(duration)', [300, 100], 3],
  ["count(kql='status >= 500') / count()", [5, 0], null],
  ['defaults(sum(a) / count(), 0)', [null, 4], 0],
  ['round(avg(a), 1)', [1.26], 1.3],
  ['clamp(max(a), 0, 10)', [99], 10],
  ['pick_max(min(a), min(b))', [1, 2], 2],
  ['log(max(a), 10)', [1000], 3],
  ['sqrt(sum(a))', [-1], null],
])('%s of %j is %s', (source, leaves, value) => {
  const result = evaluateFormula(parseFormula(source), leaves);
  if (value === null) expect(result).toBeNull();
  else expect(result).toBeCloseTo(value, 9);
});

test('its aggregations are measures', () => {
  expect(
    parseFormula(`percentile(http.response-time, 99.5, kql="a: 'x'") + p50(@b) + unique_count('user id') + share(kql='c')`).leaves,
  ).toEqual([
    { aggregation: 'percentile', field: 'http.response-time', percentile: 99.5, kql: "a: 'x'" },
    { aggregation: 'percentile', field: '@b', percentile: 50 },
    { aggregation: 'cardinality', field: 'user id' },
    { aggregation: 'share', kql: 'c' },
  ]);
});

describe('what cannot be read is pointed at', () => {
  test.each<[string, number, RegExp]>([
    ['count() +', 9, /ends too early/],
    ['count() count()', 8, /Expected a sign/],
    ['duration * 2', 0, /avg\(duration\)/],
    ['nope(a)', 0, /no function nope/],
    ['avg()', 0, /needs a field/],
    ['count(a)', 0, /takes no field/],
    ['share()', 0, /needs kql/],
    ['avg(a, kql=b)', 11, /in quotes/],
    ["count(kql='x)", 10, /no end/],
    ['(count()', 8, /close the bracket/],
    ['1 + 2', 0, /no aggregation/],
    ['round()', 0, /takes 1 to 2 values, not 0/],
    ['count() ? 1', 8, /means nothing here/],
    ['avg(a b)', 6, /close avg/],
  ])('%s at %d', (source, at, message) => {
    let error: unknown;
    try {
      parseFormula(source);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FormulaError);
    expect((error as FormulaError).message).toMatch(message);
    expect((error as FormulaError).at).toBe(at);
  });
  test('brackets without end are refused before the stack is', () => {
    expect(() => parseFormula(`${'('.repeat(10_000)}count()`)).toThrow('nested too deeply');
  });
});

describe('as a measure', () => {
  const measure = measureSchema.parse({ aggregation: 'formula', formula: "100 * count(kql='status >= 500') / count() + max(a)" });
  test('asks for each of its aggregations, and reads them', () => {
    expect(Object.keys(measureAggregations(measure, 'm0'))).toEqual(['m0_0', 'm0_2']);
    expect(readMeasure(measure, 'm0', { doc_count: 50, m0_0: { doc_count: 5 }, m0_2: { value: 7 } } as never)).toBe(17);
  });
  test('a formula that is none is refused with its place', () => {
    const parsed = measureSchema.safeParse({ aggregation: 'formula', formula: 'count() +' });
    expect(parsed.error?.issues[0]?.message).toBe('The formula ends too early (at 10)');
  });
});
