import { expect, test } from 'vitest';
import { courseOf } from './course';

const values = [1, null, 3, 6];
test.each([
  ['as-is', [1, null, 3, 6]],
  ['cumulative', [1, 1, 4, 10]],
  ['change', [null, null, null, 3]],
  ['smooth', [1, null, 2, 4.5]],
] as const)('%s', (course, drawn) => {
  expect(courseOf({ course, smoothOver: 3 }, values)).toEqual(drawn);
});
