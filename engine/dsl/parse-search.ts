import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { type Field, hasDocValues, isNumeric } from '../plan/field';
import { and, type Predicate, type Scalar } from '../plan/predicate';
import type { SearchPlan, SourceTable } from '../plan/search';
import type { SortKey } from '../plan/sort-key';
import { parseQueryDate } from './date-formats';
import { type FieldLookup, fieldLookup, mergeFields } from './fields';
import { requirePoint } from './geo';
import { parseQuery } from './parse-query';

function sortEntry(entry: unknown, lookup: FieldLookup): SortKey {
  const [path, options] = typeof entry === 'string' ? [entry, {}] : (Object.entries(entry as Record<string, unknown>)[0] ?? ['', {}]);
  const given = typeof options === 'string' ? { order: options } : (options as Record<string, unknown>);
  const order = String(given.order ?? (path === '_score' ? 'desc' : 'asc')).toLowerCase();
  if (order !== 'asc' && order !== 'desc') throw illegalArgument(`Unknown SortOrder [${order}]`);
  const base = { direction: order, missingFirst: given.missing === '_first' } as const;
  if (path === '_score') return { by: 'score', ...base };
  if (path === '_doc' || path === '_shard_doc' || path === '_seq_no') return { by: 'seq', ...base };
  if (path === '_geo_distance') return distanceSort(given, lookup, base);
  const field = lookup.get(path);
  if (!field) {
    if (given.unmapped_type !== undefined) return { by: 'seq', ...base };
    throw new EsError('query_shard_exception', `No mapping found for [${path}] in order to sort on`, 400);
  }
  if (!hasDocValues(field) || field.type === 'geo_point') {
    throw illegalArgument(
      `Fielddata is disabled on [${path}]. Text fields are not optimised for operations that require per-document field data like aggregations and sorting. Please use a keyword field instead.`,
    );
  }
  return { by: 'field', field, ...base, ...(typeof given.format === 'string' ? { format: given.format } : {}) };
}

function distanceSort(
  given: Record<string, unknown>,
  lookup: FieldLookup,
  base: { direction: 'asc' | 'desc'; missingFirst: boolean },
): SortKey {
  const [path, origin] = Object.entries(given).find(
    ([key]) => !['order', 'unit', 'mode', 'distance_type', 'ignore_unmapped'].includes(key),
  ) ?? ['', undefined];
  const field = lookup.get(path);
  if (!field) throw illegalArgument(`failed to find mapper for [${path}] for geo distance based sort`);
  return {
    by: 'distance',
    field,
    origin: requirePoint(Array.isArray(origin) && typeof origin[0] === 'object' ? origin[0] : origin, 'origin'),
    ...base,
  };
}

export function parseSort(sort: unknown, lookup: FieldLookup): SortKey[] {
  return (sort === undefined ? [] : Array.isArray(sort) ? sort : [sort]).map((entry) => sortEntry(entry, lookup));
}

function wholeNumber(value: unknown, what: string, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw illegalArgument(`[${what}] parameter cannot be negative, found [${String(value)}]`);
  return number;
}

function searchAfter(value: unknown, sort: SortKey[], lookup: FieldLookup): (Scalar | null)[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw parsingError('[search_after] must be an array');
  if (value.length !== sort.length) throw illegalArgument(`search_after has ${value.length} value(s) but sort has ${sort.length}.`);
  return value.map((item, index) => {
    const key = sort[index];
    if (item === null) return null;
    return key?.by === 'field' && key.field?.columnType === 'TIMESTAMP'
      ? parseQueryDate(item, { nowMs: lookup.nowMs, format: key.format })
      : (item as Scalar);
  });
}

function collapseField(collapse: Record<string, unknown>, lookup: FieldLookup): Field {
  const path = String(collapse.field ?? '');
  const field = lookup.get(path);
  if (!field) throw illegalArgument(`no mapping found for \`${path}\` in order to collapse on`);
  if (field.columnType !== 'VARCHAR' && !isNumeric(field))
    throw illegalArgument(`unknown type for collapse field \`${path}\`, only keywords and numbers are accepted`);
  const groups = collapse.inner_hits === undefined ? [] : Array.isArray(collapse.inner_hits) ? collapse.inner_hits : [collapse.inner_hits];
  for (const { collapse: inner } of groups as { collapse?: Record<string, unknown> }[])
    if (inner && (inner.inner_hits !== undefined || inner.collapse !== undefined))
      throw new EsError(
        'parse_exception',
        `[collapse] of an inner hit may hold nothing but a field: [${Object.keys(inner).join(', ')}]`,
        400,
      );
  return field;
}

