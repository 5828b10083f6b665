import type { Json, JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { type Message, msg, t } from '../i18n/t';
import { inlineParameters, type SqlParameter } from '../query/sql-macros';
import { sqlTables } from '../query/sql-tables';
import { type Cluster, cluster } from './client';
import { readRetries, sqlMaxRows, sqlTimeoutMs } from './limits';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

export interface SqlAnswer {
  columns: { name: string; type: string }[];
  rows: Json[][];
  truncated: boolean;
  tookMs: number;
}

export interface SqlRequest {
  query: string;
  /** Values of the question marks, by their order. */
  params?: SqlParameter[];
  /** Query DSL that every row must satisfy: the time range and the pills of a dashboard. */
  filter?: JsonObject;
}

const noPlugin = msg(
  'This cluster has no SQL: it is an OpenSearch without its SQL plugin, or an Elasticsearch without x-pack. Use Query DSL, or install the plugin.',
);

/** Why SQL cannot be used here; undefined where it can. Asked once per process. */
let availability: Promise<Message | undefined> | undefined;
export function sqlUnavailable(): Promise<Message | undefined> {
  availability ??= probe().catch(() => {
    availability = undefined;
    return undefined;
  });
  return availability;
}

async function probe(): Promise<Message | undefined> {
  const { client, distribution } = await cluster();
  if (distribution === 'embedded') return undefined;
  try {
    await client.transport.request({ method: 'POST', path: pathOf(distribution), body: { query: 'SELECT 1' } });
    return undefined;
  } catch (error) {
    const status = (error as { statusCode?: number }).statusCode;
    const reason = JSON.stringify((error as { meta?: { body?: unknown } }).meta?.body ?? '');
    return status === 404 || status === 405 || /no handler found/.test(reason) ? noPlugin : undefined;
  }
}

const pathOf = (distribution: Cluster['distribution']) => (distribution === 'opensearch' ? '/_plugins/_sql' : '/_sql');

interface WireAnswer {
  columns?: { name: string; alias?: string; type: string }[];
  schema?: { name: string; alias?: string; type: string }[];
  rows?: Json[][];
  datarows?: Json[][];
  cursor?: string;
}

/** Runs one SELECT. Every table it names must lie in the scope; the scope's filter holds for every row. */
export async function runSql(scope: DataScope, request: SqlRequest, signal?: AbortSignal): Promise<SqlAnswer> {
  for (const table of sqlTables(request.query)) checkIndices(scope, table);
  const missing = await sqlUnavailable();
  if (missing) throw new AppError('sql-unavailable', t(missing));
  const filters = [scope.filter, request.filter].filter((part) => part !== undefined);
  const started = performance.now();
  try {
    const { client, distribution } = await cluster();
    const { query, params = [] } = request;
    // OpenSearch's SQL binds nothing
    const statement =
      distribution === 'opensearch' || params.length === 0 ? { query: inlineParameters({ query, params }) } : { query, params };
    const filter = filters.length > 0 ? { filter: { bool: { filter: filters } } } : {};
    const answer = await client.transport.request<WireAnswer>(
      { method: 'POST', path: pathOf(distribution), body: { ...statement, fetch_size: sqlMaxRows, ...filter } },
      { signal, requestTimeout: sqlTimeoutMs + 2_000, maxRetries: readRetries },
    );
    const columns = (answer.columns ?? answer.schema ?? []).map((column) => ({ name: column.alias ?? column.name, type: column.type }));
    return {
      columns,
      rows: answer.rows ?? answer.datarows ?? [],
      truncated: answer.cursor !== undefined,
      tookMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    const mapped = mapError(error);
    if (mapped.code !== 'query-rejected') throw mapped;
    throw new AppError('sql-rejected', mapped.message.replace('The cluster could not read the question: ', ''), {
      cause: error,
      details: mapped.options.details,
    });
  }
}
