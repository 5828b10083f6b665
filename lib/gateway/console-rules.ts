import type { Json, JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

export interface ConsoleRequest {
  method: string;
  /** Path without the query string, as sent. */
  path: string;
  query: URLSearchParams;
  body: string;
}

interface Rule {
  methods: string[];
  pattern: RegExp;
  access: 'read' | 'write';
  body: 'none' | 'json' | 'ndjson-search' | 'ndjson-bulk' | 'docs' | 'pipeline';
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
const rules: Rule[] = [
  { ...read('/', ['GET', 'HEAD'], 'none'), wholeCluster: true },
  { ...read('/_cluster/health', ['GET'], 'none'), wholeCluster: true },
  read(`/${index}/_search`),
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

const allowedParameters = new Set([
  'pretty',
  'size',
  'from',
  'q',
  'df',
  'default_operator',
  'sort',
  '_source',
  '_source_includes',
  '_source_excludes',
  'track_total_hits',
  'format',
  'h',
  's',
  'v',
  'fields',
  'timeout',
  'refresh',
  'ignore_unavailable',
  'allow_no_indices',
  'filter_path',
  'human',
  'terminate_after',
  'op_type',
  'if_seq_no',
  'if_primary_term',
  'version',
  'request_cache',
  'rest_total_hits_as_int',
  'typed_keys',
  'pipeline',
  'require_alias',
  'verbose',
]);

/** Keys that run code, read another index, or leave the scope in another way, wherever they stand in a body. */
const forbiddenKeys = new Set([
  'script',
  'script_fields',
  'scripted_metric',
  'script_score',
  'runtime_mappings',
  'bucket_script',
  'bucket_selector',
  'scripted_sort',
  '_script',
  'percolate',
  'indexed_shape',
  'more_like_this',
  'mlt',
  'has_child',
  'has_parent',
  'parent_id',
  'pit',
  'search_pipeline',
  'pipeline',
  'inner_script',
  'map_script',
  'init_script',
  'reduce_script',
  'combine_script',
  'wrapper',
  'template',
  'rule',
  'pinned',
  'enrich',
  'significant_text_background',
  'stored_script',
  'knn_model',
  'ext',
  'remote',
  'dest',
]);

const refuse = (why: string, where: string) => new AppError('forbidden', why, { details: { where } });

function checkBody(value: Json, path: string[], depth = 0): void {
  if (depth > 60) throw refuse('The body is nested deeper than 60 levels.', path.join('.'));
  if (Array.isArray(value)) {
    for (const item of value) checkBody(item, path, depth + 1);
    return;
  }
  if (!value || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    if (forbiddenKeys.has(key))
      throw refuse(`"${key}" is not allowed here: it could run code or read outside your data.`, [...path, key].join('.'));
    checkLookup(key, child, path);
    checkBody(child, [...path, key], depth + 1);
  }
}

/** `terms` and `terms_set` may hold values, never a document of another index. */
function checkLookup(key: string, child: Json | undefined, path: string[]): void {
  if (!child || typeof child !== 'object' || Array.isArray(child)) return;
  for (const clause of key === 'terms' || key === 'geo_shape' || key === 'shape' ? Object.values(child) : []) {
    if (clause && typeof clause === 'object' && !Array.isArray(clause) && ('index' in clause || 'path' in clause || 'id' in clause))
      throw refuse(`"${key}" may not look values up in another index.`, [...path, key].join('.'));
  }
}

function parseJson(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new AppError('bad-request', `The body is not JSON: ${(cause as Error).message}`, { cause });
  }
}

const lines = (text: string): JsonObject[] =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => parseJson(line) as JsonObject);

function checkNamedIndex(scope: DataScope, value: Json | undefined): void {
  for (const name of Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) checkIndices(scope, String(name));
}

function checkMsearch(scope: DataScope, body: string): void {
  lines(body).forEach((line, at) => {
    if (at % 2 === 0) {
      const unknown = Object.keys(line).find(
        (key) => !['index', 'preference', 'ignore_unavailable', 'allow_no_indices', 'request_cache'].includes(key),
      );
      if (unknown) throw refuse(`"${unknown}" is not allowed in an _msearch header.`, `line ${at + 1}`);
      checkNamedIndex(scope, line.index);
    } else checkBody(line, [`line ${at + 1}`]);
  });
}

function checkBulk(scope: DataScope, body: string, hasIndex: boolean): void {
  let expectDocument = false;
  lines(body).forEach((line, at) => {
    if (expectDocument) {
      if ('script' in line) throw refuse('"script" is not allowed here.', `line ${at + 1}`);
      expectDocument = false;
      return;
    }
    const [action, options] = Object.entries(line)[0] ?? ['', {}];
    const named = (options ?? {}) as JsonObject;
    if (!hasIndex && named._index === undefined) throw new AppError('bad-request', `Line ${at + 1} names no _index.`);
    checkNamedIndex(scope, named._index);
    if ('pipeline' in named) checkPipeline(scope, `line ${at + 1}`);
    expectDocument = action !== 'delete';
  });
}

/** A pipeline may send documents to any index: only who may write to all may name one. */
function checkPipeline(scope: DataScope, where: string): void {
  if (!scope.patterns.includes('*'))
    throw refuse('"pipeline" may only be named by who may write everywhere; set the index’s default_pipeline.', where);
}

function checkDocs(scope: DataScope, body: string): void {
  const parsed = parseJson(body) as JsonObject;
  for (const entry of (parsed.docs as JsonObject[] | undefined) ?? []) checkNamedIndex(scope, entry._index);
  checkBody(parsed, []);
}

function checkSize(body: Json): void {
  const size = (body as JsonObject).size;
  if (typeof size === 'number' && size > 10_000) throw refuse('At most 10,000 documents at once; use search_after for more.', 'size');
}

function safePath(path: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch (cause) {
    throw new AppError('bad-request', 'The path is not valid percent-encoding.', { cause });
  }
  if (/%|\\|\/\/|\/\.\.?(\/|$)|\p{Cc}/u.test(decoded)) throw refuse('The path may not hold "..", "//", "%" or control characters.', path);
  return decoded.length > 1 ? decoded.replace(/\/$/, '') : decoded;
}

function checkParameters(scope: DataScope, rule: Rule, query: URLSearchParams): void {
  if (rule.whole && !scope.patterns.includes('*'))
    throw new AppError('forbidden', 'Pipelines and templates count for every index: only who may write everywhere may touch them.');
  for (const key of query.keys()) if (!allowedParameters.has(key)) throw refuse(`The parameter "${key}" is not allowed.`, key);
  if (query.has('pipeline')) checkPipeline(scope, 'pipeline');
}

/** Proves that a request stays inside the scope and the caller's rights. Throws AppError; passes on nothing that it does not know. */
export function checkConsoleRequest(scope: DataScope, request: ConsoleRequest): { method: string; path: string } {
  const path = safePath(request.path);
  const candidates = rules.filter((rule) => rule.pattern.test(path));
  const rule = candidates.find((candidate) => candidate.methods.includes(request.method));
  if (!rule)
    throw refuse(
      candidates.length > 0 ? `${request.method} is not allowed for ${path}.` : `${path} is not one of the addresses that Oriel passes on.`,
      path,
    );
  if (rule.access === 'write' && !scope.canWrite)
    throw new AppError('forbidden', 'Your role may read but not write. An administrator can.');
  checkParameters(scope, rule, request.query);
  if (!rule.wholeCluster) checkIndices(scope, rule.pattern.exec(path)?.[1] ?? '');
  if (rule.body === 'ndjson-search') checkMsearch(scope, request.body);
  else if (rule.body === 'ndjson-bulk') checkBulk(scope, request.body, path !== '/_bulk');
  else if (rule.body === 'docs') checkDocs(scope, request.body);
  else if (rule.body === 'json') {
    const body = parseJson(request.body);
    const isDocument = rule.access === 'write' && /_doc|_create/.test(path);
    if (!isDocument) checkBody(body, []);
    checkSize(body);
  }
  const text = request.query.get('size');
  if (text && Number(text) > 10_000) throw refuse('At most 10,000 documents at once; use search_after for more.', 'size');
  return { method: request.method, path };
}
