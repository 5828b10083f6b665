import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { fieldLookup } from '../dsl/fields';
import { parseQuery } from '../dsl/parse-query';
import { EsError, illegalArgument } from '../plan/es-error';
import type { AliasMeta, IndexMeta } from '../plan/index-meta';
import { type EngineReply, type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices, resolveOptions } from './resolve';

const acknowledged = () => ok({ acknowledged: true });

/** `routing` stands for both directions; numbers are read as text. */
export function readAlias(options: Record<string, unknown>): AliasMeta {
  const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  const routing = text(options.routing);
  const alias: AliasMeta = {};
  const [index, search] = [text(options.index_routing) ?? routing, text(options.search_routing) ?? routing];
  if (options.filter) alias.filter = options.filter as Record<string, unknown>;
  if (index !== undefined) alias.index_routing = index;
  if (search !== undefined) alias.search_routing = search;
  if (typeof options.is_write_index === 'boolean') alias.is_write_index = options.is_write_index;
  if (typeof options.is_hidden === 'boolean') alias.is_hidden = options.is_hidden;
  return alias;
}

const badName = (name: string, why: string) => new EsError('invalid_alias_name_exception', `Invalid alias name [${name}]: ${why}`, 400);

function checkName(name: string) {
  const bad = (why: string) => badName(name, why);
  if (name === '') throw illegalArgument('alias name is required');
  if (/[\s"*<>|,/\\?#]/.test(name)) throw bad(`must not contain the following characters [ , ", *, \\, <, |, ,, >, /, ?]`);
  if (/^[-_+]/.test(name)) throw bad("must not start with '_', '-', or '+'");
}

export function checkAliasFilter(meta: Pick<IndexMeta, 'fields'>, alias: AliasMeta, nowMs: number) {
  if (alias.filter) parseQuery(alias.filter, fieldLookup(meta.fields, nowMs));
}

const words = (...values: unknown[]): string[] =>
  values.flatMap((value) => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : String(value).split(',')));

type Change = (alter: Map<string, Record<string, AliasMeta>>, removed: Set<string>) => void;

function missing(names: string[]): EsError {
  return new EsError('aliases_not_found_exception', `aliases [${names.join(',')}] missing`, 404, {
    'resource.type': 'aliases',
    'resource.id': names.join(','),
  });
}

/** An alias has one write index at most. */
function checkWriters(alter: Map<string, Record<string, AliasMeta>>) {
  const writers = new Map<string, string>();
  for (const [index, aliases] of alter)
    for (const [alias, { is_write_index: writes }] of Object.entries(aliases)) {
      const other = writers.get(alias);
      if (writes && other !== undefined)
        throw new EsError('illegal_state_exception', `alias [${alias}] has more than one write index [${other},${index}]`, 500);
      if (writes) writers.set(alias, index);
    }
}

/** All actions of one request take effect together. */
async function apply(request: EngineRequest, changes: Change[]) {
  const { catalog } = request.context;
  await catalog.exclusive(async () => {
    const alter = new Map(catalog.list().map((meta) => [meta.name, { ...meta.aliases }]));
    const removed = new Set<string>();
    for (const change of changes) change(alter, removed);
    for (const index of removed) alter.delete(index);
    checkWriters(alter);
    await catalog.together(async () => {
      for (const index of removed) await catalog.drop(index);
      for (const meta of catalog.list()) {
        const aliases = alter.get(meta.name);
        if (aliases && JSON.stringify(aliases) !== JSON.stringify(meta.aliases)) await catalog.saveSettings({ ...meta, aliases });
      }
    });
  });
  return acknowledged();
}

const targets = (request: EngineRequest, expression: string) =>
  resolveIndices(request.context.catalog, expression, {
    ...resolveOptions(request.query, 'open,closed,hidden'),
    closedAllowed: true,
    allowNoIndices: false,
  });

function adding(request: EngineRequest, expression: string, names: string[], alias: AliasMeta): Change {
  const { catalog } = request.context;
  for (const name of names) checkName(name);
  return (alter, removed) => {
    for (const name of names)
      if (catalog.get(name) && !removed.has(name)) throw badName(name, 'an index or data stream exists with the same name as the alias');
    for (const meta of targets(request, expression)) {
      checkAliasFilter(meta, alias, request.context.nowMs());
      const own = alter.get(meta.name);
      if (own) for (const name of names) own[name] = alias;
    }
  };
}

function removing(request: EngineRequest, expression: string, names: string[], mustExist: boolean): Change {
  return (alter) => {
    const regexes = names.map((name) => wildcardToRegex(name === '_all' ? '*' : name));
    let hits = 0;
    for (const meta of targets(request, expression)) {
      const own = alter.get(meta.name) ?? {};
      for (const alias of Object.keys(own)) {
        if (!regexes.some((regex) => regex.test(alias))) continue;
        hits++;
        delete own[alias];
      }
    }
    if (hits === 0 && mustExist) throw missing(names);
  };
}

const removingIndices =
  (request: EngineRequest, expression: string): Change =>
  (_, removed) => {
    for (const meta of resolveIndices(request.context.catalog, expression, { noAliases: true, closedAllowed: true }))
      removed.add(meta.name);
  };

const known = [
  'index',
  'indices',
  'alias',
  'aliases',
  'filter',
  'routing',
  'index_routing',
  'search_routing',
  'is_write_index',
  'is_hidden',
  'must_exist',
];

function change(request: EngineRequest, action: Record<string, Record<string, unknown>>): Change {
  const [kind = '', options = {}] = Object.entries(action)[0] ?? [];
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger) throw new EsError('x_content_parse_exception', `[${kind}] unknown field [${stranger}]`, 400);
  if (options.index !== undefined && options.indices !== undefined) throw illegalArgument('only one of [index] and [indices] is supported');
  const expression = words(options.index, options.indices).join(',');
  const names = words(options.alias, options.aliases);
  if (Array.isArray(options.aliases) && options.aliases.length === 0) throw illegalArgument("[aliases] can't be empty");
  if (expression === '') throw illegalArgument('One of [index] or [indices] is required');
  if (kind === 'add') return adding(request, expression, names, readAlias(options));
  if (kind === 'remove') return removing(request, expression, names, options.must_exist !== false);
  if (kind === 'remove_index') return removingIndices(request, expression);
  throw new EsError('x_content_parse_exception', `[aliases] unknown field [${kind}]`, 400);
}

async function changeAliases(request: EngineRequest) {
  const actions = jsonBody(request.text).actions;
  if (!Array.isArray(actions))
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: Must specify at least one action;', 400);
  // indices go first, so that an alias may take the name of one
  const removals = actions.filter((action) => 'remove_index' in (action as object));
  const others = actions.filter((action) => !('remove_index' in (action as object)));
  return apply(
    request,
    [...removals, ...others].map((action) => change(request, action as Record<string, Record<string, unknown>>)),
  );
}

async function put(request: EngineRequest) {
  const body = jsonBody(request.text);
  const stranger = Object.keys(body).find((key) => !known.includes(key));
  if (stranger) throw new EsError('x_content_parse_exception', `unknown field [${stranger}]`, 400);
  const names = words(body.alias ?? request.path.name);
  const expression = body.index === undefined ? (request.path.index ?? '') : words(body.index).join(',');
  if (expression === '' || names.length === 0)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: alias and index are required;', 400);
  return apply(request, [adding(request, expression, names, readAlias(body))]);
}

async function remove(request: EngineRequest) {
  return apply(request, [removing(request, request.path.index ?? '', words(request.path.name), true)]);
}

/** Aliases by index; with names, only indices that have one of them. */
function find(request: EngineRequest): { indices: Record<string, { aliases: Record<string, AliasMeta> }>; missing: string[] } {
  const options = { ...resolveOptions(request.query, 'all'), closedAllowed: true };
  const metas = resolveIndices(request.context.catalog, request.path.index, {
    ...options,
    allowNoIndices: request.path.index === undefined || options.allowNoIndices,
  });
  const names = request.path.name === undefined ? undefined : words(request.path.name);
  const indices: Record<string, { aliases: Record<string, AliasMeta> }> = {};
  const seen = new Set<string>();
  for (const meta of metas) {
    const chosen = Object.entries(meta.aliases).filter(([alias]) => {
      if (!names) return true;
      let included = false;
      names.forEach((name, at) => {
        const excludes = name.startsWith('-') && at > 0;
        if (wildcardToRegex(name === '_all' ? '*' : excludes ? name.slice(1) : name).test(alias)) included = !excludes;
      });
      if (included) seen.add(alias);
      return included;
    });
    if (chosen.length > 0 || !names) indices[meta.name] = { aliases: Object.fromEntries(chosen) };
  }
  const absent = (names ?? []).filter((name) => !name.includes('*') && name !== '_all' && !name.startsWith('-') && !seen.has(name));
  return { indices, missing: absent };
}

function get(request: EngineRequest): EngineReply {
  const { indices, missing: absent } = find(request);
  if (absent.length === 0) return ok(indices);
  return ok(
    {
      error: absent.length === 1 ? `alias [${absent[0]}] missing` : `aliases [${absent.sort().join(',')}] missing`,
      status: 404,
      ...indices,
    },
    404,
  );
}

function exists(request: EngineRequest): EngineReply {
  try {
    const { indices, missing: absent } = find(request);
    return ok('', absent.length === 0 && Object.keys(indices).length > 0 ? 200 : 404);
  } catch (error) {
    if (error instanceof EsError) return ok('', error.status === 404 ? 404 : error.status);
    throw error;
  }
}

export const aliasRoutes: [string, string, Handler][] = [
  ['POST', '/_aliases', changeAliases],
  ['PUT', '/_alias', put],
  ['PUT', '/:index/_alias', put],
  ...['_alias', '_aliases'].flatMap((word): [string, string, Handler][] => [
    ['PUT,POST', `/:index/${word}/:name`, put],
    ['PUT,POST', `/${word}/:name`, put],
    ['DELETE', `/:index/${word}/:name`, remove],
  ]),
  ['GET', '/_alias', get],
  ['GET', '/_alias/:name', get],
  ['GET', '/:index/_alias', get],
  ['GET', '/:index/_alias/:name', get],
  ['HEAD', '/_alias', exists],
  ['HEAD', '/_alias/:name', exists],
  ['HEAD', '/:index/_alias', exists],
  ['HEAD', '/:index/_alias/:name', exists],
];
