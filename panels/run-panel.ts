import type { JsonObject, SearchResponse } from '../lib/elastic/wire-types';
import { AppError } from '../lib/errors/app-error';
import { checkSearchBody } from '../lib/gateway/console-rules';
import type { DataScope } from '../lib/gateway/mint-scope';
import { search } from '../lib/gateway/search';
import { runSql } from '../lib/gateway/sql';
import { describeZod } from '../lib/http/handle';
import { t } from '../lib/i18n/t';
import { answerRows, suggestColumns } from '../lib/query/answer-rows';
import { buildQuery } from '../lib/query/build-query';
import { compareRange, compareWords } from '../lib/query/compare';
import type { Filter } from '../lib/query/filters';
import { readableProblem } from '../lib/query/readable';
import { bindSql } from '../lib/query/sql-macros';
import { previousRange, resolveTimeRange } from '../lib/query/time-range';
import type {
  DataViewRef,
  PanelAnswer,
  PanelContext,
  PanelRequest,
  PanelServices,
  PanelSource,
  PanelType,
  QueryContext,
  SqlColumns,
} from './panel-type';
import { panelType } from './registry';

export interface PanelToRun {
  kind: string;
  config: unknown;
}

export interface RunOptions {
  scope: DataScope;
  services: PanelServices;
  loadDataView: (id: string) => Promise<DataViewRef>;
  /** What a saved search asks; throws `not-found` where it is gone. */
  loadSavedSearch: (id: string) => Promise<{ kql: string; filters: Filter[] }>;
  signal?: AbortSignal;
  nowMs: number;
  /** Return the requests and answers for the inspector. */
  inspect?: boolean;
}

/** A panel's config read by its kind. Throws AppError with what is wrong. */
function parseConfig(type: PanelType, config: unknown): unknown {
  const parsed = type.schema.safeParse(config);
  if (!parsed.success)
    throw new AppError(
      'broken-document',
      t('This panel’s settings are damaged. {describeZod} Open it in the builder and choose again.', {
        describeZod: describeZod(parsed.error),
      }),
    );
  return parsed.data;
}

async function runRequest(
  request: PanelRequest,
  source: Extract<PanelSource, { type: 'search' }>,
  dataView: DataViewRef,
  context: PanelContext,
  query: QueryContext,
  options: RunOptions,
) {
  const own = buildQuery({
    timeField: dataView.timeField,
    range: request.range ?? query.range,
    filters: context.filters,
    kql: [context.kql, source.kql],
    timeZone: query.timeZone,
  });
  const body: JsonObject = {
    size: 0,
    track_total_hits: false,
    ...request.body,
    query: request.filter ? { bool: { filter: [own, ...request.filter] } } : own,
  };
  return { body, response: await search(options.scope, dataView.pattern, body, { signal: options.signal }) };
}

async function latest(
  source: Extract<PanelSource, { type: 'search' }>,
  dataView: DataViewRef,
  context: PanelContext,
  options: RunOptions,
): Promise<number | null> {
  if (!dataView.timeField) return null;
  const query = buildQuery({ filters: context.filters, kql: [context.kql, source.kql], timeZone: context.timeZone });
  const answer = await search(
    options.scope,
    dataView.pattern,
    { size: 0, track_total_hits: false, query, aggs: { latest: { max: { field: dataView.timeField } } } },
    { signal: options.signal },
  );
  const value: unknown = answer.aggregations?.latest?.value;
  return typeof value === 'number' ? value : null;
}

/** The panel inside its saved search: what that asks must hold beside everything else. */
async function withSavedSearch<Source extends { kql?: string; savedSearch?: string }>(
  source: Source,
  context: PanelContext,
  options: RunOptions,
): Promise<[Source, PanelContext]> {
  if (!source.savedSearch) return [source, context];
  const { kql, filters } = await options.loadSavedSearch(source.savedSearch);
  const all = [source.kql, kql].filter((one) => one?.trim());
  return [
    { ...source, kql: all.length > 1 ? all.map((one) => `(${one})`).join(' and ') : all[0] },
    { ...context, filters: [...context.filters, ...filters] },
  ];
}

async function runSearches(
  type: PanelType,
  config: unknown,
  ownSource: Extract<PanelSource, { type: 'search' }>,
  around: PanelContext,
  query: QueryContext,
  options: RunOptions,
): Promise<Omit<PanelAnswer, 'tookMs'>> {
  const [source, context] = await withSavedSearch(ownSource, around, options);
  const dataView = query.dataView as DataViewRef;
  const ask = async (requests: PanelRequest[]) => {
    const done = await Promise.all(requests.map((request) => runRequest(request, source, dataView, context, query, options)));
    return { done, answers: Object.fromEntries(requests.map(({ key }, at) => [key, done[at]?.response as SearchResponse])) };
  };
  const first = await ask(type.firstRequests?.(config, query) ?? []);
  const then = await ask(type.buildRequests(config, query, first.answers));
  const settled = [...first.done, ...then.done];
  const answers: Record<string, SearchResponse> = { ...first.answers, ...then.answers };
  let data = type.toData(config, answers, query);
  if (type.analyse) data = await type.analyse(config, data, answers, query, options.services, options.signal);
  const shards = settled.map(({ response }) => response._shards);
  const failed = shards.find((one) => one.failed > 0 || one.successful < one.total);
  return {
    data,
    ...(type.isEmpty(data) ? { empty: { latestMs: await latest(source, dataView, context, options) } } : {}),
    ...(failed ? { partial: { answered: failed.successful, total: failed.total } } : {}),
    ...(options.inspect
      ? { inspect: settled.map(({ body, response }) => ({ request: { index: dataView.pattern, body }, response })) }
      : {}),
  };
}

