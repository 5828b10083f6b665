import { flattenSettings, showSettings } from '../dsl/settings';
import type { IndexMeta } from '../plan/index-meta';
import { healthOf } from './cat';
import { engineVersion } from './cluster';
import { settingsView } from './index-settings';
import { countDocuments } from './indices';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolve, resolveIndices, resolveOptions } from './resolve';

const clusterName = 'oriel-embedded';
const clusterUuid = 'b3JpZWwtZW1iZWRkZWQtMDE';
const nodeId = 'b3JpZWwtbm9kZS0wMDAwMDE';
const address = '127.0.0.1:9300';

const shards = (meta: IndexMeta) => Number(meta.settings.number_of_shards ?? 1);

function indexMetadata(request: EngineRequest, meta: IndexMeta) {
  return {
    version: 1,
    mapping_version: 1,
    settings_version: 1,
    aliases_version: 1,
    routing_num_shards: shards(meta) * 2 ** Math.max(1, Math.floor(Math.log2(1024 / shards(meta)))),
    state: meta.closed ? 'close' : 'open',
    settings: settingsView(request, meta),
    mappings: { _doc: meta.mapping },
    aliases: Object.keys(meta.aliases),
    primary_terms: Object.fromEntries(Array.from({ length: shards(meta) }, (_, shard) => [shard, 1])),
    in_sync_allocations: Object.fromEntries(Array.from({ length: shards(meta) }, (_, shard) => [shard, [`${meta.uuid}-${shard}`]])),
  };
}

const shardAt = (meta: IndexMeta, shard: number) => ({
  state: 'STARTED',
  primary: true,
  node: nodeId,
  relocating_node: null,
  shard,
  index: meta.name,
  allocation_id: { id: `${meta.uuid}-${shard}` },
});

function routing(metas: IndexMeta[]) {
  const perIndex = (meta: IndexMeta) => ({
    shards: Object.fromEntries(Array.from({ length: shards(meta) }, (_, shard) => [String(shard), [shardAt(meta, shard)]])),
  });
  return { indices: Object.fromEntries(metas.map((meta) => [meta.name, perIndex(meta)])) };
}

/** `_cluster/state`, whole or the parts that the path names. One node holds everything. */
const state: Handler = (request) => {
  const { catalog } = request.context;
  const wanted = (request.path.metric ?? '_all').split(',');
  const has = (part: string) => wanted.includes('_all') || wanted.includes(part);
  const options = { ...resolveOptions(request.query, 'all'), closedAllowed: true };
  const metas = resolveIndices(catalog, request.path.index, options);
  const closed = metas.filter((meta) => meta.closed);
  const block = { '4': { description: 'index closed', retryable: false, levels: ['read', 'write'] } };
  return ok({
    cluster_name: clusterName,
    cluster_uuid: clusterUuid,
    ...(has('version') ? { version: metas.length, state_uuid: clusterUuid } : {}),
    ...(has('master_node') ? { master_node: nodeId } : {}),
    ...(has('cluster_manager_node') ? { cluster_manager_node: nodeId } : {}),
    ...(has('blocks')
      ? { blocks: closed.length > 0 ? { indices: Object.fromEntries(closed.map((meta) => [meta.name, block])) } : {} }
      : {}),
    ...(has('nodes')
      ? {
          nodes: {
            [nodeId]: {
              name: 'oriel',
              ephemeral_id: nodeId,
              transport_address: address,
              attributes: {},
              roles: ['data', 'ingest', 'master'],
            },
          },
        }
      : {}),
    ...(has('metadata')
      ? {
          metadata: {
            cluster_uuid: clusterUuid,
            cluster_uuid_committed: true,
            cluster_coordination: {
              term: 1,
              last_committed_config: [nodeId],
              last_accepted_config: [nodeId],
              voting_config_exclusions: [],
            },
            templates: Object.fromEntries(catalog.listObjects('template')),
            indices: Object.fromEntries(metas.map((meta) => [meta.name, indexMetadata(request, meta)])),
            'index-graveyard': { tombstones: [] },
          },
        }
      : {}),
    ...(has('routing_table') ? { routing_table: routing(metas) } : {}),
    ...(has('routing_nodes')
      ? {
          routing_nodes: {
            unassigned: [],
            nodes: { [nodeId]: metas.flatMap((meta) => Array.from({ length: shards(meta) }, (_, shard) => shardAt(meta, shard))) },
          },
        }
      : {}),
  });
};

