import { expect, test } from 'vitest';
import { detectTypes, toProperties } from './detect-types';

test('numbers with and without decimals become decimals; places, dates, words and lists are told apart', () => {
  const documents = [
    { a: 20, b: { c: true, at: '2026-11-25T10:00:00Z' }, place: { lat: 1, lon: 2 }, tags: ['x'], n: 1, mixed: 3 },
    { a: 20.5, b: { c: false, at: '2026-11-26' }, tags: ['y', 'z'], n: 2, mixed: 'three' },
  ];
  expect(detectTypes(documents)).toEqual({
    a: 'double',
    'b.c': 'boolean',
    'b.at': 'date',
    place: 'geo_point',
    tags: 'keyword',
    n: 'long',
    mixed: 'keyword',
  });
});

test('types become the properties of a mapping', () => {
  expect(toProperties({ 'b.c': 'double', a: 'keyword', 'b.d.e': 'ip' })).toEqual({
    a: { type: 'keyword', ignore_above: 1_024 },
    b: { properties: { c: { type: 'double' }, d: { properties: { e: { type: 'ip' } } } } },
  });
});
