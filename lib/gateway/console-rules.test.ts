import { describe, expect, test } from 'vitest';
import { checkConsoleRequest } from './console-rules';
import { mintScope } from './mint-scope';
import { seal } from './sealed-handle';

const editor = mintScope({ subject: 'user:1', patterns: ['shop-*', 'flights'], canWrite: false });
const administrator = mintScope({ subject: 'user:2', patterns: ['*'], canWrite: true });

const send = (scope: typeof editor, line: string, body: unknown = '') => {
  const [method = 'GET', target = '/'] = line.split(' ');
  const [path = '/', query = ''] = target.split('?');
  return checkConsoleRequest(scope, {
    method,
    path,
    query: new URLSearchParams(query),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
};

process.env.NEXTAUTH_SECRET = 'a secret that is long enough for tests';
const own = seal({ subject: editor.subject, index: 'shop-logs', id: 'x' });
const foreign = seal({ subject: administrator.subject, index: 'secret', id: 'x' });

const q = (query: unknown) => ({ query });

describe('what an editor may ask', () => {
  test.each<[string, unknown]>([
    ['GET /shop-logs/_search', { size: 5, query: { terms: { a: ['x'] } }, aggs: { t: { terms: { field: 'a' } } } }],
    ['POST /shop-*/_count', q({ match_all: {} })],
    ['GET /shop-logs,flights/_field_caps?fields=*', ''],
    ['POST /shop-logs/_msearch', '{}\n{"size":0}\n{"index":"flights"}\n{}\n'],
    ['GET /_cat/indices/shop-*?format=json', ''],
    ['GET /shop-logs/_doc/1', ''],
    ['GET /', ''],
    ['POST /shop-logs/_search?scroll=5m', {}],
    ['POST /shop-logs/_pit?keep_alive=1m', ''],
    ['POST /_search', { pit: { id: own, keep_alive: '1m' }, sort: ['_shard_doc'] }],
  ])('%s passes', (line, body) => {
    expect(send(editor, line, body).path).toBeTruthy();
  });
});

describe('attacks that are refused', () => {
  const attacks: [string, unknown?][] = [
    ['GET /secret/_search'],
    ['GET /shop-logs,secret/_search'],
    ['GET /*/_search'],
    ['GET /s*/_search'],
    ['GET /_all/_search'],
    ['GET /_search'],
    ['GET /.kibana/_search'],
    ['GET /.security-7/_search'],
    ['GET /shop-logs,-shop-logs/_search'],
    ['GET /remote:shop-logs/_search'],
    ['GET /<shop-{now/d}>/_search'],
    ['GET /shop-logs/_search/../../secret/_search'],
    ['GET /shop-logs%2F..%2F..%2Fsecret/_search'],
    ['GET /shop-logs%252F_search'],
    ['GET //secret/_search'],
    ['GET /shop-logs/_search?scroll=5h'],
    ['POST /shop-logs/_count?scroll=1m'],
    ['POST /_search', { pit: { id: 'made-up.AAAA' } }],
    ['POST /_search', { pit: { id: foreign } }],
    ['POST /_search', { pit: { id: own }, query: { script: { script: 'true' } } }],
    ['GET /shop-logs/_search?expand_wildcards=all'],
    ['GET /shop-logs/_search?index=secret'],
    ['POST /secret/_pit?keep_alive=1m'],
    ['POST /_pit?keep_alive=1m'],
    ['GET /shop-logs/_search', { pit: { id: 'foreign' } }],
    ['GET /shop-logs/_search', q({ script: { script: 'true' } })],
    ['GET /shop-logs/_search', { script_fields: { a: { script: '1' } } }],
    ['GET /shop-logs/_search', { runtime_mappings: { a: { type: 'keyword' } } }],
    ['GET /shop-logs/_search', { aggs: { a: { scripted_metric: {} } } }],
    ['GET /shop-logs/_search', { aggs: { a: { terms: { script: 'x' } } } }],
    ['GET /shop-logs/_search', { aggs: { a: { date_histogram: {}, aggs: { b: { bucket_script: {} } } } } }],
    ['GET /shop-logs/_search', { sort: { _script: { script: 'x' } } }],
    ['GET /shop-logs/_search', q({ function_score: { script_score: { script: 'x' } } })],
    ['GET /shop-logs/_search', q({ terms: { user: { index: 'secret', id: '1', path: 'users' } } })],
    ['GET /shop-logs/_search', q({ bool: { filter: [{ terms: { user: { index: 'secret', id: '1', path: 'users' } } }] } })],
    ['GET /shop-logs/_search', q({ geo_shape: { location: { indexed_shape: { index: 'secret', id: '1' } } } })],
    ['GET /shop-logs/_search', q({ more_like_this: { like: [{ _index: 'secret', _id: '1' }] } })],
    ['GET /shop-logs/_search', q({ percolate: { index: 'secret', id: '1' } })],
    ['GET /shop-logs/_search', q({ has_child: { type: 'x', query: {} } })],
    ['GET /shop-logs/_search', q({ wrapper: { query: 'eyJ9' } })],
    [
      'GET /shop-logs/_search',
      q({ knn: { field: 'a', query_vector_builder: { text_embedding: { model_id: 'x' } }, filter: { script: {} } } }),
    ],
    ['GET /shop-logs/_search', { size: 1_000_000 }],
    ['GET /shop-logs/_search?size=1000000'],
    ['GET /shop-logs/_search', { query: JSON.parse(`${'{"bool":{"must":['.repeat(70)}{"match_all":{}}${']}}'.repeat(70)}`) }],
    ['GET /shop-logs/_search', '{"query":'],
    ['POST /shop-logs/_msearch', '{"index":"secret"}\n{}\n'],
    ['POST /shop-logs/_msearch', '{"index":["shop-logs","secret"]}\n{}\n'],
    ['POST /shop-logs/_msearch', '{}\n{"query":{"script":{}}}\n'],
    ['POST /shop-logs/_msearch', '{"search_type":"dfs_query_then_fetch"}\n{}\n'],
    ['GET /shop-logs/_mget', { docs: [{ _index: 'secret', _id: '1' }] }],
    ['PUT /shop-logs/_doc/1', { a: 1 }],
    ['POST /shop-logs/_bulk', '{"index":{}}\n{"a":1}\n'],
    ['DELETE /shop-logs'],
    ['POST /shop-logs/_delete_by_query', q({ match_all: {} })],
    ['POST /_reindex', { source: { index: 'secret' }, dest: { index: 'shop-x' } }],
    ['GET /_cat/indices'],
    ['GET /_cluster/state'],
    ['GET /_nodes'],
    ['PUT /_cluster/settings', {}],
    ['GET /_tasks'],
    ['GET /_ingest/pipeline'],
    ['POST /_scripts/x', {}],
    ['GET /_security/user'],
    ['GET /_snapshot'],
    ['TRACE /shop-logs/_search'],
  ];

  test('there are at least forty of them', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(40);
  });

  test.each(attacks)('%s %j', (line, body = '') => {
    expect(() => send(editor, line, body)).toThrow();
  });

  test.each<[string, unknown]>([
    ['POST /shop-logs/_bulk', '{"index":{"_index":".security"}}\n{"a":1}\n'],
    ['POST /shop-logs/_bulk', '{"update":{"_id":"1"}}\n{"script":"x"}\n'],
    ['POST /shop-logs/_update/1', { script: { source: 'x' } }],
    ['PUT /.kibana', {}],
    ['DELETE /_all', ''],
    ['POST /_reindex', {}],
    ['POST /shop-logs/_delete_by_query', q({ script: {} })],
  ])('an administrator cannot do it either: %s %j', (line, body) => {
    expect(() => send(administrator, line, body)).toThrow();
  });

  test('an administrator may write', () => {
    expect(send(administrator, 'PUT /new-index/_doc/1', { script: 'a field of a document is no script' }).method).toBe('PUT');
  });
});

describe('a key that may write to some indices', () => {
  const key = mintScope({ subject: 'key:1', patterns: ['shop-*'], canWrite: true });

  test.each<[string, string]>([
    ['POST /_bulk', '{"index":{"_index":"shop-logs"}}\n{"a":1}\n'],
    ['POST /shop-logs/_bulk', '{"index":{}}\n{"a":1}\n'],
    ['PUT /shop-logs/_doc/1', '{"a":1}'],
  ])('%s passes', (line, body) => {
    expect(send(key, line, body).path).toBeTruthy();
  });

  test.each<[string, string]>([
    ['POST /_bulk', '{"index":{"_index":"secret"}}\n{"a":1}\n'],
    ['POST /_bulk', '{"index":{}}\n{"a":1}\n'],
    ['POST /shop-logs/_bulk', '{"index":{"pipeline":"x"}}\n{"a":1}\n'],
    ['POST /shop-logs/_bulk?pipeline=x', '{"index":{}}\n{"a":1}\n'],
    ['PUT /_ingest/pipeline/x', '{"processors":[]}'],
    ['PUT /_index_template/x', '{"index_patterns":["*"]}'],
    ['PUT /secret/_doc/1', '{"a":1}'],
  ])('%s %s is refused', (line, body) => {
    expect(() => send(key, line, body)).toThrow();
  });

  test('who may write everywhere may name a pipeline', () => {
    expect(send(administrator, 'POST /shop-logs/_bulk?pipeline=x', '{"index":{"pipeline":"y"}}\n{"a":1}\n').path).toBe('/shop-logs/_bulk');
    expect(send(administrator, 'PUT /_ingest/pipeline/x', '{"processors":[{"script":{"source":"ctx.a = 1"}}]}').path).toBeTruthy();
  });
});
