import { expect, test } from 'vitest';
import { signedChange } from './change';

test.each([
  [110, 100, false, '+10.0%'],
  [90, 100, false, '−10.0%'],
  [5, 0, false, 'new'],
  [5, 0, true, '+5.0 pt'],
  [3, 5, true, '−2.0 pt'],
  [5, 5, false, '±0'],
  [5, null, false, undefined],
])('%s after %s, in points %s: %s', (value, before, inPoints, words) => {
  expect(signedChange(value, before, inPoints)).toBe(words);
});
