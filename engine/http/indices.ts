import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { addMappedFields, mergeMapping } from '../dsl/mapping';
import { EsError, illegalArgument, indexNotFound } from '../plan/es-error';
import { hasDocValues } from '../plan/field';
import type { IndexMeta, MappingNode } from '../plan/index-meta';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices, resolveOptions } from './resolve';
import { createIndex } from './write';

const wanted = (request: EngineRequest, mustExist = true) =>
  resolveIndices(
    request.context.catalog,
    request.path.index,
    mustExist
      ? { ...resolveOptions(request.query), allowNoIndices: request.path.index?.includes('*') !== false }
      : resolveOptions(request.query),
  );

function settingsOf(meta: IndexMeta) {
  return {
    index: {
      ...meta.settings,
      number_of_shards: String(meta.settings.number_of_shards ?? 1),
      number_of_replicas: String(meta.settings.number_of_replicas ?? 0),
      uuid: meta.uuid,
      provided_name: meta.name,
      creation_date: String(meta.createdMs),
      version: { created: '9050000' },
    },
  };
}

const aliasesOf = (meta: IndexMeta) => Object.fromEntries(meta.aliases.map((alias) => [alias, {}]));
const describe = (meta: IndexMeta) => ({ aliases: aliasesOf(meta), mappings: meta.mapping, settings: settingsOf(meta) });
const byName = (metas: IndexMeta[], value: (meta: IndexMeta) => unknown) =>
  Object.fromEntries(metas.map((meta) => [meta.name, value(meta)]));
const acknowledged = ok({ acknowledged: true });

async function create(request: EngineRequest) {
  const index = request.path.index ?? '';
  await request.context.catalog.exclusive(() => createIndex(request.context.catalog, index, jsonBody(request.text)));
  return ok({ acknowledged: true, shards_acknowledged: true, index });
}

async function remove(request: EngineRequest) {
  const expression = request.path.index ?? '';
  if (expression === '_all' || expression === '*') throw illegalArgument('Wildcard expressions or all indices are not allowed');
  const metas = wanted(request);
  await request.context.catalog.exclusive(async () => {
    for (const meta of metas) await request.context.catalog.drop(meta.name);
  });
  return acknowledged;
}

async function putMapping(request: EngineRequest) {
  const update = jsonBody(request.text) as MappingNode;
  for (const { name } of wanted(request)) {
    await request.context.catalog.exclusive(async () => {
      const meta = request.context.catalog.get(name);
      if (!meta) throw indexNotFound(name);
      const set = { fields: new Map(meta.fields), columns: [], nextColumn: meta.nextColumn };
      addMappedFields(set, update);
      const next = { ...meta, mapping: mergeMapping(meta.mapping, update), fields: set.fields, nextColumn: set.nextColumn };
      await request.context.catalog.commit(meta, { next, columns: set.columns, removeIds: [], rows: [] });
    });
  }
  return acknowledged;
}

function fieldCaps(request: EngineRequest) {
  const body = jsonBody(request.text);
  const patterns = String(request.query.get('fields') ?? (Array.isArray(body.fields) ? body.fields.join(',') : (body.fields ?? '*')))
    .split(',')
    .map(wildcardToRegex);
  const metas = wanted(request);
  const fields: Record<string, Record<string, unknown>> = {};
  for (const meta of metas) {
    for (const [path, field] of meta.fields) {
      if (!patterns.some((pattern) => pattern.test(path))) continue;
      const types = fields[path] ?? {};
      fields[path] = types;
      types[field.type] = { type: field.type, metadata_field: false, searchable: field.indexed, aggregatable: hasDocValues(field) };
      for (const parent of parents(path))
        if (!meta.fields.has(parent))
          fields[parent] ??= { object: { type: 'object', metadata_field: false, searchable: false, aggregatable: false } };
    }
  }
  return ok({ indices: metas.map((meta) => meta.name), fields });
}

