import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { illegalArgument } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import { countersOf } from './counters';
import { countDocuments, shardsOf } from './indices';
import { type EngineRequest, type Handler, ok } from './request';
import { resolveIndices, resolveOptions } from './resolve';

type Section = Record<string, unknown>;

interface Facts {
  documents: number;
  bytes: number;
}

const blockBytes = 262_144;

/** Bytes of a table's blocks on disk. What is only in the log yet counts as nothing. */
async function sizeOf(request: EngineRequest, meta: IndexMeta): Promise<number> {
  if (meta.attached) return meta.attached.bytes;
  const rows = await request.context.catalog.database.read(
    'SELECT count(DISTINCT block_id) AS blocks FROM pragma_storage_info(?) WHERE persistent AND block_id >= 0',
    [meta.table],
    { signal: request.signal },
  );
  return Number(rows[0]?.blocks ?? 0) * blockBytes;
}

function searchSection(meta: IndexMeta, groups: RegExp[]): Section {
  const { searches, searchMs, scrolls, groups: named } = countersOf(meta.uuid);
  const own = {
    query_total: searches,
    query_time_in_millis: Math.round(searchMs),
    query_current: 0,
    fetch_total: searches,
    fetch_time_in_millis: 0,
    fetch_current: 0,
    scroll_total: scrolls,
    scroll_time_in_millis: 0,
    scroll_current: 0,
  };
  const shown = [...named].filter(([group]) => groups.some((pattern) => pattern.test(group)));
  return {
    open_contexts: 0,
    ...own,
    ...(shown.length > 0
      ? { groups: Object.fromEntries(shown.map(([group, total]) => [group, { ...own, query_total: total, fetch_total: total }])) }
      : {}),
  };
}

const nothingCached = { memory_size_in_bytes: 0, evictions: 0, hit_count: 0, miss_count: 0 };

/** Every section of `_stats`, by the metric that names it. What a table has no counterpart for is zero. */
const sections: Record<string, (meta: IndexMeta, facts: Facts, groups: RegExp[]) => [string, Section]> = {
  docs: (_, { documents }) => ['docs', { count: documents, deleted: 0 }],
  store: (_, { bytes }) => ['store', { size_in_bytes: bytes, reserved_in_bytes: 0 }],
  indexing: (meta) => {
    const { indexed, deleted, noopUpdates } = countersOf(meta.uuid);
    return [
      'indexing',
      {
        index_total: indexed,
        index_time_in_millis: 0,
        index_current: 0,
        index_failed: 0,
        delete_total: deleted,
        delete_time_in_millis: 0,
        delete_current: 0,
        noop_update_total: noopUpdates,
        is_throttled: false,
        throttle_time_in_millis: 0,
      },
    ];
  },
  get: (meta) => {
    const { gets, missingGets } = countersOf(meta.uuid);
    return [
      'get',
      {
        total: gets,
        time_in_millis: 0,
        exists_total: gets - missingGets,
        exists_time_in_millis: 0,
        missing_total: missingGets,
        missing_time_in_millis: 0,
        current: 0,
      },
    ];
  },
  search: (meta, _, groups) => ['search', searchSection(meta, groups)],
  merge: () => [
    'merges',
    { current: 0, current_docs: 0, current_size_in_bytes: 0, total: 0, total_time_in_millis: 0, total_docs: 0, total_size_in_bytes: 0 },
  ],
  refresh: (meta) => [
    'refresh',
    {
      total: countersOf(meta.uuid).refreshes,
      total_time_in_millis: 0,
      external_total: countersOf(meta.uuid).refreshes,
      external_total_time_in_millis: 0,
      listeners: 0,
    },
  ],
  flush: (meta) => ['flush', { total: countersOf(meta.uuid).flushes, periodic: 0, total_time_in_millis: 0 }],
  warmer: () => ['warmer', { current: 0, total: 0, total_time_in_millis: 0 }],
  query_cache: () => ['query_cache', { ...nothingCached, total_count: 0, cache_size: 0, cache_count: 0 }],
  fielddata: () => ['fielddata', { memory_size_in_bytes: 0, evictions: 0 }],
  completion: () => ['completion', { size_in_bytes: 0 }],
  segments: (_, { documents }) => [
    'segments',
    { count: documents > 0 ? 1 : 0, memory_in_bytes: 0, max_unsafe_auto_id_timestamp: -1, file_sizes: {} },
  ],
  request_cache: () => ['request_cache', nothingCached],
  recovery: () => ['recovery', { current_as_source: 0, current_as_target: 0, throttle_time_in_millis: 0 }],
};

