import { expect, test } from 'vitest';
import { combine, countBits, emptyBits, hasBit, setBit } from './closed-rows';

const rowsOf = (until: number, rows: number[]) => {
  const bits = emptyBits(until);
  for (const row of rows) setBit(bits, row);
  return { until, bits, documents: rows.length };
};

test('rows are combined as far as the shortest index goes', () => {
  const one = rowsOf(21, [0, 7, 8, 18, 19, 20]);
  const other = rowsOf(19, [7, 9, 18]);
  const both = combine([one, other], 'and');
  expect([both.until, both.documents]).toEqual([19, 2]);
  expect([7, 18, 0].map((row) => hasBit(both.bits, row))).toEqual([true, true, false]);
  const any = combine([one, other], 'or');
  expect([any.until, any.documents, countBits(any.bits)]).toEqual([19, 5, 5]);
  expect(hasBit(any.bits, 19)).toBe(false);
});
