import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { decorate } from '../aggs/decorate';
import { parseAggregations } from '../aggs/parse-aggs';
import type { Definitions } from '../aggs/pipeline/buckets-path';
import { runPipelines } from '../aggs/pipeline/run-pipelines';
import { buildHighlighter } from '../dsl/highlight';
import { parseQuery } from '../dsl/parse-query';
import { type ParsedSearch, parseSearch, parseSort } from '../dsl/parse-search';
import type { BucketNode } from '../plan/aggregation';
import { EsError, indexNotFound } from '../plan/es-error';
import type { Predicate } from '../plan/predicate';
import type { SearchPlan, SourceTable } from '../plan/search';
import { column } from '../sql/field-sql';
import { type Fragment, raw, sql } from '../sql/fragment';
import type { HitExtras } from '../sql/hits-sql';
import { matchingElements, predicateSql } from '../sql/predicate-sql';
import { type Statistics, scoreSql, statisticsSql, withoutEmpty } from '../sql/score-sql';
import type { Row } from '../store/database';
import type { RunSql } from './aggregation-run';
import { findClosedRows, narrowed, withPlaces } from './closed-words';
import { withGroups } from './collapse';
import { countersOf } from './counters';
import { closedStatistics, findHits } from './find-hits';
import { checkFetch, scoreOf, toHit } from './hits';
import { profileOf } from './profile';
import type { EngineContext } from './request';
import { runAggregations } from './run-aggregations';
import { checkSearchLimits, smallestLimit } from './search-checks';
import { runSuggest } from './suggest';

/** Shards as the settings have them; each index lies in one table. */
export function shards(sources: SourceTable[]) {
  const total = sources.reduce((sum, source) => sum + (source.shards ?? 1), 0);
  return { total, successful: total, skipped: 0, failed: 0 };
}

function totalOf(count: number | undefined, track: boolean | number) {
  if (count === undefined || track === false) return undefined;
  return typeof track === 'number' && count > track
    ? { value: track, relation: 'gte' as const }
    : { value: count, relation: 'eq' as const };
}

export interface SearchOptions {
  /** Pages of one frozen view: the order is total. */
  pit?: boolean;
  /** The first page of a scroll, or a later one. */
  scroll?: boolean;
  ignoreUnavailable?: boolean;
  typedKeys?: boolean;
  namedScores?: boolean;
}

/** Weights that `indices_boost` gives whole indices. */
function indexBoosts(
  body: Record<string, unknown>,
  lenient: boolean,
  sources: SourceTable[],
  aliasesOf: (index: string) => string[],
): Fragment | undefined {
  const given = body.indices_boost;
  if (given === undefined) return undefined;
  const entries = (Array.isArray(given) ? given : [given]).flatMap((part) => Object.entries(part as Record<string, number>));
  for (const [name] of entries)
    if (!lenient && !sources.some(({ index }) => [index, ...aliasesOf(index)].some((own) => wildcardToRegex(name).test(own))))
      throw indexNotFound(name);
  const weights = sources.map(({ index }) => {
    const found = entries.find(([name]) => [index, ...aliasesOf(index)].some((own) => wildcardToRegex(name).test(own)));
    return found ? Number(found[1]) : 1;
  });
  return raw(`CASE _source_index ${weights.map((weight, at) => `WHEN ${at} THEN ${weight}`).join(' ')} ELSE 1 END`);
}

/** The fields of a hit whose values could not be read. */
function ignoredColumn({ fields }: Pick<SearchPlan, 'fields'>): Fragment[] {
  return ['_ignored', '_routing'].flatMap((path) => {
    const field = fields.get(path);
    return field ? [sql`${column(field)} AS ${raw(path)}`] : [];
  });
}

