import { Client, errors } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestEngine } from './testing';

let engine: Awaited<ReturnType<typeof openTestEngine>>;
let client: Client;
const count = 1_200;

beforeAll(async () => {
  engine = await openTestEngine();
  client = new Client({ node: engine.url });
  await client.indices.create({ index: 'events', mappings: { properties: { kind: { type: 'keyword' }, size: { type: 'long' } } } });
});

afterAll(async () => {
  await client.close();
  await engine.close();
});

describe('@elastic/elasticsearch, unmodified', () => {
  test('bulk helper, search with types, scroll helper', async () => {
    const result = await client.helpers.bulk({
      datasource: Array.from({ length: count }, (_, number) => ({ kind: number % 4 === 0 ? 'odd' : 'usual', size: number })),
      onDocument: () => ({ index: { _index: 'events' } }),
      refreshOnCompletion: true,
    });
    expect(result).toMatchObject({ total: count, successful: count, failed: 0 });
    const answer = await client.search({
      index: 'events',
      size: 0,
      track_total_hits: true,
      aggs: { kinds: { terms: { field: 'kind' }, aggs: { most: { max: { field: 'size' } } } } },
    });
    expect(answer.hits.total).toEqual({ value: count, relation: 'eq' });
    expect(answer.aggregations?.kinds).toMatchObject({
      buckets: [
        { key: 'usual', doc_count: 900 },
        { key: 'odd', doc_count: 300 },
      ],
    });
    let seen = 0;
    for await (const page of client.helpers.scrollSearch({ index: 'events', size: 500 })) seen += page.documents.length;
    expect(seen).toBe(count);
  });

  test('msearch, updates, and errors of the client itself', async () => {
    await client.index({ index: 'events', id: '1', document: { kind: 'one', size: 1 }, refresh: true });
    await client.update({ index: 'events', id: '1', doc: { size: 2 } });
    expect((await client.get({ index: 'events', id: '1' }))._source).toEqual({ kind: 'one', size: 2 });
    const { responses } = await client.msearch({
      searches: [{ index: 'events' }, { query: { term: { kind: 'one' } } }, { index: 'nowhere' }, {}],
    });
    expect(responses[0]).toMatchObject({ status: 200, hits: { total: { value: 1 } } });
    expect(responses[1]).toMatchObject({ status: 404, error: { type: 'index_not_found_exception' } });
    await expect(client.create({ index: 'events', id: '1', document: {} })).rejects.toBeInstanceOf(errors.ResponseError);
  });
});
