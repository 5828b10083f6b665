import { type Column, render } from './cat-table';
import { countDocuments } from './indices';
import type { EngineRequest, Handler } from './request';
import { resolveIndices, resolveOptions } from './resolve';

interface ShardRow {
  index: string;
  shard: number;
  primary: boolean;
  documents: number;
}

const started = (value: (row: ShardRow) => string | number) => (row: ShardRow) => (row.primary ? value(row) : null);

const shardColumns: Column<ShardRow>[] = [
  { name: 'index', short: ['i', 'idx'], help: 'index name', value: ({ index }) => index },
  { name: 'shard', short: ['s', 'sh'], help: 'shard name', value: ({ shard }) => shard },
  { name: 'prirep', short: ['p', 'pr', 'primaryOrReplica'], help: 'primary or replica', value: ({ primary }) => (primary ? 'p' : 'r') },
  { name: 'state', short: ['st'], help: 'shard state', value: ({ primary }) => (primary ? 'STARTED' : 'UNASSIGNED') },
  { name: 'docs', short: ['d', 'dc'], help: 'number of docs in shard', value: started(({ documents }) => documents), right: true },
  { name: 'store', short: ['sto'], help: 'store size of shard (how much disk it uses)', value: started(() => '0b'), right: true },
  { name: 'ip', help: 'ip of node where it lives', value: started(() => '127.0.0.1') },
  { name: 'node', short: ['n'], help: 'name of node where it lives', value: started(() => 'oriel') },
];

async function shards(request: EngineRequest) {
  const metas = resolveIndices(request.context.catalog, request.path.index, resolveOptions(request.query, 'open,hidden'));
  const counts = await countDocuments(request, metas);
  const rows = metas.flatMap((meta) => {
    const copies = 1 + Number(meta.settings.number_of_replicas ?? 1);
    const all = Array.from({ length: Number(meta.settings.number_of_shards ?? 1) }, (_, shard) => shard);
    return all.flatMap((shard) =>
      // every document lies in the first shard: an index is one table
      Array.from(
        { length: copies },
        (_, copy): ShardRow => ({
          index: meta.name,
          shard,
          primary: copy === 0,
          documents: shard === 0 ? (counts.get(meta.name) ?? 0) : 0,
        }),
      ),
    );
  });
  return render(request, shardColumns, rows);
}

interface PoolRow {
  name: string;
}

const poolColumns: Column<PoolRow>[] = [
  { name: 'node_name', short: ['nn'], help: 'node name', value: () => 'oriel' },
  { name: 'node_id', short: ['id'], help: 'persistent node id', value: () => 'b3JpZWwtbm9kZS0wMDAwMDE', extra: true },
  { name: 'name', short: ['n'], help: 'thread pool name', value: ({ name }) => name },
  { name: 'type', short: ['t'], help: 'thread pool type', value: () => 'fixed', extra: true },
  { name: 'active', short: ['a'], help: 'number of active threads', value: () => 0, right: true },
  { name: 'queue', short: ['q'], help: 'number of tasks currently in queue', value: () => 0, right: true },
  { name: 'rejected', short: ['r'], help: 'number of rejected tasks', value: () => 0, right: true },
  { name: 'pid', short: ['p'], help: 'process id', value: () => process.pid, extra: true },
  { name: 'host', short: ['h'], help: 'host name', value: () => '127.0.0.1', extra: true },
  { name: 'ip', short: ['i'], help: 'ip address', value: () => '127.0.0.1', extra: true },
  { name: 'port', short: ['po'], help: 'bound transport port', value: () => 9300, extra: true },
  { name: 'size', short: ['sz'], help: 'number of threads', value: () => 2, extra: true },
  {
    name: 'total_wait_time',
    short: ['twt'],
    help: 'total time tasks spent waiting in the queue',
    value: ({ name }) => (name === 'generic' ? '-1' : '0s'),
    extra: true,
  },
];

/** What the engine has: readers, one writer, and the rest. */
const pools = ['generic', 'index_searcher', 'search', 'search_throttled', 'write'];

