import { expect, test } from 'vitest';
import { type Entry, findEntries } from './find-entries';

const entry = (title: string, kind: string): Entry => ({ id: title, title, kind });
const entries = [
  entry('Shop operations', 'dashboard'),
  entry('Workshop', 'dashboard'),
  entry('Add data', 'page'),
  entry('Charges fail', 'alert rule'),
  entry('Übersicht', 'dashboard'),
];

test.each([
  ['shop', ['Shop operations', 'Workshop']],
  ['op shop', ['Shop operations', 'Workshop']],
  ['dashboard work', ['Workshop']],
  ['rule', ['Charges fail']],
  ['uber', ['Übersicht']],
  ['(', []],
  ['nothing at all', []],
  ['', entries.map(({ title }) => title)],
])('%j finds %j', (query, titles) => {
  expect(findEntries(entries, query).map(({ title }) => title)).toEqual(titles);
});
