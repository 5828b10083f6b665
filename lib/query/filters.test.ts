import { describe, expect, test } from 'vitest';
import { toFilters } from './filters';

describe('pills of an address', () => {
  test('are taken with what they leave unsaid', () => {
    expect(toFilters([{ field: 'a', operator: 'is', value: 1 }])).toEqual([
      { field: 'a', operator: 'is', value: 1, negate: false, disabled: false },
    ]);
    expect(toFilters([])).toEqual([]);
  });

  test.each([
    [null],
    ['x'],
    [{}],
    [[null]],
    [[{ field: 'a' }]],
    [[{ field: 1, operator: 'is' }]],
    [[{ field: 'a', operator: 'constructor' }]],
  ])('are none: %j', (value) => expect(toFilters(value)).toBeUndefined());
});
