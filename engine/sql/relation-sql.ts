import type { Field } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import type { SourceTable } from '../plan/search';
import { type Fragment, join, name, raw, sql } from './fragment';
import { predicateSql } from './predicate-sql';
import { sourceSql } from './source-sql';

function readable(field: Field): Fragment {
  const own = field.list ? sql`${name(field.column)}[1]` : name(field.column);
  return field.type === 'geo_point'
    ? sql`CASE WHEN ${own} IS NULL THEN NULL ELSE concat('POINT (', ${own}.lon, ' ', ${own}.lat, ')') END`
    : own;
}

/** An index expression as SQL sees it: a column per field under its own name, the first of several values, filtered. */
export function relationSql(relation: string, sources: SourceTable[], fields: Map<string, Field>, filter: Predicate): Fragment {
  const seen = new Set<string>();
  const columns: Fragment[] = [];
  for (const [path, field] of fields) {
    if (field.nested || seen.has(field.column) || seen.has(path.toLowerCase())) continue;
    seen.add(field.column);
    seen.add(path.toLowerCase());
    columns.push(sql`${readable(field)} AS ${name(path)}`);
  }
  if (columns.length === 0) columns.push(raw('NULL AS "_empty"'));
  return sql`${name(relation)} AS (SELECT ${join(columns, ', ')} FROM ${sourceSql({ sources, fields })} WHERE ${predicateSql(filter)})`;
}

/** Replaces the `?` of a fragment by `$n`, counting from `first`. */
export function numbered(fragment: Fragment, first: number): Fragment {
  let next = first;
  return { sql: fragment.sql.replace(/\?/g, () => `$${next++}`), parameters: fragment.parameters };
}
