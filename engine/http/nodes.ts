import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { engineVersion } from './cluster';
import { processorNames } from './ingest';
import { type EngineRequest, type Handler, ok } from './request';

const nodeId = 'oriel-engine';
const header = { _nodes: { total: 1, successful: 1, failed: 0 }, cluster_name: 'oriel-embedded' };
const roles = ['data', 'ingest', 'master'];

/** Where this request came in, as clients that look for nodes want it. */
const address = ({ host }: EngineRequest) => host ?? '127.0.0.1:9200';

/** `/_nodes`, `/_nodes/http`: who is here. One node. */
const info: Handler = (request) =>
  ok({
    ...header,
    nodes: {
      [nodeId]: {
        name: nodeId,
        transport_address: address(request),
        host: '127.0.0.1',
        ip: '127.0.0.1',
        version: engineVersion,
        build_flavor: 'oriel',
        roles,
        attributes: {},
        os: { name: process.platform, arch: process.arch, available_processors: cpus().length, allocated_processors: cpus().length },
        process: { id: process.pid, mlockall: false },
        http: { bound_address: [address(request)], publish_address: address(request), max_content_length_in_bytes: 104_857_600 },
        plugins: [],
        modules: [],
        ingest: { processors: processorNames().map((type) => ({ type })) },
      },
    },
  });

/** `/_nodes/stats`: what this process and its machine use. Bytes, percent, milliseconds. */
const stats: Handler = () => {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  const used = totalmem() - freemem();
  return ok({
    ...header,
    nodes: {
      [nodeId]: {
        timestamp: Date.now(),
        name: nodeId,
        host: '127.0.0.1',
        ip: '127.0.0.1',
        roles,
        os: {
          cpu: { load_average: { '1m': one, '5m': five, '15m': fifteen } },
          mem: {
            total_in_bytes: totalmem(),
            free_in_bytes: freemem(),
            used_in_bytes: used,
            used_percent: Math.round((100 * used) / totalmem()),
          },
        },
        process: { cpu: { total_in_millis: Math.round(process.cpuUsage().user / 1_000) }, mem: { total_virtual_in_bytes: rss } },
        jvm: {
          mem: { heap_used_in_bytes: heapUsed, heap_max_in_bytes: heapTotal, non_heap_used_in_bytes: external },
          uptime_in_millis: Math.round(process.uptime() * 1_000),
        },
      },
    },
  });
};

export const nodeRoutes: [string, string, Handler][] = [
  ['GET', '/_nodes', info],
  ['GET', '/_nodes/stats', stats],
  ['GET', '/_nodes/:part', info],
  ['GET', '/_nodes/:node/stats', stats],
  ['GET', '/_nodes/:node/:part', info],
];
