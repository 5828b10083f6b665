import type { BucketSpec } from '../plan/aggregation';
import type { Field } from '../plan/field';
import type { SearchPlan } from '../plan/search';
import { keyConditions, keyExpressions, withKey } from './bucket-sql';
import { asNumber, column } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { allKeyNames, type Level, relation, whereSql } from './level-sql';
import { metricSql } from './metric-sql';

/** The values of a field, a row each, with the keys of the buckets that they lie in; `number` reads them as numbers. */
function valueRows(plan: SearchPlan, levels: Level[], field: Field, number: boolean): Fragment {
  const keys = allKeyNames(levels).map(raw);
  const values = field.list ? sql`unnest(${column(field)})` : column(field);
  const own = number ? sql`CAST(${asNumber(field, raw('v'))} AS DOUBLE)` : raw('v');
  return sql`(SELECT ${join([...keys, sql`${own} AS v`], ', ')} FROM (SELECT *, ${values} AS v FROM ${relation(plan, levels)}) WHERE v IS NOT NULL)`;
}

/** For every bucket of the innermost level: how many values of a field have their first bucket there. */
export function newcomersSql(plan: SearchPlan, levels: Level[], field: Field): Fragment {
  const names = allKeyNames(levels);
  const own = names.at(-1) ?? '';
  const parents = names.slice(0, -1).map(raw);
  const first = sql`(SELECT ${join([...parents, raw(`min(${own}) AS ${own}`)], ', ')} FROM ${valueRows(plan, levels, field, false)} GROUP BY ${join([...parents, raw('v')], ', ')})`;
  return sql`SELECT ${join(names.map(raw), ', ')}, count(*) AS c FROM ${first} GROUP BY ${join(names.map(raw), ', ')}`;
}

/** For every bucket of the innermost level: the numbers of a field. */
export function valuesSql(plan: SearchPlan, levels: Level[], field: Field): Fragment {
  const names = allKeyNames(levels).map(raw);
  return sql`SELECT ${join(names, ', ')}, list(v) AS v FROM ${valueRows(plan, levels, field, true)} GROUP BY ${join(names, ', ')}`;
}

/** Smallest and largest number of a field inside the query, for aggregations that choose their own intervals. */
export function extentSql(plan: SearchPlan, field: Field): Fragment {
  const [low, high] = (['min', 'max'] as const).map((type) => metricSql({ type, field })[0] as Fragment);
  return sql`SELECT ${low as Fragment} AS low, ${high as Fragment} AS high FROM ${relation(plan, [])}`;
}

/** Every number of a field with its documents, in order; neighbours are gathered where there are more than `most`. */
export function distributionSql(plan: SearchPlan, field: Field, most: number): Fragment {
  const values = field.list ? sql`unnest(${column(field)})` : column(field);
  const each = sql`SELECT CAST(${asNumber(field, raw('v'))} AS DOUBLE) AS x FROM (SELECT ${values} AS v FROM ${relation(plan, [])}) WHERE v IS NOT NULL`;
  return sql`SELECT min(x) AS low, max(x) AS high, sum(x) AS total, count(*) AS c FROM (SELECT x, ntile(${raw(String(most))}) OVER (ORDER BY x) AS part FROM (${each})) GROUP BY part ORDER BY low`;
}

/** How many documents each key has over `plan`, for keys that are listed. */
export function keyCountsSql(plan: SearchPlan, spec: BucketSpec, keys: string[]): Fragment {
  const [key] = keyExpressions(spec);
  if (!key) return raw('SELECT NULL AS k, 0 AS c WHERE FALSE');
  return sql`SELECT k, count(*) AS c FROM ${withKey(relation(plan, []), key, 'k')} WHERE k IN (SELECT unnest(CAST(${keys} AS ${raw(key.sqlType)}[]))) GROUP BY k`;
}

/** All keys that a terms aggregation could have over `plan`, in order. */
export function allKeysSql(plan: SearchPlan, spec: BucketSpec, most: number): Fragment {
  const [key] = keyExpressions(spec);
  if (!key) return raw('SELECT NULL AS k WHERE FALSE');
  return sql`SELECT DISTINCT k FROM ${withKey(relation(plan, []), key, 'k')}${whereSql(keyConditions(spec, [raw('k')]))} ORDER BY k LIMIT ${raw(String(most))}`;
}
