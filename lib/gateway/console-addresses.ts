/** What a request's body holds, and so how it is checked. */
export type CheckedBody = 'none' | 'json' | 'ndjson-search' | 'ndjson-bulk' | 'docs' | 'pipeline' | 'scroll' | 'pit-search' | 'pit';

export interface Rule {
  methods: string[];
  pattern: RegExp;
  access: 'read' | 'write';
  body: CheckedBody;
  /** Parameters that count for this address alone. */
  parameters?: string[];
  /** The path has no index: it is the body's or the cluster's. */
  wholeCluster?: boolean;
  /** Only for who may write everywhere: pipelines and templates count for every index. */
  whole?: boolean;
}

const index = '([^/_][^/]*)';
const read = (pattern: string, methods = ['GET', 'POST'], body: Rule['body'] = 'json'): Rule => ({
  methods,
  pattern: new RegExp(`^${pattern}$`),
  access: 'read',
  body,
});
const write = (pattern: string, methods: string[], body: Rule['body'] = 'json'): Rule => ({
  methods,
  pattern: new RegExp(`^${pattern}$`),
  access: 'write',
  body,
});

/** All that may pass. What is not here is refused, whoever asks. */
export const rules: Rule[] = [
  { ...read('/', ['GET', 'HEAD'], 'none'), wholeCluster: true },
  { ...read('/_cluster/health', ['GET'], 'none'), wholeCluster: true },
  { ...read(`/${index}/_search`), parameters: ['scroll'] },
  { ...read('/_search', ['POST', 'GET'], 'pit-search'), wholeCluster: true },
  { ...read('/_search/scroll', ['POST', 'GET', 'DELETE'], 'scroll'), wholeCluster: true, parameters: ['scroll', 'scroll_id'] },
  { ...read(`/${index}/_pit`, ['POST'], 'none'), parameters: ['keep_alive'] },
  { ...read('/_pit', ['DELETE'], 'pit'), wholeCluster: true },
  read(`/${index}/_count`),
  read(`/${index}/_msearch`, ['GET', 'POST'], 'ndjson-search'),
  read(`/${index}/_field_caps`),
  read(`/${index}/_mapping`, ['GET'], 'none'),
  read(`/${index}/_settings`, ['GET'], 'none'),
  read(`/${index}/_stats`, ['GET'], 'none'),
  read(`/_cat/indices/${index}`, ['GET'], 'none'),
  read(`/_cat/count/${index}`, ['GET'], 'none'),
  read(`/${index}/_doc/([^/]+)`, ['GET', 'HEAD'], 'none'),
  read(`/${index}/_source/([^/]+)`, ['GET', 'HEAD'], 'none'),
  read(`/${index}/_mget`, ['GET', 'POST'], 'docs'),
  read(`/${index}/_validate/query`),
  read(`/${index}/_analyze`),
  read(`/${index}/_explain/([^/]+)`),
  read(`/${index}/_terms_enum`),
  read(`/_resolve/index/${index}`, ['GET'], 'none'),
  read(`/${index}`, ['GET', 'HEAD'], 'none'),
  write(`/${index}/_doc`, ['POST']),
  write(`/${index}/_doc/([^/]+)`, ['PUT', 'POST', 'DELETE']),
  write(`/${index}/_create/([^/]+)`, ['PUT', 'POST']),
  write(`/${index}/_update/([^/]+)`, ['POST']),
  write(`/${index}/_bulk`, ['POST', 'PUT'], 'ndjson-bulk'),
  { ...write('/_bulk', ['POST', 'PUT'], 'ndjson-bulk'), wholeCluster: true },
  { ...write('/_ingest/pipeline/_simulate', ['POST'], 'pipeline'), wholeCluster: true, whole: true },
  { ...write('/_ingest/pipeline/([a-z0-9][a-z0-9._-]*)', ['PUT', 'GET', 'DELETE'], 'pipeline'), wholeCluster: true, whole: true },
  { ...write('/_index_template/([a-z0-9][a-z0-9._-]*)', ['PUT', 'GET', 'DELETE'], 'pipeline'), wholeCluster: true, whole: true },
  write(`/${index}/_mapping`, ['PUT', 'POST']),
  write(`/${index}/_refresh`, ['POST', 'GET'], 'none'),
  write(`/${index}/_delete_by_query`, ['POST']),
  write(`/${index}`, ['PUT', 'DELETE']),
];
