import type { JsonObject, SearchResponse } from '../lib/elastic/wire-types';
import { AppError } from '../lib/errors/app-error';
import type { DataScope } from '../lib/gateway/mint-scope';
import { search } from '../lib/gateway/search';
import { runSql } from '../lib/gateway/sql';
import { describeZod } from '../lib/http/handle';
import { buildQuery } from '../lib/query/build-query';
import { compareRange, compareWords } from '../lib/query/compare';
import { readableProblem } from '../lib/query/readable';
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
      `This panel’s settings are damaged. ${describeZod(parsed.error)} Open it in the builder and choose again.`,
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

async function runSearches(
  type: PanelType,
  config: unknown,
  source: Extract<PanelSource, { type: 'search' }>,
  context: PanelContext,
  query: QueryContext,
  options: RunOptions,
): Promise<Omit<PanelAnswer, 'tookMs'>> {
  const dataView = query.dataView as DataViewRef;
  const requests = type.buildRequests(config, query);
  const settled = await Promise.all(requests.map((request) => runRequest(request, source, dataView, context, query, options)));
  const answers: Record<string, SearchResponse> = Object.fromEntries(
    requests.map((request, index) => [request.key, settled[index]?.response as SearchResponse]),
  );
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

async function runStatement(
  type: PanelType,
  config: unknown,
  source: Extract<PanelSource, { type: 'sql' }>,
  context: PanelContext,
  query: QueryContext,
  options: RunOptions,
): Promise<Omit<PanelAnswer, 'tookMs'>> {
  if (!type.toSqlData)
    throw new AppError('bad-request', `A ${type.title.toLowerCase()} cannot be made from SQL. Choose a chart, a metric or a table.`);
  const filter = query.dataView
    ? buildQuery({
        timeField: query.dataView.timeField,
        range: query.range,
        filters: context.filters,
        kql: [context.kql],
        timeZone: query.timeZone,
      })
    : undefined;
  const answer = await runSql(options.scope, { query: source.query, filter }, options.signal);
  const data = type.toSqlData(config, answer, query);
  return {
    data,
    ...(type.isEmpty(data) ? { empty: { latestMs: null } } : {}),
    ...(options.inspect ? { inspect: [{ request: { query: source.query, ...(filter ? { filter } : {}) }, response: answer }] } : {}),
  };
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
        : await runSearches(type, config, source, context, query, options);
    return { ...answer, tookMs: Math.round(performance.now() - started) };
  } catch (error) {
    throw readableProblem(error);
  }
}