function threadPools(request: EngineRequest) {
  const patterns = (request.path.pools ?? '*').split(',').map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`));
  return render(
    request,
    poolColumns,
    pools.filter((name) => patterns.some((pattern) => pattern.test(name))).map((name) => ({ name })),
  );
}

interface FielddataRow {
  field: string;
}

const fielddataColumns: Column<FielddataRow>[] = [
  { name: 'id', help: 'node id', value: () => 'b3JpZWwtbm9kZS0wMDAwMDE' },
  { name: 'host', short: ['h'], help: 'host name', value: () => '127.0.0.1' },
  { name: 'ip', help: 'ip address', value: () => '127.0.0.1' },
  { name: 'node', short: ['n'], help: 'node name', value: () => 'oriel' },
  { name: 'field', short: ['f'], help: 'field name', value: ({ field }) => field },
  { name: 'size', short: ['s'], help: 'field data usage', value: () => '0b', right: true },
];

const attributeColumns: Column<never>[] = [
  { name: 'node', help: 'node name', value: () => 'oriel' },
  { name: 'id', short: ['nodeId'], help: 'unique node id', value: () => 'b3JpZWwtbm9kZS0wMDAwMDE', extra: true },
  { name: 'pid', short: ['p'], help: 'process id', value: () => process.pid, extra: true },
  { name: 'host', short: ['h'], help: 'host name', value: () => '127.0.0.1' },
  { name: 'ip', short: ['i'], help: 'ip address', value: () => '127.0.0.1' },
  { name: 'port', short: ['po'], help: 'bound transport port', value: () => 9300, extra: true },
  { name: 'attr', short: ['attr.name'], help: 'attribute description', value: () => '' },
  { name: 'value', short: ['attr.value'], help: 'attribute value', value: () => '' },
];

const pluginColumns: Column<never>[] = [
  { name: 'id', help: 'unique node id', value: () => '', extra: true },
  { name: 'name', short: ['n'], help: 'node name', value: () => '' },
  { name: 'component', short: ['c'], help: 'component', value: () => '' },
  { name: 'version', short: ['v'], help: 'component version', value: () => '' },
  { name: 'description', short: ['d'], help: 'plugin details', value: () => '', extra: true },
];

interface NodeRow {
  bytes: number;
}

const nodeColumns: Column<NodeRow>[] = [
  { name: 'id', short: ['nodeId'], help: 'unique node id', value: () => 'b3Jp', extra: true },
  { name: 'ip', short: ['i'], help: 'ip address', value: () => '127.0.0.1' },
  {
    name: 'heap.percent',
    short: ['hp'],
    help: 'used heap ratio',
    value: () => Math.round((100 * process.memoryUsage().heapUsed) / process.memoryUsage().heapTotal),
    right: true,
  },
  { name: 'ram.percent', short: ['rp'], help: 'used machine memory ratio', value: () => 0, right: true },
  { name: 'cpu', help: 'recent cpu usage', value: () => 0, right: true },
  { name: 'load_1m', short: ['l'], help: '1m load avg', value: () => '0.00', right: true },
  { name: 'load_5m', help: '5m load avg', value: () => '0.00', right: true },
  { name: 'load_15m', help: '15m load avg', value: () => '0.00', right: true },
  { name: 'node.role', short: ['r', 'role'], help: 'd:data node, i:ingest node, m:master-eligible node', value: () => 'dim' },
  { name: 'master', short: ['m'], help: '*:current master', value: () => '*' },
  { name: 'name', short: ['n'], help: 'node name', value: () => 'oriel' },
];

export const catNodeRoutes: [string, string, Handler][] = [
  ['GET', '/_cat/shards', shards],
  ['GET', '/_cat/shards/:index', shards],
  ['GET', '/_cat/thread_pool', threadPools],
  ['GET', '/_cat/thread_pool/:pools', threadPools],
  ['GET', '/_cat/fielddata', (request) => render(request, fielddataColumns, [])],
  ['GET', '/_cat/fielddata/:fields', (request) => render(request, fielddataColumns, [])],
  ['GET', '/_cat/nodeattrs', (request) => render(request, attributeColumns, [])],
  ['GET', '/_cat/plugins', (request) => render(request, pluginColumns, [])],
  ['GET', '/_cat/nodes', (request) => render(request, nodeColumns, [{ bytes: 0 }])],
];
