import { expect, test } from 'vitest';
import { decodePlaces, decodePostings, PostingList, phrasePostings } from './postings';

const listOf = (entries: [row: number, place: number][]) => {
  const list = new PostingList();
  for (const [row, place] of entries) list.add(row, place);
  return list;
};

test('postings and places come back as they went in', () => {
  const entries: [number, number][] = [
    [0, 3],
    [0, 300],
    [7, 0],
    [65_535, 1],
    [65_535, 2],
    [65_535, 70_000],
  ];
  const list = listOf(entries);
  const postings = decodePostings(list.encode(), list.documents);
  expect([...postings.rows]).toEqual([0, 7, 65_535]);
  expect([...postings.frequencies]).toEqual([2, 1, 3]);
  expect([...decodePlaces(list.encodePlaces(), postings).places]).toEqual(entries.map(([, place]) => place));
  expect(list.postings()).toEqual(decodePlaces(list.encodePlaces(), postings));
});

test('a phrase is found where its words follow each other, as often as they do', () => {
  const slow = listOf([
    [1, 0],
    [1, 5],
    [2, 4],
    [3, 1],
  ]).postings();
  const query = listOf([
    [0, 1],
    [1, 1],
    [1, 6],
    [2, 6],
    [3, 0],
  ]).postings();
  const phrase = phrasePostings([
    { postings: slow, after: 0 },
    { postings: query, after: 1 },
  ]);
  expect([[...phrase.rows], [...phrase.frequencies]]).toEqual([[1], [2]]);
  const gapped = phrasePostings([
    { postings: slow, after: 0 },
    { postings: query, after: 2 },
  ]);
  expect([...gapped.rows]).toEqual([2]);
});
