import { EsError, illegalArgument } from '../plan/es-error';

type Json = Record<string, unknown>;

const invalid = (why: string) => new EsError('action_request_validation_exception', `Validation Failed: 1: ${why};`, 400);

/** Parameters of a search that contradict each other or mean nothing here. */
export function checkSearchParameters(query: URLSearchParams, body: Json): void {
  const type = query.get('search_type');
  if (type !== null && type !== 'query_then_fetch' && type !== 'dfs_query_then_fetch')
    throw illegalArgument(`Unsupported search type [${type}]`);
  if (query.get('rest_total_hits_as_int') === 'true' && typeof body.track_total_hits === 'number')
    throw illegalArgument(
      `[rest_total_hits_as_int] cannot be used if the tracking of total hits is not accurate, got ${body.track_total_hits}`,
    );
  const reduce = query.get('batched_reduce_size');
  if (reduce !== null && !(Number(reduce) >= 2)) throw illegalArgument('batchedReduceSize must be >= 2');
  const prefilter = query.get('pre_filter_shard_size');
  if (prefilter !== null && !(Number(prefilter) >= 1)) throw illegalArgument('preFilterShardSize must be >= 1');
  if (!query.has('scroll')) return;
  if (Number(body.size ?? 10) === 0) throw invalid('[size] cannot be [0] in a scroll context');
  if (query.get('request_cache') === 'true') throw invalid('[request_cache] cannot be used in a scroll context');
  if (Number(body.from ?? 0) > 0) throw invalid('using [from] is not allowed in a scroll context');
  if (body.search_after !== undefined) throw invalid('`search_after` cannot be used in a scroll context.');
}

/** A limit that an index may set, over all indices of a search: the smallest. */
export function smallestLimit(settings: Json[], name: string, otherwise: number): number {
  return Math.min(...settings.map((own) => Number(own[name] ?? otherwise)), settings.length === 0 ? otherwise : Number.POSITIVE_INFINITY);
}

const clauses = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Walks a query for the clauses of one name. */
export function* clausesNamed(query: unknown, name: string): Generator<Json> {
  if (typeof query !== 'object' || query === null) return;
  for (const [key, value] of Object.entries(query as Json)) {
    if (key === name && typeof value === 'object' && value !== null && !Array.isArray(value)) yield value as Json;
    for (const inner of clauses(value)) yield* clausesNamed(inner, name);
  }
}

function checkRegexes(body: Json, limit: number) {
  for (const clause of clausesNamed(body.query, 'regexp'))
    for (const value of Object.values(clause)) {
      const text = typeof value === 'string' ? value : String((value as Json | null)?.value ?? '');
      if (text.length > limit)
        throw illegalArgument(
          `The length of regex [${text.length}] used in the Regexp Query request has exceeded the allowed maximum of [${limit}]. This maximum can be set by changing the [index.max_regex_length] index level setting.`,
        );
    }
}

function checkTerms(body: Json, limit: number) {
  for (const clause of clausesNamed(body.query, 'terms'))
    for (const value of Object.values(clause))
      if (Array.isArray(value) && value.length > limit)
        throw illegalArgument(
          `The number of terms [${value.length}] used in the Terms Query request has exceeded the allowed maximum of [${limit}]. This maximum can be set by changing the [index.max_terms_count] index level setting.`,
        );
}

const countOf = (value: unknown) =>
  Array.isArray(value) ? value.length : typeof value === 'object' && value !== null ? Object.keys(value).length : 0;

/** Sizes that the searched indices limit. */
export function checkSearchLimits(body: Json, settings: Json[], scroll: boolean): void {
  const window = smallestLimit(settings, 'max_result_window', 10_000);
  const [from, size] = [Number(body.from ?? 0), Number(body.size ?? 10)];
  if (scroll && size > window)
    throw illegalArgument(
      `Batch size is too large, size must be less than or equal to: [${window}] but was [${size}]. Scroll batch sizes cost as much memory as result windows so they are controlled by the [index.max_result_window] index level setting.`,
    );
  if (!scroll && from + size > window)
    throw illegalArgument(
      `Result window is too large, from + size must be less than or equal to: [${window}] but was [${from + size}]. See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the [index.max_result_window] index level setting.`,
    );
  for (const rescore of clauses(body.rescore ?? [])) {
    const wanted = Number((rescore as Json).window_size ?? 10);
    const most = smallestLimit(settings, 'max_rescore_window', 10_000);
    if (wanted > most)
      throw illegalArgument(
        `Rescore window [${wanted}] is too large. It must be less than [${most}]. This prevents allocating massive heaps for storing the results to be rescored. This limit can be set by changing the [index.max_rescore_window] index level setting.`,
      );
  }
  const docvalues = smallestLimit(settings, 'max_docvalue_fields_search', 100);
  if (countOf(body.docvalue_fields) > docvalues)
    throw illegalArgument(
      `Trying to retrieve too many docvalue_fields. Must be less than or equal to: [${docvalues}] but was [${countOf(body.docvalue_fields)}]. This limit can be set by changing the [index.max_docvalue_fields_search] index level setting.`,
    );
  const scripts = smallestLimit(settings, 'max_script_fields', 32);
  if (countOf(body.script_fields) > scripts)
    throw illegalArgument(
      `Trying to retrieve too many script_fields. Must be less than or equal to: [${scripts}] but was [${countOf(body.script_fields)}]. This limit can be set by changing the [index.max_script_fields] index level setting.`,
    );
  checkRegexes(body, smallestLimit(settings, 'max_regex_length', 1_000));
  checkTerms(body, smallestLimit(settings, 'max_terms_count', 65_536));
}
