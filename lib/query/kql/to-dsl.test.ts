import { describe, expect, test } from 'vitest';
import { KqlSyntaxError } from './syntax-error';
import { kqlToDsl } from './to-dsl';

const one = (query: object) => ({ bool: { should: [query], minimum_should_match: 1 } });

describe('KQL to Query DSL', () => {
  test.each<[string, object]>([
    ['', { match_all: {} }],
    ['*', { match_all: {} }],
    ['status: 200', one({ match: { status: 200 } })],
    ['status: "200"', one({ match_phrase: { status: '200' } })],
    ['service.name: *', one({ exists: { field: 'service.name' } })],
    ['path: /api/*', one({ query_string: { fields: ['path'], query: '\\/api\\/*' } })],
    ['path: a\\*b', one({ match: { path: 'a*b' } })],
    ['bytes >= 1000', one({ range: { bytes: { gte: 1000 } } })],
    ['@timestamp < now-1d/d', one({ range: { '@timestamp': { lt: 'now-1d/d' } } })],
    ['failed: true', one({ match: { failed: true } })],
    ['id: 9007199254740993', one({ match: { id: '9007199254740993' } })],
    ['version: 1.10', one({ match: { version: '1.10' } })],
    ['out of memory', { multi_match: { type: 'best_fields', query: 'out of memory', lenient: true } }],
    ['"out of memory"', { multi_match: { type: 'phrase', query: 'out of memory', lenient: true } }],
    ['err*', { query_string: { query: 'err*', lenient: true } }],
    ['machine.os*: win', one({ multi_match: { type: 'best_fields', query: 'win', fields: ['machine.os*'], lenient: true } })],
    ['not a: 1', { bool: { must_not: [one({ match: { a: 1 } })] } }],
    ['a: (1 or 2)', { bool: { should: [one({ match: { a: 1 } }), one({ match: { a: 2 } })], minimum_should_match: 1 } }],
    [
      'items: { name: x and stock > 3 }',
      {
        nested: {
          path: 'items',
          query: { bool: { filter: [one({ match: { 'items.name': 'x' } }), one({ range: { 'items.stock': { gt: 3 } } })] } },
          score_mode: 'none',
        },
      },
    ],
    ['a: x\\and y', one({ match: { a: 'xand y' } })],
    ['a: \\u00e9t\\u00e9', one({ match: { a: 'été' } })],
    ['cannot be', { multi_match: { type: 'best_fields', query: 'cannot be', lenient: true } }],
  ])('%s', (kql, dsl) => {
    expect(kqlToDsl(kql)).toEqual(dsl);
  });

  test('and binds tighter than or, not tighter than both', () => {
    expect(kqlToDsl('a: 1 or b: 2 and not c: 3')).toEqual({
      bool: {
        should: [
          one({ match: { a: 1 } }),
          { bool: { filter: [one({ match: { b: 2 } }), { bool: { must_not: [one({ match: { c: 3 } })] } }] } },
        ],
        minimum_should_match: 1,
      },
    });
  });

  test('words are keywords in any case', () => {
    expect(kqlToDsl('a: 1 AND b: 2')).toEqual(kqlToDsl('a: 1 and b: 2'));
  });

  test('dates without a zone take the reader’s', () => {
    expect(kqlToDsl('t > "2026-01-01"', { timeZone: 'Europe/Berlin' })).toEqual(
      one({ range: { t: { gt: '2026-01-01', time_zone: 'Europe/Berlin' } } }),
    );
  });

  test.each<[string, number]>([
    ['a: ', 3],
    ['(a: 1', 5],
    ['a: "open', 3],
    ['a: 1 or', 7],
    ['a: 1)', 4],
    ['a: {b: 1', 8],
    ['a >', 3],
    [': x', 0],
    ['a: \\u12', 3],
    [`${'('.repeat(200)}a`, 101],
  ])('%s is refused at character %i', (kql, at) => {
    let caught: unknown;
    try {
      kqlToDsl(kql);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(KqlSyntaxError);
    expect((caught as KqlSyntaxError).at).toBe(at);
  });
});