function parents(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

async function counts(request: EngineRequest, metas: IndexMeta[]): Promise<Map<string, number>> {
  const rows = await Promise.all(
    metas.map((meta) => request.context.catalog.database.read(`SELECT count(*) AS n FROM "${meta.table}"`, [], { signal: request.signal })),
  );
  return new Map(metas.map((meta, index) => [meta.name, Number(rows[index]?.[0]?.n ?? 0)]));
}

async function catIndices(request: EngineRequest) {
  const metas = wanted(request);
  const found = await counts(request, metas);
  const rows = metas.map((meta) => ({
    health: 'green',
    status: 'open',
    index: meta.name,
    uuid: meta.uuid,
    pri: '1',
    rep: '0',
    'docs.count': String(found.get(meta.name) ?? 0),
    'docs.deleted': '0',
    'store.size': null,
    'pri.store.size': null,
  }));
  if (request.query.get('format') === 'json') return ok(rows);
  return ok(
    rows
      .map((row) =>
        Object.values(row)
          .map((value) => value ?? '-')
          .join(' '),
      )
      .join('\n') + (rows.length > 0 ? '\n' : ''),
  );
}

async function stats(request: EngineRequest) {
  const metas = wanted(request);
  const found = await counts(request, metas);
  const one = (count: number) => ({ primaries: { docs: { count, deleted: 0 } }, total: { docs: { count, deleted: 0 } } });
  const all = one([...found.values()].reduce((sum, count) => sum + count, 0));
  return ok({
    _shards: { total: metas.length, successful: metas.length, failed: 0 },
    _all: all,
    indices: byName(metas, (meta) => ({ uuid: meta.uuid, ...one(found.get(meta.name) ?? 0) })),
  });
}

function resolveIndex(request: EngineRequest) {
  const metas = resolveIndices(request.context.catalog, request.path.index, resolveOptions(request.query));
  const aliases = new Map<string, string[]>();
  for (const meta of metas) for (const alias of meta.aliases) aliases.set(alias, [...(aliases.get(alias) ?? []), meta.name]);
  return ok({
    indices: metas.map((meta) => ({
      name: meta.name,
      ...(meta.aliases.length > 0 ? { aliases: meta.aliases } : {}),
      attributes: ['open'],
    })),
    aliases: [...aliases].map(([name, indices]) => ({ name, indices })),
    data_streams: [],
  });
}

async function changeAliases(request: EngineRequest) {
  const { catalog } = request.context;
  const actions = (jsonBody(request.text).actions as Record<string, Record<string, unknown>>[] | undefined) ?? [];
  await catalog.exclusive(async () => {
    for (const action of actions) {
      const [kind, options] = Object.entries(action)[0] ?? ['', {}];
      if (options.filter) throw illegalArgument('The embedded engine does not support filtered aliases yet.');
      const alias = String(options.alias ?? (options.aliases as string[] | undefined)?.[0] ?? '');
      for (const meta of resolveIndices(catalog, String(options.index ?? (options.indices as string[] | undefined)?.join(',') ?? ''))) {
        const others = meta.aliases.filter((name) => name !== alias);
        await catalog.saveSettings({ ...meta, aliases: kind === 'add' ? [...others, alias] : others });
      }
    }
  });
  return acknowledged;
}

const exists: Handler = (request) => {
  try {
    return ok('', wanted(request).length > 0 ? 200 : 404);
  } catch (error) {
    if (error instanceof EsError) return ok('', 404);
    throw error;
  }
};

const refreshed: Handler = (request) => {
  const total = wanted(request).length;
  return ok({ _shards: { total, successful: total, failed: 0 } });
};

export const indexRoutes: [string, string, Handler][] = [
  ['GET', '/_mapping', (request) => ok(byName(wanted(request), (meta) => ({ mappings: meta.mapping })))],
  ['GET', '/:index/_mapping', (request) => ok(byName(wanted(request), (meta) => ({ mappings: meta.mapping })))],
  ['PUT,POST', '/:index/_mapping', putMapping],
  ['GET', '/:index/_settings', (request) => ok(byName(wanted(request), (meta) => ({ settings: settingsOf(meta) })))],
  ['GET', '/_settings', (request) => ok(byName(wanted(request), (meta) => ({ settings: settingsOf(meta) })))],
  ['GET', '/_alias', (request) => ok(byName(wanted(request), (meta) => ({ aliases: aliasesOf(meta) })))],
  ['GET', '/:index/_alias', (request) => ok(byName(wanted(request), (meta) => ({ aliases: aliasesOf(meta) })))],
  ['POST', '/_aliases', changeAliases],
  ['GET,POST', '/_field_caps', fieldCaps],
  ['GET,POST', '/:index/_field_caps', fieldCaps],
  ['GET', '/_cat/indices', catIndices],
  ['GET', '/_cat/indices/:index', catIndices],
  ['GET', '/_stats', stats],
  ['GET', '/:index/_stats', stats],
  ['GET', '/:index/_stats/:metric', stats],
  ['GET', '/_resolve/index/:index', resolveIndex],
  ['POST,GET', '/_refresh', refreshed],
  ['POST,GET', '/:index/_refresh', refreshed],
  ['POST,GET', '/_flush', refreshed],
  ['POST,GET', '/:index/_flush', refreshed],
  ['POST', '/:index/_forcemerge', refreshed],
  ['PUT', '/:index', create],
  ['DELETE', '/:index', remove],
  ['HEAD', '/:index', exists],
  ['GET', '/:index', (request) => ok(byName(wanted(request), describe))],
];