/** Why a kind takes no rows. */
const noRows = (type: PanelType) =>
  new AppError(
    'bad-request',
    t('“{title}” cannot be made from rows. Choose a chart, a metric, a table or a part of a whole.', { title: t(type.title) }),
  );

/** The dashboard's time, pills and KQL as one condition. */
const aroundOf = (dataView: DataViewRef, context: PanelContext, query: QueryContext) =>
  buildQuery({
    timeField: dataView.timeField,
    range: query.range,
    filters: context.filters,
    kql: [context.kql],
    timeZone: query.timeZone,
  });

function rowsAnswer(
  type: PanelType,
  config: unknown,
  table: SqlColumns,
  query: QueryContext,
  inspect: PanelAnswer['inspect'],
): Omit<PanelAnswer, 'tookMs'> {
  if (!type.toSqlData) throw noRows(type);
  const data = type.toSqlData(config, table, query);
  return { data, ...(type.isEmpty(data) ? { empty: { latestMs: null } } : {}), ...(inspect ? { inspect } : {}) };
}

async function runStatement(
  type: PanelType,
  config: unknown,
  source: Extract<PanelSource, { type: 'sql' }>,
  context: PanelContext,
  query: QueryContext,
  options: RunOptions,
): Promise<Omit<PanelAnswer, 'tookMs'>> {
  if (!type.toSqlData) throw noRows(type);
  const filter = query.dataView ? aroundOf(query.dataView, context, query) : undefined;
  const bound = bindSql(source.query, { range: query.range, controls: context.controls ?? {} });
  const answer = await runSql(options.scope, { ...bound, filter }, options.signal);
  const request = { ...bound, ...(filter ? { filter } : {}) };
  return rowsAnswer(type, config, answer, query, options.inspect ? [{ request, response: answer }] : undefined);
}

function parseBody(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  } catch (error) {
    throw new AppError('bad-request', t('The search is not JSON: {message}.', { message: (error as Error).message }), { cause: error });
  }
  throw new AppError('bad-request', t('The search must be a JSON object: \'{\' "size": 0, "aggs": … \'}\'.'));
}

/** A search that somebody wrote, inside the scope, under the dashboard's time and filters; its answer as rows. */
async function runWritten(
  type: PanelType,
  config: unknown,
  source: Extract<PanelSource, { type: 'dsl' }>,
  context: PanelContext,
  query: QueryContext,
  options: RunOptions,
): Promise<Omit<PanelAnswer, 'tookMs'>> {
  if (!type.toSqlData) throw noRows(type);
  const dataView = query.dataView as DataViewRef;
  const written = parseBody(source.body);
  checkSearchBody(options.scope, written);
  const own = written.query === undefined ? [] : [written.query as JsonObject];
  const body = { ...written, query: { bool: { filter: [aroundOf(dataView, context, query)], ...(own.length > 0 ? { must: own } : {}) } } };
  const response = await search(options.scope, dataView.pattern, body, { signal: options.signal });
  const columns = source.columns.length > 0 ? source.columns : suggestColumns(response);
  const table = { ...answerRows(response, columns), truncated: false };
  const request = { index: dataView.pattern, body };
  return rowsAnswer(type, config, table, query, options.inspect ? [{ request, response: { columns, ...response } }] : undefined);
}

/** One panel from its stored or drafted config to typed columns. Throws AppError with a sentence a person can act on. */
export async function runPanel(panel: PanelToRun, context: PanelContext, options: RunOptions): Promise<PanelAnswer> {
  const started = performance.now();
  try {
    const type = panelType(panel.kind);
    const config = parseConfig(type, panel.config);
    const source = type.sourceOf(config);
    const range = resolveTimeRange(context.timeRange, options.nowMs, context.timeZone);
    const dataView = source?.dataView ? await options.loadDataView(source.dataView) : undefined;
    const compared = compareRange(context.compare, range, context.timeZone);
    const query: QueryContext = {
      range,
      previous: compared ?? previousRange(range),
      timeZone: context.timeZone,
      width: context.width,
      compare: compared !== undefined,
      against: compareWords(context.compare, range.toMs - range.fromMs, context.timeZone),
      nowMs: options.nowMs,
      dataView,
    };
    const answer = !source
      ? { data: type.toData(config, {}, query) }
      : source.type === 'sql'
        ? await runStatement(type, config, source, context, query, options)
        : source.type === 'dsl'
          ? await runWritten(type, config, source, context, query, options)
          : await runSearches(type, config, source, context, query, options);
    return { ...answer, tookMs: Math.round(performance.now() - started) };
  } catch (error) {
    throw readableProblem(error);
  }
}