/** Numbers of several indices added up, section by section; what is no number is the first one's. */
function sum(parts: Section[]): Section {
  const total: Section = {};
  for (const part of parts)
    for (const [key, value] of Object.entries(part)) {
      const before = total[key];
      if (typeof value === 'number') total[key] = (typeof before === 'number' ? before : 0) + value;
      else if (typeof value === 'object' && value !== null) total[key] = sum([...(before ? [before as Section] : []), value as Section]);
      else total[key] ??= value;
    }
  return total;
}

const words = (text: string | null | undefined) => (text ?? '').split(',').filter(Boolean);

function chosenSections(request: EngineRequest): (typeof sections)[string][] {
  const wanted = words(request.path.metric);
  if (wanted.length === 0 || wanted.includes('_all')) return Object.values(sections);
  for (const name of wanted)
    if (!Object.hasOwn(sections, name)) {
      const near = Object.keys(sections).find((known) => known.startsWith(name.slice(0, 3)));
      throw illegalArgument(
        `request [${request.path.index ?? ''}/_stats/${wanted.join(',')}] contains unrecognized metric: [${name}]${near ? ` -> did you mean [${near}]?` : ''}`,
      );
    }
  return wanted.map((name) => sections[name]).filter((section) => section !== undefined);
}

const stats: Handler = async (request) => {
  const options = resolveOptions(request.query, request.query.get('forbid_closed_indices') === 'false' ? 'open,closed' : 'open');
  const metas = resolveIndices(request.context.catalog, request.path.index, {
    ...options,
    closedAllowed: request.query.get('forbid_closed_indices') === 'false',
  });
  const chosen = chosenSections(request);
  const level = request.query.get('level') ?? 'indices';
  if (!['cluster', 'indices', 'shards'].includes(level))
    throw illegalArgument(`level parameter must be one of [cluster] or [indices] or [shards] but was [${level}]`);
  const groups = words(request.query.get('groups')).map((group) => wildcardToRegex(group === '_all' ? '*' : group));
  const counts = await countDocuments(request, metas);
  const parts = await Promise.all(
    metas.map(async (meta) => {
      const facts = { documents: counts.get(meta.name) ?? 0, bytes: await sizeOf(request, meta) };
      return { meta, part: Object.fromEntries(chosen.map((section) => section(meta, facts, groups))) };
    }),
  );
  const whole = sum(parts.map(({ part }) => part));
  const shardOf = (part: Section) => ({
    '0': [{ routing: { state: 'STARTED', primary: true, node: 'b3JpZWwtbm9kZS0wMDAwMDE', relocating_node: null }, ...part }],
  });
  const indices = parts.map(({ meta, part }) => [
    meta.name,
    { uuid: meta.uuid, primaries: part, total: part, ...(level === 'shards' ? { shards: shardOf(part) } : {}) },
  ]);
  return ok({
    _shards: shardsOf(metas),
    _all: { primaries: whole, total: whole },
    ...(level === 'cluster' ? {} : { indices: Object.fromEntries(indices) }),
  });
};

export const statsRoutes: [string, string, Handler][] = [
  ['GET', '/_stats', stats],
  ['GET', '/_stats/:metric', stats],
  ['GET', '/:index/_stats', stats],
  ['GET', '/:index/_stats/:metric', stats],
];
