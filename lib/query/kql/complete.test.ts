import { describe, expect, test } from 'vitest';
import { positionAt, quoteValue } from './complete';

describe('completion', () => {
  test.each([
    ['', 'field', ''],
    ['ser', 'field', 'ser'],
    ['a: 1 and ', 'field', ''],
    ['status ', 'operator', ''],
    ['status:', 'value', ''],
    ['status: 2', 'value', '2'],
    ['a: 1 ', 'conjunction', ''],
    ['(a: 1) ', 'conjunction', ''],
  ])('after "%s" comes a %s', (text, expects, typed) => {
    expect(positionAt(text, text.length)).toMatchObject({ expects, typed });
  });

  test('values are quoted only where they must be', () => {
    expect([quoteValue('DE'), quoteValue('/api/cart'), quoteValue('a b'), quoteValue('say "x"'), quoteValue('or')]).toEqual([
      'DE',
      '/api/cart',
      '"a b"',
      '"say \\"x\\""',
      '"or"',
    ]);
  });
});