/** One share of a scroll or a point in time, so that several readers divide the work. */
function withSlice(query: Predicate, slice: unknown, { pit, mostSlices = 1_024 }: { pit: boolean; mostSlices?: number }): Predicate {
  if (slice === undefined) return query;
  const { id, max } = slice as { id?: unknown; max?: unknown };
  const [own, all] = [Number(id), Number(max)];
  if (!pit) throw illegalArgument('`slice` cannot be used outside of a scroll context');
  if (!(all > 1)) throw illegalArgument('max must be greater than 1');
  if (all > mostSlices)
    throw illegalArgument(
      `The number of slices [${all}] is too large. It must be less than [${mostSlices}]. This limit can be set by changing the [index.max_slices_per_scroll] index level setting.`,
    );
  if (!(own >= 0)) throw illegalArgument('id must be greater than or equal to 0');
  if (own >= all) throw illegalArgument('max must be greater than id');
  return and([query, { type: 'filter', of: { type: 'slice', id: own, max: all } }]);
}

export interface ParsedSearch {
  plan: Omit<SearchPlan, 'aggregations'>;
  lookup: FieldLookup;
  /** `_source` as the request had it, for filtering the hits. */
  source: unknown;
  sorted: boolean;
  trackTotal: boolean | number;
}

const ignored = new Set([
  '_source',
  'fields',
  'docvalue_fields',
  'stored_fields',
  'highlight',
  'version',
  'seq_no_primary_term',
  'explain',
  'profile',
  'timeout',
  'terminate_after',
  'indices_boost',
  'min_score',
  'stats',
  'ext',
  'track_scores',
  'pit',
  'aggs',
  'aggregations',
  'query',
  'post_filter',
  'sort',
  'from',
  'size',
  'search_after',
  'track_total_hits',
  'preference',
  'collapse',
  'slice',
  'suggest',
]);

/** The search part of a body; aggregations are read by aggs/. */
export function parseSearch(
  body: Record<string, unknown>,
  sources: SourceTable[],
  options: { nowMs: number; pit: boolean; mostSlices?: number },
): ParsedSearch {
  const unknown = Object.keys(body).find((key) => !ignored.has(key));
  if (unknown) {
    if (['script_fields', 'runtime_mappings', 'rescore', 'knn', 'retriever'].includes(unknown))
      throw illegalArgument(`The embedded engine does not support [${unknown}].`);
    throw parsingError(`unknown key [${unknown}] for a ${Array.isArray(body[unknown]) ? 'START_ARRAY' : 'VALUE'} in the search body`);
  }
  const fields = mergeFields(sources);
  const lookup = fieldLookup(
    fields,
    options.nowMs,
    undefined,
    undefined,
    undefined,
    sources.map(({ index }) => index),
  );
  const from = wholeNumber(body.from, 'from', 0);
  const size = wholeNumber(body.size, 'size', 10);
  const sorted = body.sort !== undefined;
  const sort = parseSort(body.sort, lookup);
  if (options.pit && sort.length === 0) sort.push({ by: 'score', direction: 'desc', missingFirst: false });
  if (options.pit && !sort.some((key) => key.by === 'seq')) sort.push({ by: 'seq', direction: 'asc', missingFirst: false });
  const after = searchAfter(body.search_after, sort, lookup);
  const track = body.track_total_hits;
  return {
    plan: {
      sources,
      fields,
      query: withSlice(parseQuery(body.query ?? { match_all: {} }, lookup), body.slice, options),
      ...(body.collapse ? { collapse: collapseField(body.collapse as Record<string, unknown>, lookup) } : {}),
      ...(body.post_filter ? { postFilter: parseQuery(body.post_filter, lookup) } : {}),
      sort,
      ...(after ? { searchAfter: after } : {}),
      from,
      size,
      fetchSource: body._source !== false,
      countUpTo: track === false ? -1 : track === true ? Number.POSITIVE_INFINITY : Number(track ?? 10_000),
    },
    lookup,
    source: body._source,
    sorted: sorted || (options.pit && body.pit !== undefined),
    trackTotal: track === undefined ? 10_000 : (track as boolean | number),
  };
}
