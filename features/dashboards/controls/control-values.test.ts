import { expect, test } from 'vitest';
import { toControlValues } from './control-values';

test('what an address sets controls to', () => {
  const values = { a: ['x', 1], b: { gte: 1 }, c: { from: 'now-1h', to: 'now' }, d: 'words' };
  expect(toControlValues(values)).toEqual(values);
  for (const none of [null, [], 'x', { a: [] }, { a: '' }, { a: 1 }, { a: null }]) expect(toControlValues(none)).toBeUndefined();
});