/** What every hit is asked beside its fields: its score, and which named clauses it matched. */
async function extrasFor(
  context: EngineContext,
  parsed: Pick<ParsedSearch, 'lookup' | 'sorted'> & { plan: SearchPlan },
  body: Record<string, unknown>,
  run: (fragment: Fragment, weight: number) => Promise<Row[]>,
  options: SearchOptions,
): Promise<{ extras: HitExtras; statistics: Statistics; query: Predicate }> {
  const { plan, lookup, sorted } = parsed;
  const minScore = body.min_score === undefined ? undefined : Number(body.min_score);
  const scored = plan.size > 0 || minScore !== undefined || scoresInside(plan.aggregations.buckets);
  const wanted = scored && (!sorted || plan.sort.some(({ by }) => by === 'score') || body.track_scores === true || minScore !== undefined);
  const named = [...lookup.named.values()];
  const inner = lookup.inner.map(({ chain, predicate }, at) => sql`${matchingElements(chain, predicate)} AS ${raw(`n${at}`)}`);
  if (!wanted && named.length === 0)
    return { extras: { columns: [...inner, ...ignoredColumn(plan)] }, statistics: new Map(), query: plan.query };
  const needed = statisticsSql(plan, closedStatistics(context.catalog, plan));
  const row = needed?.query && (await run(needed.query, 0))[0];
  const statistics: Statistics = needed?.read(row ?? {}) ?? new Map();
  const query = withoutEmpty(plan.query, statistics);
  const own = scoreSql(query, statistics);
  const boosts = indexBoosts(body, options.ignoreUnavailable ?? false, plan.sources, (index) =>
    Object.keys(context.catalog.get(index)?.aliases ?? {}),
  );
  const extras = {
    ...(wanted ? { score: boosts ? sql`(${own} * ${boosts})` : own } : {}),
    ...(boosts ? { weighted: true } : {}),
    ...(minScore === undefined ? {} : { minScore }),
    columns: [
      ...named.map((clause, at) => sql`CASE WHEN ${predicateSql(clause)} THEN ${scoreSql(clause, statistics)} END AS ${raw(`q${at}`)}`),
      ...inner,
      ...ignoredColumn(plan),
    ],
  };
  return { extras, statistics, query };
}

/** True where an aggregation shows documents in the order of their score. */
const scoresInside = (buckets: BucketNode[]): boolean =>
  buckets.some(
    (node) =>
      node.spec.type === 'top-hits' || node.spec.type === 'top-metrics' || node.spec.type === 'sampler' || scoresInside(node.buckets),
  );

/** Queries inside aggregations: those of filter buckets. */
const filtersInside = (buckets: BucketNode[]): Predicate[] =>
  buckets.flatMap(({ spec, buckets: inner }) => [
    ...(spec.type === 'filter' ? [spec.predicate] : []),
    ...(spec.type === 'filters' || spec.type === 'adjacency' ? spec.filters.map(({ predicate }) => predicate) : []),
    ...filtersInside(inner),
  ]);

function countSearch({ catalog }: EngineContext, sources: SourceTable[], body: Record<string, unknown>, tookMs: number) {
  for (const { index } of sources) {
    const meta = catalog.get(index);
    if (!meta) continue;
    const counters = countersOf(meta.uuid);
    counters.searches++;
    counters.searchMs += tookMs;
    for (const group of (body.stats as string[] | undefined) ?? []) counters.groups.set(group, (counters.groups.get(group) ?? 0) + 1);
  }
}

export interface SearchAnswer {
  took: number;
  timed_out: boolean;
  _shards: ReturnType<typeof shards>;
  hits: { total?: { value: number; relation: 'eq' | 'gte' }; max_score: number | null; hits: ReturnType<typeof toHit>[] };
  suggest?: Record<string, unknown>;
  profile?: ReturnType<typeof profileOf>;
  aggregations?: Record<string, unknown>;
}

function toHits(rows: Row[], parsed: ParsedSearch, body: Record<string, unknown>, { catalog }: EngineContext, options: SearchOptions) {
  const mappingOf = (index: string) => catalog.get(index)?.mapping ?? {};
  checkFetch(body, parsed.plan.sources, mappingOf);
  const limitOf = (index: string) => Number(catalog.get(index)?.settings['highlight.max_analyzed_offset'] ?? 1_000_000);
  const hitOptions = {
    named: [...parsed.lookup.named.keys()],
    namedScores: options.namedScores ?? false,
    mappingOf,
    inner: parsed.lookup.inner,
    highlighter: buildHighlighter(body.highlight, parsed.plan.query, (query) => parseQuery(query, parsed.lookup), limitOf),
  };
  return rows.map((row) => toHit(row, parsed, body, hitOptions));
}

