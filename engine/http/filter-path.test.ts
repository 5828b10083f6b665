import { describe, expect, test } from 'vitest';
import { filterPath } from './filter-path';

const answer = {
  took: 3,
  hits: {
    total: { value: 2 },
    hits: [
      { _id: 'a', _source: { name: 'x', age: 1 } },
      { _id: 'b', _source: { age: 2 } },
    ],
  },
  aggregations: { t: { buckets: [{ key: 'k', n: { value: 7 } }] } },
};

describe('what is asked of an answer', () => {
  test.each([
    [null, answer],
    ['took', { took: 3 }],
    ['hits.total', { hits: { total: { value: 2 } } }],
    ['hits.hits._id', { hits: { hits: [{ _id: 'a' }, { _id: 'b' }] } }],
    ['hits.hits._source.name', { hits: { hits: [{ _source: { name: 'x' } }] } }],
    ['**.value', { hits: { total: { value: 2 } }, aggregations: { t: { buckets: [{ n: { value: 7 } }] } } }],
    ['*k', { took: 3 }],
    ['to*,h*.t*', { took: 3, hits: { total: { value: 2 } } }],
    ['-hits,-aggregations', { took: 3 }],
    ['hits,-hits.hits._source,-**.total', { hits: { hits: [{ _id: 'a' }, { _id: 'b' }] } }],
    ['nothing.of.this', {}],
  ])('%s', (filter, expected) => {
    expect(filterPath(answer, filter)).toEqual(expected);
  });

  test('a name with a dot in it is written with a backslash', () => {
    expect(filterPath({ 'a.b': 1, a: { b: 2 } }, 'a\\.b')).toEqual({ 'a.b': 1 });
  });
});
