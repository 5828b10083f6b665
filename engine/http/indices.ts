import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { EsError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import { countersOf } from './counters';
import { createIndex } from './create-index';
import { settingsView } from './index-settings';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { type ResolveOptions, resolveIndices, resolveOptions } from './resolve';
import { refresh } from './visibility';

const wanted = (request: EngineRequest, otherwise = 'open', options: ResolveOptions = {}) =>
  resolveIndices(request.context.catalog, request.path.index, { ...resolveOptions(request.query, otherwise), ...options });

const acknowledged = () => ok({ acknowledged: true });
export const shardsOf = (metas: IndexMeta[]) => {
  const total = metas.reduce(
    (sum, meta) => sum + Number(meta.settings.number_of_shards ?? 1) * (1 + Number(meta.settings.number_of_replicas ?? 1)),
    0,
  );
  const successful = metas.reduce((sum, meta) => sum + Number(meta.settings.number_of_shards ?? 1), 0);
  return { total, successful, failed: 0 };
};

async function create(request: EngineRequest) {
  const index = request.path.index ?? '';
  const body = jsonBody(request.text);
  const unknown = Object.keys(body).find((key) => !['settings', 'mappings', 'aliases'].includes(key));
  if (unknown) throw new EsError('parse_exception', `unknown key [${unknown}] for create index`, 400);
  await request.context.catalog.exclusive(() => createIndex(request.context.catalog, index, body, request.context.nowMs()));
  return ok({ acknowledged: true, shards_acknowledged: true, index });
}

async function remove(request: EngineRequest) {
  const metas = wanted(request, 'open,closed', { noAliases: true, closedAllowed: true });
  const { catalog } = request.context;
  await catalog.exclusive(() =>
    catalog.together(async () => {
      for (const meta of metas) await catalog.drop(meta.name);
    }),
  );
  return acknowledged();
}

/** Opens or closes: a closed index keeps its documents and answers nothing. */
const setClosed =
  (closed: boolean): Handler =>
  async (request) => {
    const metas = wanted(request, closed ? 'open' : 'closed', { closedAllowed: true });
    const { catalog } = request.context;
    await catalog.exclusive(() =>
      catalog.together(async () => {
        for (const meta of metas) await catalog.saveSettings({ ...meta, closed });
      }),
    );
    const indices = Object.fromEntries(metas.map((meta) => [meta.name, { closed: true }]));
    return ok({ acknowledged: true, shards_acknowledged: true, ...(closed ? { indices } : {}) });
  };

function describe(request: EngineRequest) {
  const metas = wanted(request, 'open', { closedAllowed: true });
  return ok(
    Object.fromEntries(
      metas.map((meta) => [meta.name, { aliases: meta.aliases, mappings: meta.mapping, settings: settingsView(request, meta) }]),
    ),
  );
}

const exists: Handler = (request) => {
  try {
    return ok('', wanted(request, 'open', { closedAllowed: true }).length > 0 ? 200 : 404);
  } catch (error) {
    if (error instanceof EsError) return ok('', 404);
    throw error;
  }
};

/** Writes are visible at once; what is left is to say so. */
const refreshIndices: Handler = (request) => {
  const metas = wanted(request);
  for (const meta of metas) {
    refresh(meta);
    countersOf(meta.uuid).refreshes++;
  }
  return ok({ _shards: shardsOf(metas) });
};

const settled: Handler = (request) => ok({ _shards: shardsOf(wanted(request)) });

/** Brings what is only in the log into the file: acknowledged writes are kept without it, but the file is what `_stats` measures. */
const flush: Handler = async (request) => {
  const metas = wanted(request);
  const { catalog } = request.context;
  await catalog.exclusive(() => catalog.database.checkpoint());
  return ok({ _shards: shardsOf(metas) });
};

/** Brings the word index up to date: every text field, and the keywords of many values. */
async function forceMerge(request: EngineRequest) {
  const metas = wanted(request);
  const { words } = request.context.catalog;
  for (const { table, fields } of metas) {
    const plain = [...fields.values()].filter(({ nested, flat }) => !nested && !flat);
    for (const column of new Set(plain.flatMap(({ tokens }) => tokens ?? []))) await words.complete({ table, column });
    for (const column of new Set(plain.flatMap(({ type, column: own }) => (type === 'keyword' ? own : []))))
      await words.complete({ table, column, values: true });
  }
  return ok({ _shards: shardsOf(metas) });
}

export async function countDocuments(request: EngineRequest, metas: IndexMeta[]): Promise<Map<string, number>> {
  const rows = await Promise.all(
    metas.map((meta) => request.context.catalog.database.read(`SELECT count(*) AS n FROM "${meta.table}"`, [], { signal: request.signal })),
  );
  return new Map(metas.map((meta, index) => [meta.name, Number(rows[index]?.[0]?.n ?? 0)]));
}

function resolveIndex(request: EngineRequest) {
  const metas = wanted(request, 'open', { closedAllowed: true });
  const aliases = new Map<string, string[]>();
  const regexes = (request.path.index ?? '*').split(',');
  const patterns = regexes.map((part) => wildcardToRegex(part === '_all' ? '*' : part));
  for (const meta of request.context.catalog.list())
    for (const alias of Object.keys(meta.aliases))
      if (patterns.some((pattern) => pattern.test(alias))) aliases.set(alias, [...(aliases.get(alias) ?? []), meta.name]);
  return ok({
    indices: metas
      .filter((meta) => patterns.some((pattern) => pattern.test(meta.name)))
      .map((meta) => ({
        name: meta.name,
        ...(Object.keys(meta.aliases).length > 0 ? { aliases: Object.keys(meta.aliases).sort() } : {}),
        attributes: [meta.closed ? 'closed' : 'open', ...(String(meta.settings.hidden) === 'true' ? ['hidden'] : [])],
      })),
    aliases: [...aliases].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, indices]) => ({ name, indices })),
    data_streams: [],
  });
}

export const indexRoutes: [string, string, Handler][] = [
  ['GET', '/_resolve/index/:index', resolveIndex],
  ['POST,GET', '/_refresh', refreshIndices],
  ['POST,GET', '/:index/_refresh', refreshIndices],
  ['POST,GET', '/_flush', flush],
  ['POST,GET', '/:index/_flush', flush],
  ['POST', '/_forcemerge', forceMerge],
  ['POST', '/:index/_forcemerge', forceMerge],
  ['POST', '/_cache/clear', settled],
  ['POST', '/:index/_cache/clear', settled],
  ['POST', '/:index/_close', setClosed(true)],
  ['POST', '/:index/_open', setClosed(false)],
  ['PUT', '/:index', create],
  ['DELETE', '/:index', remove],
  ['HEAD', '/:index', exists],
  ['GET', '/:index', describe],
];
