import { expect, test } from 'vitest';
import { combine, countBits, emptyBits, hasBit, listedRows, listRows, setBit } from './closed-rows';

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

test('rows that are listed are the rows of their bits', () => {
  const few = listedRows(21, [0, 8, 19, 20]);
  const many = rowsOf(20, [0, 7, 8, 18, 19]);
  expect(listRows(rowsOf(21, [0, 8, 19, 20]))).toEqual(listRows(few));
  expect([...few.bits]).toEqual([...rowsOf(21, [0, 8, 19, 20]).bits]);
  const both = combine([many, few], 'and');
  expect([both.until, both.documents, listRows(both)]).toEqual([20, 3, [0, 8, 19]]);
  const any = combine([many, few], 'or');
  expect([any.until, any.documents, listRows(any)]).toEqual([20, 5, [0, 7, 8, 18, 19]]);
});
