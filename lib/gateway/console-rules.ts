import type { Json, JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { type CheckedBody, type Rule, rules } from './console-addresses';
import { checkKeepAlive, unsealPit } from './console-cursors';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

export interface ConsoleRequest {
  method: string;
  /** Path without the query string, as sent. */
  path: string;
  query: URLSearchParams;
  body: string;
}

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
  if (depth > 60) throw refuse(t('The body is nested deeper than 60 levels.'), path.join('.'));
  if (Array.isArray(value)) {
    for (const item of value) checkBody(item, path, depth + 1);
    return;
  }
  if (!value || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    if (forbiddenKeys.has(key))
      throw refuse(t('"{key}" is not allowed here: it could run code or read outside your data.', { key }), [...path, key].join('.'));
    checkLookup(key, child, path);
    checkBody(child, [...path, key], depth + 1);
  }
}

/** `terms` and `terms_set` may hold values, never a document of another index. */
function checkLookup(key: string, child: Json | undefined, path: string[]): void {
  if (!child || typeof child !== 'object' || Array.isArray(child)) return;
  for (const clause of key === 'terms' || key === 'geo_shape' || key === 'shape' ? Object.values(child) : []) {
    if (clause && typeof clause === 'object' && !Array.isArray(clause) && ('index' in clause || 'path' in clause || 'id' in clause))
      throw refuse(t('"{key}" may not look values up in another index.', { key }), [...path, key].join('.'));
  }
}

function parseJson(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new AppError('bad-request', t('The body is not JSON: {message}', { message: (cause as Error).message }), { cause });
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
      if (unknown) throw refuse(t('"{unknown}" is not allowed in an _msearch header.', { unknown }), `line ${at + 1}`);
      checkNamedIndex(scope, line.index);
    } else checkBody(line, [`line ${at + 1}`]);
  });
}

function checkBulk(scope: DataScope, body: string, hasIndex: boolean): void {
  let expectDocument = false;
  lines(body).forEach((line, at) => {
    if (expectDocument) {
      if ('script' in line) throw refuse(t('"script" is not allowed here.'), `line ${at + 1}`);
      expectDocument = false;
      return;
    }
    const [action, options] = Object.entries(line)[0] ?? ['', {}];
    const named = (options ?? {}) as JsonObject;
    if (!hasIndex && named._index === undefined) throw new AppError('bad-request', t('Line {at} names no _index.', { at: at + 1 }));
    checkNamedIndex(scope, named._index);
    if ('pipeline' in named) checkPipeline(scope, `line ${at + 1}`);
    expectDocument = action !== 'delete';
  });
}

/** A pipeline may send documents to any index: only who may write to all may name one. */
function checkPipeline(scope: DataScope, where: string): void {
  if (!scope.patterns.includes('*'))
    throw refuse(t('"pipeline" may only be named by who may write everywhere; set the index’s default_pipeline.'), where);
}

function checkDocs(scope: DataScope, body: string): void {
  const parsed = parseJson(body) as JsonObject;
  for (const entry of (parsed.docs as JsonObject[] | undefined) ?? []) checkNamedIndex(scope, entry._index);
  checkBody(parsed, []);
}

/** A search inside a point in time: the indices are those that it was opened over. */
function checkPitSearch(scope: DataScope, body: string): void {
  const { pit, ...rest } = parseJson(body) as JsonObject;
  if (pit === undefined) throw refuse(t("Name an index: /'{'index'}'/_search."), '/_search');
  unsealPit(scope, pit);
  checkBody(rest, []);
  checkSize(rest);
}

function checkSize(body: Json): void {
  const size = (body as JsonObject).size;
  if (typeof size === 'number' && size > 10_000) throw refuse(t('At most 10,000 documents at once; use search_after for more.'), 'size');
}

/** Proves that a search somebody wrote stays inside the index that it is sent to, and runs no code. Throws AppError `forbidden`. */
export function checkSearchBody(scope: DataScope, body: JsonObject): void {
  checkBody(body, []);
  checkSize(body);
  // both count beside the query, and so beside the filter that is added to it
  if (scope.filter && /"(global|suggest)"\s*:/.test(JSON.stringify(body)))
    throw refuse('"global" and "suggest" are not allowed where filters are locked: they would not keep to them.', 'aggs');
}

function safePath(path: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch (cause) {
    throw new AppError('bad-request', t('The path is not valid percent-encoding.'), { cause });
  }
  if (/%|\\|\/\/|\/\.\.?(\/|$)|\p{Cc}/u.test(decoded))
    throw refuse(t('The path may not hold "..", "//", "%" or control characters.'), path);
  return decoded.length > 1 ? decoded.replace(/\/$/, '') : decoded;
}

function checkParameters(scope: DataScope, rule: Rule, query: URLSearchParams): void {
  if (rule.whole && !scope.patterns.includes('*'))
    throw new AppError('forbidden', t('Pipelines and templates count for every index: only who may write everywhere may touch them.'));
  for (const [key, value] of query) {
    if (!allowedParameters.has(key) && !rule.parameters?.includes(key))
      throw refuse(t('The parameter "{key}" is not allowed.', { key }), key);
    if (key === 'scroll' || key === 'keep_alive') checkKeepAlive(value);
  }
  if (query.has('pipeline')) checkPipeline(scope, 'pipeline');
}

/** Proves that a request stays inside the scope and the caller's rights. Throws AppError; passes on nothing that it does not know. */
export function checkConsoleRequest(
  scope: DataScope,
  request: ConsoleRequest,
): { method: string; path: string; index: string; holds: CheckedBody } {
  const path = safePath(request.path);
  const candidates = rules.filter((rule) => rule.pattern.test(path));
  const rule = candidates.find((candidate) => candidate.methods.includes(request.method));
  if (!rule)
    throw refuse(
      candidates.length > 0
        ? t('{method} is not allowed for {path}.', { method: request.method, path })
        : t('{path} is not one of the addresses that Oriel passes on.', { path }),
      path,
    );
  if (rule.access === 'write' && !scope.canWrite)
    throw new AppError('forbidden', t('Your role may read but not write. An administrator can.'));
  checkParameters(scope, rule, request.query);
  const named = rule.wholeCluster ? '' : checkIndices(scope, rule.pattern.exec(path)?.[1] ?? '');
  if (rule.body === 'ndjson-search') checkMsearch(scope, request.body);
  else if (rule.body === 'ndjson-bulk') checkBulk(scope, request.body, path !== '/_bulk');
  else if (rule.body === 'docs') checkDocs(scope, request.body);
  else if (rule.body === 'pit-search') checkPitSearch(scope, request.body);
  else if (rule.body === 'json') {
    const body = parseJson(request.body);
    const isDocument = rule.access === 'write' && /_doc|_create/.test(path);
    if (!isDocument) checkBody(body, []);
    checkSize(body);
  }
  const text = request.query.get('size');
  if (text && Number(text) > 10_000) throw refuse(t('At most 10,000 documents at once; use search_after for more.'), 'size');
  return { method: request.method, path, index: named, holds: rule.body };
}
