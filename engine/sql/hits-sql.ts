import type { Scalar } from '../plan/predicate';
import { and } from '../plan/predicate';
import type { SearchPlan, SortKey } from '../plan/search';
import { asNumber, extreme } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { distanceSql, predicateSql } from './predicate-sql';
import { sourceSql } from './source-sql';

/** Row number of a hit that is unique over all sources: the source's place and the row's sequence number. */
const shardDoc = '(_source_index * 1099511627776 + _seq)';

function sortValue(key: SortKey): Fragment {
  if (key.by === 'score') return raw('1.0');
  if (key.by === 'seq' || !key.field) return raw(shardDoc);
  if (key.by === 'distance' && key.origin) return distanceSql(extreme(key.field, 'min'), key.origin.lat, key.origin.lon);
  const value = extreme(key.field, key.direction === 'asc' ? 'min' : 'max');
  return key.field.columnType === 'TIMESTAMP' ? value : key.field.columnType === 'BOOLEAN' ? asNumber(key.field, value) : value;
}

/** The same value as it leaves: dates as milliseconds. */
function sortOutput(key: SortKey): Fragment {
  const value = sortValue(key);
  return key.by === 'field' && key.field?.columnType === 'TIMESTAMP' ? sql`epoch_ms(${value})` : value;
}

function bindSort(key: SortKey, value: Scalar): Fragment {
  return key.by === 'field' && key.field?.columnType === 'TIMESTAMP'
    ? sql`make_timestamp_ms(${BigInt(Math.trunc(Number(value)))})`
    : sql`${value}`;
}

/** True for rows strictly after the given sort values: the keyset form of `search_after`. */
function afterCondition(sort: SortKey[], after: (Scalar | null)[]): Fragment {
  const steps = sort.map((key, index) => {
    const equal = sort.slice(0, index).map((earlier, at) => {
      const value = after[at] ?? null;
      return value === null ? sql`${sortValue(earlier)} IS NULL` : sql`${sortValue(earlier)} = ${bindSort(earlier, value)}`;
    });
    const value = after[index] ?? null;
    const own = sortValue(key);
    let beyond: Fragment;
    if (value === null) beyond = key.missingFirst ? sql`${own} IS NOT NULL` : raw('FALSE');
    else {
      const strict = sql`${own} ${raw(key.direction === 'asc' ? '>' : '<')} ${bindSort(key, value)}`;
      beyond = key.missingFirst ? strict : sql`(${strict} OR ${own} IS NULL)`;
    }
    return sql`(${join([...equal, beyond], ' AND ')})`;
  });
  return sql`(${join(steps, ' OR ')})`;
}

/** _source_index, _id, _seq, _version, s0…sn. */
export const hitColumns = (sort: SortKey[]): Fragment[] => [
  raw('_source_index, _id, _seq, _version'),
  ...sort.map((key, index) => sql`${sortOutput(key)} AS ${raw(`s${index}`)}`),
];

/** The order of hits, made total by the document's place. */
export function hitOrder(sort: SortKey[]): Fragment {
  const keys = sort
    .filter((key) => key.by !== 'score')
    .map(
      (key) =>
        sql`${sortValue(key)} ${raw(key.direction === 'asc' ? 'ASC' : 'DESC')} ${raw(key.missingFirst ? 'NULLS FIRST' : 'NULLS LAST')}`,
    );
  return join([...keys, ...(sort.some((key) => key.by === 'seq') ? [] : [raw(`${shardDoc} ASC`)])], ', ');
}

/** Columns: _source_index, _id, _seq, _version, _source (when asked), s0…sn. Ordered, top-k in SQL. */
export function hitsSql(plan: SearchPlan): Fragment {
  const where = [predicateSql(plan.postFilter ? and([plan.query, plan.postFilter]) : plan.query)];
  if (plan.searchAfter) where.push(afterCondition(plan.sort, plan.searchAfter));
  const columns = [...hitColumns(plan.sort), ...(plan.fetchSource ? [raw('_source')] : [])];
  return sql`SELECT ${join(columns, ', ')} FROM ${sourceSql(plan)} WHERE ${join(where, ' AND ')} ORDER BY ${hitOrder(plan.sort)} LIMIT ${raw(String(plan.size))} OFFSET ${raw(String(plan.from))}`;
}

export function countSql(plan: SearchPlan): Fragment {
  const where = plan.postFilter ? and([plan.query, plan.postFilter]) : plan.query;
  return sql`SELECT count(*) AS total FROM ${sourceSql(plan)} WHERE ${predicateSql(where)}`;
}