/** One search over given sources, from body to Elasticsearch's answer; `after` are the last hit's sort values. */
export async function searchPage(
  context: EngineContext,
  sources: SourceTable[],
  body: Record<string, unknown>,
  signal: AbortSignal,
  options: SearchOptions,
): Promise<{ answer: SearchAnswer; after: unknown[] | undefined }> {
  const startedMs = performance.now();
  checkSearchLimits(
    body,
    sources.map(({ index }) => context.catalog.get(index)?.settings ?? {}),
    options.scroll ?? false,
  );
  const parsed = parseSearch(body, sources, {
    nowMs: context.nowMs(),
    pit: options.pit ?? false,
    mostSlices: smallestLimit(
      sources.map(({ index }) => context.catalog.get(index)?.settings ?? {}),
      'max_slices_per_scroll',
      1_024,
    ),
  });
  const parse = (query: unknown) => parseQuery(query, parsed.lookup);
  const definitions = (body.aggs ?? body.aggregations ?? {}) as Definitions;
  const tree = parseAggregations(definitions, {
    lookup: parsed.lookup,
    parseQuery: parse,
    parseSort: (sort) => parseSort(sort, parsed.lookup),
    query: parsed.plan.query,
  });
  const needsSource =
    ['fields', 'docvalue_fields', 'highlight', 'stored_fields'].some((part) => body[part] !== undefined) || parsed.lookup.inner.length > 0;
  const plan: SearchPlan = { ...parsed.plan, fetchSource: parsed.plan.fetchSource || needsSource, aggregations: tree };
  const timeout = AbortSignal.timeout(context.limits.searchTimeoutMs);
  const stop = AbortSignal.any([signal, timeout]);
  const run: RunSql = (fragment, weight, timed) =>
    context.catalog.database.read(fragment.sql, fragment.parameters, { signal: stop, weight, timed });
  try {
    await findClosedRows(context.catalog, plan, filtersInside(tree.buckets));
    plan.sources = await withPlaces(context.catalog, plan);
    const { extras, statistics, query } = await extrasFor(context, { ...parsed, plan }, body, run, options);
    const narrow = narrowed(context.catalog, { ...plan, query }, { scored: extras.score !== undefined });
    const beginMs = performance.now();
    const spent = { hitsMs: 0, aggregationsMs: 0 };
    const timed = async <T>(part: keyof typeof spent, work: Promise<T>): Promise<T> => {
      const done = await work;
      spent[part] = performance.now() - beginMs;
      return done;
    };
    const [{ rows, total: counted }, aggregations] = await Promise.all([
      timed('hitsMs', findHits({ catalog: context.catalog, plan: narrow, extras, run, statistics })),
      timed(
        'aggregationsMs',
        runAggregations(
          {
            plan: narrow,
            whole: plan,
            catalog: context.catalog,
            signal: stop,
            made: { buckets: 0 },
            asked: new Map(),
            run,
            nowMs: context.nowMs(),
            ...(extras.score ? { score: extras.score } : {}),
          },
          tree,
        ),
      ),
    ]);
    runPipelines(definitions, aggregations);
    const total = totalOf(counted, parsed.trackTotal);
    const hits = toHits(rows, parsed, body, context, options);
    const scores = rows.map(scoreOf).filter((score) => score !== null);
    const answer: SearchAnswer = {
      took: Math.round(performance.now() - startedMs),
      timed_out: false,
      _shards: shards(sources),
      hits: {
        ...(total ? { total } : {}),
        max_score: scores.length === 0 ? null : Math.max(...scores),
        hits: plan.collapse
          ? await withGroups(rows, hits, plan.collapse, body, (own) => searchPage(context, sources, own, signal, {}))
          : hits,
      },
      ...(body.profile === true ? { profile: profileOf(sources, plan.query, tree, spent) } : {}),
      ...(body.suggest === undefined ? {} : { suggest: await runSuggest(body.suggest, parsed.lookup, plan, run, body._source) }),
      ...(Object.keys(definitions).length > 0
        ? { aggregations: decorate(definitions, aggregations, options.typedKeys ?? false, parsed.lookup.get) }
        : {}),
    };
    countSearch(context, sources, body, answer.took);
    const last = rows.at(-1);
    return { answer, after: last && plan.sort.map((_, index) => last[`s${index}`]) };
  } catch (error) {
    if (timeout.aborted && !signal.aborted)
      throw new EsError('timeout_exception', `The search did not finish within ${context.limits.searchTimeoutMs / 1000} s.`, 504);
    throw error;
  }
}

/** One search over given sources, from body to Elasticsearch's answer. */
export const runSearch = async (
  context: EngineContext,
  sources: SourceTable[],
  body: Record<string, unknown>,
  signal: AbortSignal,
  options: SearchOptions = {},
) => (await searchPage(context, sources, body, signal, options)).answer;
