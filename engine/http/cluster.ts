import { type Handler, ok } from './request';

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

const health: Handler = ({ context }) => {
  const count = context.catalog.list().length;
  return ok({
    cluster_name: 'oriel-embedded',
    status: 'green',
    timed_out: false,
    number_of_nodes: 1,
    number_of_data_nodes: 1,
    active_primary_shards: count,
    active_shards: count,
    relocating_shards: 0,
    initializing_shards: 0,
    unassigned_shards: 0,
    delayed_unassigned_shards: 0,
    number_of_pending_tasks: 0,
    number_of_in_flight_fetch: 0,
    task_max_waiting_in_queue_millis: 0,
    active_shards_percent_as_number: 100,
  });
};

export const clusterRoutes: [string, string, Handler][] = [
  ['GET,HEAD', '/', info],
  ['GET', '/_cluster/health', health],
  ['GET', '/_cluster/health/:index', health],
  [
    'GET',
    '/_cat/health',
    (request) =>
      request.query.get('format') === 'json'
        ? ok([{ cluster: 'oriel-embedded', status: 'green', 'node.total': '1' }])
        : ok('oriel-embedded green 1\n'),
  ],
];
