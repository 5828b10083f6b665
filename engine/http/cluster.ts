import type { IndexMeta } from '../plan/index-meta';
import { type Handler, ok } from './request';
import { resolveIndices, resolveOptions } from './resolve';

export const engineVersion = '9.5.0';

const info: Handler = () =>
  ok({
    name: 'oriel-engine',
    cluster_name: 'oriel-embedded',
    cluster_uuid: 'oriel-embedded-engine',
    version: {
      number: engineVersion,
      build_flavor: 'oriel',
      build_type: 'embedded',
      build_hash: 'unknown',
      build_date: '2026-11-22T00:00:00.000Z',
      build_snapshot: false,
      lucene_version: '10.3.1',
      minimum_wire_compatibility_version: '8.19.0',
      minimum_index_compatibility_version: '8.0.0',
    },
    tagline: 'You Know, for Search',
  });

const ranks = { green: 0, yellow: 1, red: 2 } as const;

const health: Handler = ({ context, path, query }) => {
  const named = path.index === undefined ? undefined : path.index.split(',');
  const metas = resolveIndices(context.catalog, path.index, {
    ...resolveOptions(query, 'all'),
    ignoreUnavailable: true,
    closedAllowed: true,
  });
  const shards = (meta: IndexMeta) => Number(meta.settings.number_of_shards ?? 1);
  const replicas = (meta: IndexMeta) => Number(meta.settings.number_of_replicas ?? 1);
  const sum = (value: (meta: IndexMeta) => number) => metas.reduce((total, meta) => total + value(meta), 0);
  const unassigned = sum((meta) => shards(meta) * replicas(meta));
  const absent = (named ?? []).some((name) => !name.includes('*') && name !== '_all' && !context.catalog.get(name) && metas.length === 0);
  const status = absent ? 'red' : unassigned > 0 ? 'yellow' : 'green';
  const wanted = query.get('wait_for_status');
  const nodes = Number(/\d+/.exec(query.get('wait_for_nodes') ?? '')?.[0] ?? 1);
  const late = (wanted !== null && wanted in ranks && ranks[status] > ranks[wanted as keyof typeof ranks]) || nodes > 1;
  const part = (metasOf: IndexMeta[]) => ({
    active_primary_shards: metasOf.reduce((total, meta) => total + shards(meta), 0),
    active_shards: metasOf.reduce((total, meta) => total + shards(meta), 0),
    relocating_shards: 0,
    initializing_shards: 0,
    unassigned_shards: metasOf.reduce((total, meta) => total + shards(meta) * replicas(meta), 0),
  });
  const all = sum(shards) + unassigned;
  const level = query.get('level');
  const indices = Object.fromEntries(
    metas.map((meta) => [
      meta.name,
      {
        status: replicas(meta) > 0 ? 'yellow' : 'green',
        number_of_shards: shards(meta),
        number_of_replicas: replicas(meta),
        ...part([meta]),
        ...(level === 'shards'
          ? {
              shards: Object.fromEntries(
                Array.from({ length: shards(meta) }, (_, shard) => [
                  String(shard),
                  {
                    status: replicas(meta) > 0 ? 'yellow' : 'green',
                    primary_active: true,
                    active_shards: 1,
                    relocating_shards: 0,
                    initializing_shards: 0,
                    unassigned_shards: replicas(meta),
                  },
                ]),
              ),
            }
          : {}),
      },
    ]),
  );
  return ok(
    {
      cluster_name: 'oriel-embedded',
      status,
      timed_out: late,
      number_of_nodes: 1,
      number_of_data_nodes: 1,
      discovered_master: true,
      discovered_cluster_manager: true,
      ...part(metas),
      delayed_unassigned_shards: 0,
      number_of_pending_tasks: 0,
      number_of_in_flight_fetch: 0,
      task_max_waiting_in_queue_millis: 0,
      active_shards_percent_as_number: all === 0 ? 100 : (100 * sum(shards)) / all,
      ...(level === 'indices' || level === 'shards' ? { indices } : {}),
    },
    late ? 408 : 200,
  );
};

export const clusterRoutes: [string, string, Handler][] = [
  ['GET,HEAD', '/', info],
  ['GET', '/_cluster/health', health],
  ['GET', '/_cluster/health/:index', health],
];