const stats: Handler = async (request) => {
  const metas = request.context.catalog.list();
  const counts = await countDocuments(request, metas);
  const documents = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const primaries = metas.reduce((sum, meta) => sum + shards(meta), 0);
  const memory = process.memoryUsage();
  const types = new Map<string, number>();
  for (const meta of metas) for (const field of meta.fields.values()) types.set(field.type, (types.get(field.type) ?? 0) + 1);
  return ok({
    _nodes: { total: 1, successful: 1, failed: 0 },
    cluster_name: clusterName,
    cluster_uuid: clusterUuid,
    timestamp: request.context.nowMs(),
    status: metas.some((meta) => healthOf(meta) === 'yellow') ? 'yellow' : 'green',
    indices: {
      count: metas.length,
      shards: metas.length === 0 ? {} : { total: primaries, primaries, replication: 0 },
      docs: { count: documents, deleted: 0 },
      store: { size_in_bytes: 0, reserved_in_bytes: 0 },
      fielddata: { memory_size_in_bytes: 0, evictions: 0 },
      query_cache: { memory_size_in_bytes: 0, total_count: 0, hit_count: 0, miss_count: 0, cache_size: 0, cache_count: 0, evictions: 0 },
      completion: { size_in_bytes: 0 },
      segments: { count: metas.length, memory_in_bytes: 0, max_unsafe_auto_id_timestamp: -1, file_sizes: {} },
      mappings: { field_types: [...types].map(([name, count]) => ({ name, count, index_count: metas.length })) },
      analysis: {
        char_filter_types: [],
        tokenizer_types: [],
        filter_types: [],
        analyzer_types: [],
        built_in_char_filters: [],
        built_in_tokenizers: [],
        built_in_filters: [],
        built_in_analyzers: [],
      },
    },
    nodes: {
      count: { total: 1, data: 1, ingest: 1, master: 1, cluster_manager: 1, coordinating_only: 0, remote_cluster_client: 0 },
      versions: [engineVersion],
      os: {
        available_processors: 2,
        allocated_processors: 2,
        names: [{ name: process.platform, count: 1 }],
        mem: { total_in_bytes: memory.rss },
      },
      process: { cpu: { percent: 0 }, open_file_descriptors: { min: 0, max: 0, avg: 0 } },
      jvm: {
        max_uptime_in_millis: Math.round(process.uptime() * 1000),
        versions: [],
        mem: { heap_used_in_bytes: memory.heapUsed, heap_max_in_bytes: memory.heapTotal },
        threads: 1,
      },
      fs: { total_in_bytes: 0, free_in_bytes: 0, available_in_bytes: 0 },
      plugins: [],
      network_types: { transport_types: { http: 1 }, http_types: { http: 1 } },
      discovery_types: { 'single-node': 1 },
      packaging_types: [],
      ingest: { number_of_pipelines: request.context.catalog.listObjects('pipeline').size, processor_stats: {} },
    },
  });
};

type Flat = Record<string, unknown>;
const kinds = ['persistent', 'transient'] as const;

const shown = (flat: Flat, request: EngineRequest) => (request.query.get('flat_settings') === 'true' ? flat : showSettings(flat, false));

function getSettings(request: EngineRequest) {
  const kept = request.context.catalog.listObjects('setting');
  const answer = Object.fromEntries(kinds.map((kind) => [kind, shown(kept.get(kind) ?? {}, request)]));
  return ok({ ...answer, ...(request.query.get('include_defaults') === 'true' ? { defaults: { node: { name: 'oriel' } } } : {}) });
}

/** What is kept after a change; null takes a setting away, or all that a wildcard names. */
function changed(before: Flat, change: Flat): { next: Flat; set: Flat } {
  const next = { ...before };
  const set: Flat = {};
  for (const [name, value] of Object.entries(change)) {
    const prefix = name.replace(/\*$/, '');
    if (value === null) for (const key of Object.keys(next).filter((one) => one === name || one.startsWith(prefix))) delete next[key];
    else next[name] = set[name] = String(value);
  }
  return { next, set };
}

async function putSettings(request: EngineRequest) {
  const { catalog } = request.context;
  const body = jsonBody(request.text);
  const answer: Record<string, unknown> = { acknowledged: true };
  await catalog.exclusive(() =>
    catalog.together(async () => {
      for (const kind of kinds) {
        const { next, set } = changed(catalog.listObjects('setting').get(kind) ?? {}, flattenSettings((body[kind] ?? {}) as Flat));
        await catalog.saveObject('setting', kind, next);
        answer[kind] = shown(set, request);
      }
    }),
  );
  return ok(answer);
}

type Query = Record<string, unknown>;

/** An alias's filter with its boost written out, as Elasticsearch shows it. */
function withBoost(filter: Query): Query {
  const [[name = '', body] = []] = Object.entries(filter) as [string, Query][];
  const [[field = '', value] = []] = Object.entries(body ?? {});
  if (name !== 'term' || typeof value === 'object') return filter;
  return { term: { [field]: { value, boost: 1 } } };
}

/** `_search_shards`: where a search would go, and through which aliases' filters. */
const searchShards: Handler = (request) => {
  const found = resolve(request.context.catalog, request.path.index, resolveOptions(request.query));
  const described = found.map(({ meta, aliases }) => {
    const filters = aliases.map((alias) => meta.aliases[alias]?.filter);
    const narrowed = filters.length > 0 && filters.every((filter) => filter !== undefined);
    const shown = filters.flatMap((filter) => (filter ? [withBoost(filter)] : []));
    const filter = shown.length === 1 ? shown[0] : { bool: { should: shown, adjust_pure_negative: true, boost: 1 } };
    return [meta.name, { ...(aliases.length > 0 ? { aliases: [...aliases].sort() } : {}), ...(narrowed ? { filter } : {}) }] as const;
  });
  const all = found.flatMap(({ meta }) => Array.from({ length: shards(meta) }, (_, shard) => [shardAt(meta, shard)]));
  return ok({
    nodes: { [nodeId]: { name: 'oriel', transport_address: address, attributes: {} } },
    indices: Object.fromEntries(described),
    shards: all,
  });
};

export const stateRoutes: [string, string, Handler][] = [
  ['GET', '/_cluster/state', state],
  ['GET', '/_cluster/state/:metric', state],
  ['GET', '/_cluster/state/:metric/:index', state],
  ['GET', '/_cluster/stats', stats],
  ['GET', '/_cluster/stats/nodes/:node', stats],
  ['GET', '/_cluster/settings', getSettings],
  ['PUT', '/_cluster/settings', putSettings],
  ['GET,POST', '/_search_shards', searchShards],
  ['GET,POST', '/:index/_search_shards', searchShards],
  ['GET', '/_cluster/pending_tasks', () => ok({ tasks: [] })],
];
