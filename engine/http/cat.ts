import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { illegalArgument } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import { type Cell, type Column, render } from './cat-table';
import { countDocuments } from './indices';
import type { EngineRequest, Handler } from './request';
import { resolveIndices, resolveOptions } from './resolve';
import { runSearch } from './run-search';
import { sourcesOf } from './search';

interface IndexRow {
  meta: IndexMeta;
  count: number;
  bytes: number;
}

const size = (bytes: number) =>
  bytes < 1024
    ? `${bytes}b`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1).replace(/\.0$/, '')}kb`
      : bytes < 1024 ** 3
        ? `${(bytes / 1024 ** 2).toFixed(1)}mb`
        : `${(bytes / 1024 ** 3).toFixed(1)}gb`;
const replicas = (meta: IndexMeta) => Number(meta.settings.number_of_replicas ?? 1);
/** One node cannot hold a copy of its own shards. */
export const healthOf = (meta: IndexMeta) => (replicas(meta) > 0 ? 'yellow' : 'green');

const whenOpen = (value: (row: IndexRow) => Cell) => (row: IndexRow) => (row.meta.closed ? null : value(row));
const indexColumns: Column<IndexRow>[] = [
  { name: 'health', short: ['h'], help: 'current health status', value: ({ meta }) => healthOf(meta) },
  { name: 'status', short: ['s'], help: 'open/close status', value: ({ meta }) => (meta.closed ? 'close' : 'open') },
  { name: 'index', short: ['i', 'idx'], help: 'index name', value: ({ meta }) => meta.name },
  { name: 'uuid', short: ['id'], help: 'index uuid', value: ({ meta }) => meta.uuid },
  {
    name: 'pri',
    short: ['p', 'shards.primary'],
    help: 'number of primary shards',
    value: ({ meta }) => Number(meta.settings.number_of_shards ?? 1),
    right: true,
  },
  { name: 'rep', short: ['r', 'shards.replica'], help: 'number of replica shards', value: ({ meta }) => replicas(meta), right: true },
  { name: 'docs.count', short: ['dc', 'docsCount'], help: 'available docs', value: whenOpen(({ count }) => count), right: true },
  { name: 'docs.deleted', short: ['dd', 'docsDeleted'], help: 'deleted docs', value: whenOpen(() => 0), right: true },
  {
    name: 'creation.date',
    short: ['cd'],
    help: 'index creation date (millisecond value)',
    value: ({ meta }) => meta.createdMs,
    extra: true,
  },
  {
    name: 'creation.date.string',
    short: ['cds'],
    help: 'index creation date (as string)',
    value: ({ meta }) => new Date(meta.createdMs).toISOString(),
    extra: true,
  },
  {
    name: 'store.size',
    short: ['ss', 'storeSize'],
    help: 'store size of primaries & replicas',
    value: whenOpen(({ bytes }) => size(bytes)),
    right: true,
  },
  { name: 'pri.store.size', help: 'store size of primaries', value: whenOpen(({ bytes }) => size(bytes)), right: true },
];

const blockBytes = 262_144;

/** Bytes of the blocks on disk that a table's columns lie in; what the last checkpoint has not written yet is not counted. */
async function bytesOf(request: EngineRequest, metas: IndexMeta[]): Promise<Map<string, number>> {
  const { database } = request.context.catalog;
  const sql = 'SELECT count(DISTINCT block_id) AS blocks FROM pragma_storage_info(?) WHERE block_id >= 0';
  const rows = await Promise.all(metas.map((meta) => (meta.attached ? [] : database.read(sql, [meta.table], { signal: request.signal }))));
  return new Map(metas.map((meta, at) => [meta.name, meta.attached?.bytes ?? Number(rows[at]?.[0]?.blocks ?? 0) * blockBytes]));
}

async function indices(request: EngineRequest) {
  const metas = resolveIndices(request.context.catalog, request.path.index, {
    ...resolveOptions(request.query, 'open,closed'),
    closedAllowed: true,
  });
  const counts = await countDocuments(request, metas);
  const bytes = await bytesOf(request, metas);
  const wantedHealth = request.query.get('health');
  if (wantedHealth !== null && !['green', 'yellow', 'red'].includes(wantedHealth))
    throw illegalArgument(`unknown cluster health status [${wantedHealth}]`);
  const rows = metas
    .map((meta) => ({ meta, count: counts.get(meta.name) ?? 0, bytes: bytes.get(meta.name) ?? 0 }))
    .filter(({ meta }) => !request.query.has('health') || healthOf(meta) === request.query.get('health'));
  return render(request, indexColumns, rows);
}

interface AliasRow {
  alias: string;
  index: string;
  meta: IndexMeta['aliases'][string];
}

const aliasColumns: Column<AliasRow>[] = [
  { name: 'alias', short: ['a'], help: 'alias name', value: ({ alias }) => alias },
  { name: 'index', short: ['i', 'idx'], help: 'index alias points to', value: ({ index }) => index },
  { name: 'filter', short: ['f', 'fi'], help: 'filter', value: ({ meta }) => (meta.filter ? '*' : '-') },
  { name: 'routing.index', short: ['ri', 'routingIndex'], help: 'index routing', value: ({ meta }) => meta.index_routing ?? '-' },
  { name: 'routing.search', short: ['rs', 'routingSearch'], help: 'search routing', value: ({ meta }) => meta.search_routing ?? '-' },
  {
    name: 'is_write_index',
    short: ['w', 'isWriteIndex'],
    help: 'write index',
    value: ({ meta }) => (meta.is_write_index === undefined ? '-' : String(meta.is_write_index)),
  },
];

function aliases(request: EngineRequest) {
  const names = request.path.name?.split(',').map((name) => wildcardToRegex(name === '_all' ? '*' : name));
  const hidden = resolveOptions(request.query, 'all').expand?.hidden ?? true;
  const rows = request.context.catalog.list().flatMap((meta) =>
    Object.entries(meta.aliases)
      .filter(([alias, own]) => (hidden || !own.is_hidden) && (!names || names.some((name) => name.test(alias))))
      .map(([alias, own]): AliasRow => ({ alias, index: meta.name, meta: own })),
  );
  return render(
    request,
    aliasColumns,
    rows.sort((a, b) => (a.alias < b.alias ? -1 : a.alias > b.alias ? 1 : 0)),
  );
}

interface Health {
  nowMs: number;
  metas: IndexMeta[];
}

const primaries = (metas: IndexMeta[]) => metas.reduce((sum, meta) => sum + Number(meta.settings.number_of_shards ?? 1), 0);
const unassigned = (metas: IndexMeta[]) =>
  metas.reduce((sum, meta) => sum + Number(meta.settings.number_of_shards ?? 1) * replicas(meta), 0);
const clock = (nowMs: number) => new Date(nowMs).toISOString().slice(11, 19);

const healthColumns: Column<Health>[] = [
  { name: 'epoch', short: ['t', 'time'], help: 'seconds since 1970-01-01 00:00:00', value: ({ nowMs }) => Math.floor(nowMs / 1000) },
  { name: 'timestamp', short: ['ts', 'hms', 'hhmmss'], help: 'time in HH:MM:SS', value: ({ nowMs }) => clock(nowMs) },
  { name: 'cluster', short: ['cl'], help: 'cluster name', value: () => 'oriel-embedded' },
  {
    name: 'status',
    short: ['st'],
    help: 'health status',
    value: ({ metas }) => (metas.some((meta) => healthOf(meta) === 'yellow') ? 'yellow' : 'green'),
  },
  { name: 'node.total', short: ['nt', 'nodeTotal'], help: 'total number of nodes', value: () => 1, right: true },
  { name: 'node.data', short: ['nd', 'nodeData'], help: 'number of nodes that can store data', value: () => 1, right: true },
  {
    name: 'discovered_cluster_manager',
    short: ['dcm'],
    help: 'whether a cluster manager is discovered',
    value: () => 'true',
    right: true,
  },
  { name: 'shards', short: ['sh'], help: 'total number of shards', value: ({ metas }) => primaries(metas), right: true },
  { name: 'pri', short: ['p'], help: 'number of primary shards', value: ({ metas }) => primaries(metas), right: true },
  { name: 'relo', short: ['r'], help: 'number of relocating nodes', value: () => 0, right: true },
  { name: 'init', short: ['i'], help: 'number of initializing nodes', value: () => 0, right: true },
  { name: 'unassign', short: ['u'], help: 'number of unassigned shards', value: ({ metas }) => unassigned(metas), right: true },
  { name: 'pending_tasks', short: ['pt'], help: 'number of pending tasks', value: () => 0, right: true },
  { name: 'max_task_wait_time', short: ['mtwt'], help: 'wait time of longest task pending', value: () => '-', right: true },
  {
    name: 'active_shards_percent',
    short: ['asp'],
    help: 'active number of shards in percent',
    value: ({ metas }) => `${((100 * primaries(metas)) / Math.max(1, primaries(metas) + unassigned(metas))).toFixed(1)}%`,
    right: true,
  },
];

const health: Handler = (request) => {
  const columns =
    request.query.get('ts') === 'false' ? healthColumns.filter(({ name }) => name !== 'epoch' && name !== 'timestamp') : healthColumns;
  return render(request, columns, [{ nowMs: request.context.nowMs(), metas: request.context.catalog.list() }]);
};

interface Count {
  nowMs: number;
  count: number;
}

const countColumns: Column<Count>[] = [
  { name: 'epoch', short: ['t', 'time'], help: 'seconds since 1970-01-01 00:00:00', value: ({ nowMs }) => Math.floor(nowMs / 1000) },
  { name: 'timestamp', short: ['ts', 'hms', 'hhmmss'], help: 'time in HH:MM:SS', value: ({ nowMs }) => clock(nowMs) },
  { name: 'count', short: ['dc', 'docs.count', 'docsCount'], help: 'the document count', value: ({ count }) => count },
];

async function count(request: EngineRequest) {
  const answer = await runSearch(request.context, sourcesOf(request), { size: 0, track_total_hits: true }, request.signal);
  return render(request, countColumns, [{ nowMs: request.context.nowMs(), count: answer.hits.total?.value ?? 0 }]);
}

interface TemplateRow {
  name: string;
  body: Record<string, unknown>;
  composable: boolean;
}

const templateColumns: Column<TemplateRow>[] = [
  { name: 'name', short: ['n'], help: 'template name', value: ({ name }) => name },
  {
    name: 'index_patterns',
    short: ['t'],
    help: 'template index patterns',
    value: ({ body }) => `[${(body.index_patterns as string[]).join(', ')}]`,
  },
  {
    name: 'order',
    short: ['o', 'p'],
    help: 'template application order/priority number',
    value: ({ body }) => Number(body.order ?? body.priority ?? 0),
  },
  { name: 'version', short: ['v'], help: 'version', value: ({ body }) => (body.version === undefined ? '' : Number(body.version)) },
  {
    name: 'composed_of',
    short: ['c'],
    help: 'component templates comprising index template',
    value: ({ body, composable }) => (composable ? `[${((body.composed_of as string[]) ?? []).join(', ')}]` : ''),
  },
];

function templates(request: EngineRequest) {
  const name = wildcardToRegex(request.path.name ?? '*');
  const rows = (['template', 'index-template'] as const).flatMap((kind) =>
    [...request.context.catalog.listObjects(kind)].map(
      ([own, body]): TemplateRow => ({ name: own, body, composable: kind === 'index-template' }),
    ),
  );
  return render(
    request,
    templateColumns,
    rows.filter((row) => name.test(row.name)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

export const catRoutes: [string, string, Handler][] = [
  ['GET', '/_cat/indices', indices],
  ['GET', '/_cat/indices/:index', indices],
  ['GET', '/_cat/aliases', aliases],
  ['GET', '/_cat/aliases/:name', aliases],
  ['GET', '/_cat/health', health],
  ['GET', '/_cat/count', count],
  ['GET', '/_cat/count/:index', count],
  ['GET', '/_cat/templates', templates],
  ['GET', '/_cat/templates/:name', templates],
];
