import type { Field } from '../plan/field';
import type { Scalar } from '../plan/predicate';
import { and, scoresAlike } from '../plan/predicate';
import type { SearchPlan } from '../plan/search';
import type { SortKey } from '../plan/sort-key';
import { asNumber, extreme } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { distanceSql, predicateSql } from './predicate-sql';
import { sourceSql } from './source-sql';

/** Row number of a hit that is unique over all sources: the source's place and the row's sequence number. */
const shardDoc = '(_source_index * 1099511627776 + _seq)';

/** The same among the rows of one search: bare where there is one table, so that DuckDB can skip parts of it. */
const placeIn = ({ sources }: Pick<SearchPlan, 'sources'>) => (sources.length === 1 ? '_seq' : shardDoc);

function sortValue(key: SortKey, place = shardDoc): Fragment {
  if (key.by === 'score') return raw('_score');
  if (key.by === 'seq' || !key.field) return raw(place);
  if (key.by === 'distance' && key.origin) return distanceSql(extreme(key.field, 'min'), key.origin.lat, key.origin.lon);
  const value = extreme(key.field, key.direction === 'asc' ? 'min' : 'max');
  if (key.field.type === 'ip') return sql`oriel_ip_key(${value})`;
  return key.field.columnType === 'TIMESTAMP' ? value : key.field.columnType === 'BOOLEAN' ? asNumber(key.field, value) : value;
}

/** The same value as it leaves: dates as milliseconds. */
function sortOutput(key: SortKey): Fragment {
  if (key.by === 'field' && key.field?.type === 'ip') return extreme(key.field, key.direction === 'asc' ? 'min' : 'max');
  const value = sortValue(key);
  return key.by === 'field' && key.field?.columnType === 'TIMESTAMP' ? sql`epoch_ms(${value})` : value;
}

function bindSort(key: SortKey, value: Scalar): Fragment {
  if (key.by === 'field' && key.field?.type === 'ip') return sql`oriel_ip_key(${value})`;
  return key.by === 'field' && key.field?.columnType === 'TIMESTAMP'
    ? sql`make_timestamp_ms(${BigInt(Math.trunc(Number(value)))})`
    : sql`${value}`;
}

/** True for rows strictly after the given sort values: the keyset form of `search_after`. */
function afterCondition(sort: SortKey[], after: (Scalar | null)[], place: string): Fragment {
  const steps = sort.map((key, index) => {
    const equal = sort.slice(0, index).map((earlier, at) => {
      const value = after[at] ?? null;
      return value === null ? sql`${sortValue(earlier, place)} IS NULL` : sql`${sortValue(earlier, place)} = ${bindSort(earlier, value)}`;
    });
    const value = after[index] ?? null;
    const own = sortValue(key, place);
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

/** _source_index, _id, _seq, _version, _score, s0…sn. */
export const hitColumns = (sort: SortKey[]): Fragment[] => [
  raw('_source_index, _id, _seq, _version, _score'),
  ...sort.map((key, index) => sql`${sortOutput(key)} AS ${raw(`s${index}`)}`),
];

/** The order of hits, made total by the document's place. By score where nothing else is said. */
export function hitOrder(sort: SortKey[], place = shardDoc): Fragment {
  const keys = sort.map(
    (key) =>
      sql`${sortValue(key, place)} ${raw(key.direction === 'asc' ? 'ASC' : 'DESC')} ${raw(key.missingFirst ? 'NULLS FIRST' : 'NULLS LAST')}`,
  );
  if (keys.length === 0) keys.push(raw('_score DESC'));
  return join([...keys, ...(sort.some((key) => key.by === 'seq') ? [] : [raw(`${place} ASC`)])], ', ');
}

/** What a document scores, and what else is asked of it. */
export interface HitExtras {
  /** Absent: every hit scores null. */
  score?: Fragment;
  /** The score is more than the query's own: whole indices weigh more than others. */
  weighted?: boolean;
  minScore?: number;
  columns?: Fragment[];
}

/** The documents of a query with their score as `_score`. */
function scored(plan: SearchPlan, { score, minScore }: HitExtras): Fragment {
  const matching = predicateSql(plan.postFilter ? and([plan.query, plan.postFilter]) : plan.query);
  const all = sql`(SELECT *, ${score ? sql`CAST(${score} AS DOUBLE)` : raw('NULL::DOUBLE')} AS _score FROM ${sourceSql(plan)} WHERE ${matching})`;
  return minScore === undefined ? all : sql`(SELECT * FROM ${all} WHERE _score >= ${minScore})`;
}

/** The first document of every value of a field; those without one stand together. */
function firstOfEach(field: Field, sort: SortKey[], from: Fragment): Fragment {
  const value = extreme(field, 'min');
  return sql`(SELECT *, ${value} AS _collapse FROM ${from} QUALIFY row_number() OVER (PARTITION BY ${value} ORDER BY ${hitOrder(sort)}) = 1)`;
}

/** Columns: those of `hitColumns`, _source (when asked), the extra ones. Ordered, top-k in SQL. */
export function hitsSql(plan: SearchPlan, extras: HitExtras = {}): Fragment {
  const where = plan.searchAfter ? sql` WHERE ${afterCondition(plan.sort, plan.searchAfter, placeIn(plan))}` : raw('');
  const columns = [
    ...hitColumns(plan.sort),
    ...(plan.collapse ? [raw('_collapse')] : []),
    ...(plan.fetchSource ? [raw('_source')] : []),
    ...(extras.columns ?? []),
  ];
  const source = plan.collapse ? firstOfEach(plan.collapse, plan.sort, scored(plan, extras)) : scored(plan, extras);
  const place = placeIn(plan);
  const alike = !extras.weighted && scoresAlike(plan.query);
  const page = sql`SELECT ${join(columns, ', ')} FROM ${source}${where}`;
  const limit = raw(` LIMIT ${plan.size} OFFSET ${plan.from}`);
  // Rows lie in the order of their numbers: where only that tells hits apart, the first that match are the page.
  if (plan.sort.length === 0 && alike && !plan.collapse) return sql`SELECT * FROM (${page}${limit}) ORDER BY ${raw(place)}`;
  const sort = alike ? plan.sort.filter(({ by }) => by !== 'score') : plan.sort;
  return sql`${page} ORDER BY ${alike && sort.length === 0 ? raw(`${place} ASC`) : hitOrder(sort, place)}${limit}`;
}

/** How many documents have a value to sort by, as `n`, and the least of these values, as `low`. */
export function leastSortSql(plan: SearchPlan): Fragment {
  const [key] = plan.sort;
  if (!key) return raw('SELECT 0 AS n, NULL AS low');
  return sql`SELECT count(v) AS n, min(v) AS low FROM (SELECT ${sortOutput(key)} AS v FROM ${scored(plan, {})})`;
}

/** How many documents match: all of them, or one more than `plan.countUpTo`, where the count may stop. */
export function countSql(plan: SearchPlan, extras: HitExtras = {}): Fragment {
  const where = plan.postFilter ? and([plan.query, plan.postFilter]) : plan.query;
  const matching =
    extras.minScore !== undefined ? scored(plan, extras) : sql`(SELECT * FROM ${sourceSql(plan)} WHERE ${predicateSql(where)})`;
  const limit = Number.isFinite(plan.countUpTo) ? raw(` LIMIT ${Math.trunc(plan.countUpTo) + 1}`) : raw('');
  return sql`SELECT count(*) AS total FROM (SELECT 1 FROM ${matching}${limit})`;
}
