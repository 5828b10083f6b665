import { fieldLookup, mergeFields } from '../dsl/fields';
import { parseQuery } from '../dsl/parse-query';
import { esSqlType, rewriteSql, type SqlTable } from '../dsl/sql-statement';
import { EsError, parsingError } from '../plan/es-error';
import { all, type Scalar } from '../plan/predicate';
import { join } from '../sql/fragment';
import { numbered, relationSql } from '../sql/relation-sql';
import { HeldContexts } from './points-in-time';
import { type EngineContext, type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices, toSource } from './resolve';

interface Rest {
  rows: unknown[][];
  fetchSize: number;
}

const cursors = new HeldContexts<Rest>(Date.now);

function tableFields(context: EngineContext, expression: string) {
  try {
    return mergeFields(resolveIndices(context.catalog, expression, { allowNoIndices: false }).map((meta) => toSource(meta)));
  } catch (error) {
    if (error instanceof EsError && error.type === 'index_not_found_exception')
      throw new EsError('verification_exception', `Found 1 problem\nline 1:1: Unknown index [${expression}]`, 400);
    throw error;
  }
}

/** The column that a dotted name means: the field itself, or the parent of a multi-field such as `message.keyword`. */
function columnFor(context: EngineContext, expressions: string[], path: string): string | undefined {
  for (const expression of expressions) {
    const fields = tableFields(context, expression);
    const field = fields.get(path);
    if (!field) continue;
    return [...fields.values()].find((other) => other.column === field.column)?.path;
  }
  return undefined;
}

function relation(context: EngineContext, table: SqlTable, filter: unknown) {
  tableFields(context, table.expression);
  const sources = resolveIndices(context.catalog, table.expression, { allowNoIndices: false }).map((meta) => toSource(meta));
  const fields = mergeFields(sources);
  const lookup = fieldLookup(fields, context.nowMs());
  return relationSql(table.relation, sources, fields, filter ? parseQuery(filter, lookup) : all);
}

async function compile(context: EngineContext, text: string, filter: unknown, signal: AbortSignal) {
  const { database } = context.catalog;
  const [serialised] = await database.read('SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS statement', [text], { signal, weight: 0 });
  const { statement, tables } = rewriteSql(String(serialised?.statement), (expressions, path) => columnFor(context, expressions, path));
  const [written] = await database.read('SELECT json_deserialize_sql(CAST(? AS JSON)) AS text', [JSON.stringify(statement)], {
    signal,
    weight: 0,
  });
  const body = String(written?.text).replace(/;\s*$/, '');
  return { body, relations: tables.map((table) => relation(context, table, filter)) };
}

async function runStatement(request: EngineRequest, body: Record<string, unknown>) {
  const { context } = request;
  const text = String(body.query ?? '')
    .trim()
    .replace(/;\s*$/, '');
  if (!text) throw parsingError('[query] is required: one SELECT statement.');
  const timeout = AbortSignal.timeout(context.limits.sqlTimeoutMs);
  const signal = AbortSignal.any([request.signal, timeout]);
  const parameters = ((body.params as unknown[]) ?? []) as Scalar[];
  try {
    const { body: statement, relations } = await compile(context, text, body.filter, signal);
    const withClause = relations.length > 0 ? numbered(join(relations, ', '), parameters.length + 1) : { sql: '', parameters: [] };
    const full = `${withClause.sql ? `WITH ${withClause.sql} ` : ''}SELECT * FROM (${statement}) AS __oriel_answer LIMIT ${context.limits.sqlRows}`;
    const bound = [...parameters, ...withClause.parameters];
    const described = await context.catalog.database.read(`DESCRIBE ${full}`, bound, { signal, weight: 0 });
    const rows = await context.catalog.database.read(full, bound, { signal, weight: 3 });
    return {
      columns: described.map((column) => ({ name: String(column.column_name), type: esSqlType(String(column.column_type)) })),
      rows,
    };
  } catch (error) {
    if (timeout.aborted && !request.signal.aborted)
      throw new EsError('timeout_exception', `The statement did not finish within ${context.limits.sqlTimeoutMs / 1000} s.`, 504);
    if (error instanceof EsError && error.type === 'search_phase_execution_exception')
      throw new EsError('verification_exception', cleanMessage(error.message), 400);
    throw error;
  }
}

/** DuckDB's first line, without the names that the rewriting made. */
const cleanMessage = (text: string) => (text.split('\n')[0] ?? '').replace(/__oriel_\w+/g, 'the index');

async function sql(request: EngineRequest) {
  const body = jsonBody(request.text);
  if (typeof body.cursor === 'string') return nextPage(body.cursor);
  const { columns, rows } = await runStatement(request, body);
  const fetchSize = Math.min(Math.max(1, Number(body.fetch_size ?? 1_000)), 10_000);
  const table = rows.map((row) =>
    columns.map((column) =>
      column.type === 'datetime' && typeof row[column.name] === 'number'
        ? new Date(row[column.name] as number).toISOString()
        : (row[column.name] ?? null),
    ),
  );
  const page = table.slice(0, fetchSize);
  const cursor = table.length > fetchSize ? cursors.open({ rows: table.slice(fetchSize), fetchSize }, 300_000) : undefined;
  return ok({ columns, rows: page, ...(cursor ? { cursor } : {}) });
}

function nextPage(cursor: string) {
  const rest = cursors.get(cursor);
  const page = rest.rows.slice(0, rest.fetchSize);
  const left = rest.rows.slice(rest.fetchSize);
  cursors.update(cursor, { ...rest, rows: left });
  if (left.length === 0) cursors.close(cursor);
  return ok({ rows: page, ...(left.length > 0 ? { cursor } : {}) });
}

export const sqlRoutes: [string, string, Handler][] = [
  ['GET,POST', '/_sql', sql],
  ['POST', '/_sql/close', (request) => ok({ succeeded: cursors.close(String(jsonBody(request.text).cursor ?? '')) })],
];
