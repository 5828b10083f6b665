import type { Field } from '../plan/field';
import type { SearchPlan, SourceTable } from '../plan/search';
import { nullOf } from './field-sql';
import { type Fragment, join, name, raw, sql } from './fragment';
import { predicateSql } from './predicate-sql';
import { lengthSql, tokenColumn } from './token-sql';

/** How `wanted` (the merged field) reads from one table: its own column, lifted to a list or cast where tables differ. */
function columnOf(table: SourceTable, wanted: Field): Fragment {
  const own = table.fields.get(wanted.path);
  if (!own) return sql`${nullOf(wanted)} AS ${name(wanted.column)}`;
  let value: Fragment = name(own.column);
  if (own.columnType !== wanted.columnType) value = sql`TRY_CAST(${value} AS ${raw(wanted.columnType + (own.list ? '[]' : ''))})`;
  if (wanted.list && !own.list) value = sql`CASE WHEN ${value} IS NULL THEN NULL ELSE [${value}] END`;
  return sql`${value} AS ${name(wanted.column)}`;
}

const tileOf = (own: Field | undefined) => (own?.tile ? name(own.tile) : raw('NULL::BIGINT'));

/** The words of one table's text field, for the merged field's token column. */
function tokensOf(table: SourceTable, wanted: Field): Fragment {
  const own = table.fields.get(wanted.path);
  const words = sql`${own ? tokenColumn(own) : raw('NULL::VARCHAR')} AS ${name(wanted.tokens ?? '')}`;
  return wanted.wordCount === undefined ? words : sql`${words}, ${own ? lengthSql(own) : raw('NULL::BIGINT')} AS ${name(wanted.wordCount)}`;
}

/** No list of rows is longer. A plain number, so that a statement over another list reads the same and stays prepared. */
const mostListed = 1_000_000;

/**
 * The table, or the few rows of it that are listed. Found by their place, only their own stretch of each column is read; the LIMIT keeps
 * DuckDB from trying other conditions on all rows first.
 */
function tableSql({ table, seqs, placeless, inPlace }: SourceTable): Fragment {
  if (!seqs) return name(table);
  if (seqs.length === 0) return sql`(SELECT * FROM ${name(table)} WHERE FALSE)`;
  const list = raw(seqs.map((seq) => Math.trunc(seq)).join(', '));
  if (placeless) return sql`(SELECT * FROM ${name(table)} WHERE _seq IN (${list}) LIMIT ${raw(String(seqs.length))})`;
  if (inPlace)
    return sql`(SELECT * FROM ${name(table)} WHERE rowid IN (SELECT unnest(CAST(string_split(${list.sql}, ', ') AS BIGINT[]))) AND rowid = _seq LIMIT ${raw(String(mostListed))})`;
  const places = sql`SELECT rowid FROM ${name(table)} WHERE _seq IN (${list})`;
  return sql`(SELECT * FROM ${name(table)} WHERE rowid IN (${places}) LIMIT ${raw(String(seqs.length))})`;
}

function tableConditions(table: SourceTable): Fragment {
  const conditions = [
    ...(table.maxSeq === undefined ? [] : [sql`_seq <= ${BigInt(table.maxSeq)}`]),
    ...(table.filter === undefined ? [] : [predicateSql(table.filter)]),
  ];
  return conditions.length === 0 ? raw('') : sql` WHERE ${join(conditions, ' AND ')}`;
}

/** The relation a search reads: one table, or the union of several with one type per field. DuckDB prunes columns nobody asks for. */
export function sourceSql(plan: Pick<SearchPlan, 'sources' | 'fields'>): Fragment {
  const distinct = new Map([...plan.fields.values()].filter((field) => !field.nested).map((field) => [field.column, field]));
  const single = plan.sources[0];
  if (plan.sources.length === 1 && single) {
    return sql`(SELECT *, 0 AS _source_index FROM ${tableSql(single)}${tableConditions(single)})`;
  }
  if (plan.sources.length === 0)
    return raw(
      `(SELECT NULL::VARCHAR AS _id, NULL::BIGINT AS _seq, NULL::BIGINT AS _version, NULL::VARCHAR AS _source, 0 AS _source_index WHERE FALSE)`,
    );
  const selects = plan.sources.map((table, index) => {
    const columns = [
      raw(`_id, _seq, _version, _source, ${index} AS _source_index`),
      ...[...distinct.values()].map((field) => columnOf(table, field)),
      ...[...plan.fields.values()].flatMap(({ path, tile }) => (tile ? [sql`${tileOf(table.fields.get(path))} AS ${name(tile)}`] : [])),
      ...[...plan.fields.values()].filter(({ tokens }) => tokens).map((field) => tokensOf(table, field)),
    ];
    return sql`SELECT ${join(columns, ', ')} FROM ${tableSql(table)}${tableConditions(table)}`;
  });
  return sql`(${join(selects, ' UNION ALL ')})`;
}
