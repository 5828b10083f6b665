import type { BucketSpec, MetricNode } from '../plan/aggregation';
import type { SearchPlan } from '../plan/search';
import type { SortKey } from '../plan/sort-key';
import { type KeyExpression, keyConditions, keyExpressions, orderSql, withKey } from './bucket-sql';
import { column, extreme } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { hitColumns, hitOrder } from './hits-sql';
import { fromDocuments, fromParts, type Measures, measureColumns, partColumns, type Shown } from './measures';
import { percentileColumn, propertyIndex } from './metric-sql';
import { predicateSql } from './predicate-sql';
import { sourceSql } from './source-sql';

export interface Level extends Shown {
  spec: BucketSpec;
  /** What documents are sampled by. */
  score?: Fragment;
}

/** Key tuples that an outer level kept; the inner level counts only documents inside them. Values are text, cast in SQL. */
export interface KeptKeys {
  columns: { name: string; sqlType: string; values: string[] }[];
}

const keyNames = (levels: Level[], depth: number) => keyExpressions((levels[depth] as Level).spec).map((_, part) => `k${depth}_${part}`);

/** Names of all key columns down to `depth`, outermost first. */
export function allKeyNames(levels: Level[]): string[] {
  return levels.flatMap((_, depth) => keyNames(levels, depth));
}

/** The key of a level that has one. */
export const keyOf = (spec: BucketSpec): KeyExpression | undefined => {
  const [key, ...more] = keyExpressions(spec);
  return more.length === 0 ? key : undefined;
};

export function keyTypes(spec: BucketSpec): string[] {
  return keyExpressions(spec).map((key) => key.sqlType);
}

/** The best documents of every parent's bucket; first those of each value of a field. */
function sampled(from: Fragment, spec: Extract<BucketSpec, { type: 'sampler' }>, parents: string[], score: Fragment | undefined): Fragment {
  const best = (rows: Fragment, by: Fragment[], most: number) => {
    const partition = by.length === 0 ? raw('') : sql`PARTITION BY ${join(by, ', ')} `;
    return sql`(SELECT * FROM ${rows} QUALIFY row_number() OVER (${partition}ORDER BY ${score ?? raw('1')} DESC, _source_index, _seq) <= ${raw(String(most))})`;
  };
  const outer = parents.map(raw);
  const each = spec.field ? best(from, [...outer, extreme(spec.field, 'min')], spec.perValue ?? 1) : from;
  return best(each, outer, spec.size);
}

/**
 * The documents of the query with a key on every level, as columns `k0_0`, `k1_0`, …: a row for each combination of keys. `keyless` keeps
 * those without a key on the innermost level too.
 */
export function relation(plan: SearchPlan, levels: Level[], { keyless = false } = {}): Fragment {
  let from = sql`(SELECT * FROM ${sourceSql(plan)} WHERE ${predicateSql(plan.query)})`;
  let element = false;
  levels.forEach((level, depth) => {
    const { spec } = level;
    if (spec.type === 'nested') {
      for (const field of spec.chain) {
        const rest = element ? raw('* EXCLUDE (o)') : raw('*');
        from = sql`(SELECT ${rest}, unnest(from_json(${column(field)}, '["JSON"]')) AS o FROM ${from})`;
        element = true;
      }
    }
    if (spec.type === 'reverse-nested') {
      const outer = allKeyNames(levels.slice(0, depth));
      from = sql`(SELECT DISTINCT ON (${raw([...outer, '_source_index', '_seq'].join(', '))}) * FROM ${from})`;
    }
    if (spec.type === 'sampler') from = sampled(from, spec, allKeyNames(levels.slice(0, depth)), level.score);
    const every = keyless && depth === levels.length - 1;
    keyExpressions(spec).forEach((key, part) => {
      from = withKey(from, every ? { ...key, present: raw('TRUE') } : key, `k${depth}_${part}`);
    });
  });
  return from;
}

export const whereSql = (conditions: Fragment[]) => (conditions.length > 0 ? sql` WHERE ${join(conditions, ' AND ')}` : raw(''));

function keptCondition(kept: KeptKeys): Fragment {
  const left = join(
    kept.columns.map((entry) => raw(entry.name)),
    ', ',
  );
  const right = join(
    kept.columns.map((entry) => sql`unnest(CAST(${entry.values} AS ${raw(entry.sqlType)}[]))`),
    ', ',
  );
  return sql`(${left}) IN (SELECT ${
    kept.columns.length > 1
      ? sql`ROW(${join(
          kept.columns.map((_, index) => raw(`x${index}`)),
          ', ',
        )}) FROM (SELECT ${join(
          kept.columns.map((entry, index) => sql`unnest(CAST(${entry.values} AS ${raw(entry.sqlType)}[])) AS ${raw(`x${index}`)}`),
          ', ',
        )})`
      : right
  })`;
}

/** The column of this level that an `order` entry names: `p95`, `p95.95`, `stats.max`. */
function metricColumn(metrics: MetricNode[], measures: Measures, path: string): Fragment {
  const dot = path.includes('[') ? path.indexOf('[') : path.indexOf('.');
  const metricName = dot < 0 ? path : path.slice(0, dot);
  const property = dot < 0 ? undefined : path.slice(dot + 1).replace(/\]$/, '');
  const at = metrics.findIndex((candidate) => candidate.name === metricName);
  const spec = metrics[at]?.spec;
  const index = spec && propertyIndex(spec, property === 'value' ? undefined : property);
  const expression = index === undefined ? undefined : measures.metrics[at]?.[index];
  return spec && expression ? percentileColumn(spec, expression, property) : raw('NULL');
}

function compositeClauses(spec: Extract<BucketSpec, { type: 'composite' }>, keys: string[]): { having: Fragment[]; tail: Fragment } {
  const tail = sql` ORDER BY ${join(
    spec.sources.map((source, index) => raw(`${keys[index]} ${source.direction.toUpperCase()}`)),
    ', ',
  )} LIMIT ${raw(String(spec.size))}`;
  if (!spec.after) return { having: [], tail };
  const after = spec.after;
  const steps = spec.sources.map((source, index) => {
    const equal = spec.sources.slice(0, index).map((earlier, at) => sql`${raw(keys[at] ?? '')} = ${after[earlier.name] ?? null}`);
    return sql`(${join([...equal, sql`${raw(keys[index] ?? '')} ${raw(source.direction === 'asc' ? '>' : '<')} ${after[source.name] ?? null}`], ' AND ')})`;
  });
  return { having: [sql`(${join(steps, ' OR ')})`], tail };
}

/** The place of a key among those of its parent, and how many documents the parent has. */
function placesSql(keys: Fragment[], count: Fragment, partition: Fragment, ordering: Fragment, withParents: boolean): Fragment {
  const [key = raw('')] = keys;
  return withParents
    ? sql`, sum(${count}) OVER (${partition}) AS parent, sum(${count}) FILTER (WHERE ${key} IS NOT NULL) OVER (${partition}) AS total, row_number() OVER (${partition}ORDER BY ${key} IS NULL, ${ordering}) AS rank`
    : sql`, sum(${count}) OVER (${partition}) AS total, row_number() OVER (${partition}ORDER BY ${ordering}) AS rank`;
}

/** Levels of buckets; without any, the whole query and what is `shown` of it. */
export interface Question {
  levels: Level[];
  shown?: Shown;
  /** Keys that outer levels kept. */
  kept?: KeptKeys | undefined;
  /** Counts all documents of a parent too, as `parent`: each parent has a row then, if need be without a key. */
  withParents?: boolean;
}

/** What a question shows: what its innermost level does. */
export const shownBy = ({ levels, shown }: Question): Shown => levels.at(-1) ?? shown ?? { metrics: [] };

/** A question's buckets from rows that have their keys, grouped by all keys from the root down. */
function bucketsSql(question: Question, measures: Measures, from: Fragment): Fragment {
  const { levels, withParents = false } = question;
  const names = allKeyNames(levels);
  const spec = levels.at(-1)?.spec;
  if (!spec) return sql`SELECT ${measureColumns(measures)} FROM ${from}`;
  const own = keyNames(levels, levels.length - 1);
  const parents = names.slice(0, names.length - own.length);
  const ownKeys = own.map(raw);
  const partition = parents.length > 0 ? sql`PARTITION BY ${join(parents.map(raw), ', ')} ` : raw('');
  const having: Fragment[] = [];
  let tail = raw('');
  let total = raw('');
  const { count } = measures;
  if (
    (spec.type === 'terms' ||
      spec.type === 'multi-terms' ||
      spec.type === 'geotile' ||
      spec.type === 'geohash' ||
      spec.type === 'geohex') &&
    spec.size > 0
  ) {
    const minimum = 'minDocCount' in spec ? spec.minDocCount : 1;
    if (spec.type === 'terms' && spec.maxDocCount !== undefined) having.push(sql`${count} <= ${raw(String(spec.maxDocCount))}`);
    if (minimum > 1) having.push(sql`${count} >= ${raw(String(minimum))}`);
    const order = 'order' in spec ? spec.order : [{ by: 'count' as const, direction: 'desc' as const }];
    const ordering = orderSql(order, ownKeys, count, (metric) => metricColumn(shownBy(question).metrics, measures, metric));
    total = placesSql(ownKeys, count, partition, ordering, withParents);
    tail = raw(` QUALIFY rank <= ${spec.size}`);
  } else if ('minDocCount' in spec && spec.minDocCount > 1) having.push(sql`${count} >= ${raw(String(spec.minDocCount))}`);
  if (spec.type === 'composite') {
    const clauses = compositeClauses(spec, own);
    having.push(...clauses.having);
    tail = clauses.tail;
  }
  const havingSql = having.length > 0 ? sql` HAVING ${join(having, ' AND ')}` : raw('');
  return sql`SELECT ${join([...names.map(raw), measureColumns(measures)], ', ')}${total} FROM ${from} GROUP BY ${join(names.map(raw), ', ')}${havingSql}${tail}`;
}

/** The documents that a question groups. */
function grouped(plan: SearchPlan, { levels, kept, withParents = false }: Question): Fragment {
  const spec = levels.at(-1)?.spec;
  const conditions = spec ? keyConditions(spec, keyNames(levels, levels.length - 1).map(raw)) : [];
  if (kept && kept.columns.length > 0) conditions.push(keptCondition(kept));
  return sql`${relation(plan, levels, { keyless: withParents })}${whereSql(conditions)}`;
}

/** A question's buckets from the documents. `total` holds the documents of the parent that have a key, for "other". */
export const bucketsFromDocuments = (plan: SearchPlan, question: Question): Fragment =>
  bucketsSql(question, fromDocuments(shownBy(question)), grouped(plan, question));

/** Parts of a question's buckets: those of several stretches of time make the buckets of all of them. */
export function partsSql(plan: SearchPlan, question: Question): Fragment {
  const { columns, groups } = partColumns(shownBy(question));
  const names = allKeyNames(question.levels).map(raw);
  const by = [...names, ...groups];
  const groupBy = by.length > 0 ? sql` GROUP BY ${join(by, ', ')}` : raw('');
  return sql`SELECT ${join([...names, columns], ', ')} FROM ${grouped(plan, question)}${groupBy}`;
}

/** The same buckets from parts. */
export const bucketsFromParts = (question: Question, parts: Fragment): Fragment =>
  bucketsSql(question, fromParts(shownBy(question)), sql`(${parts})`);

/** Outermost levels of one key each that show the same, in one statement: `level` says which one a row belongs to, `k0_0` is its key. */
export function togetherSql(plan: SearchPlan, levels: Level[]): Fragment {
  const names = levels.map((_, at) => raw(`s${at}`));
  const from = levels.reduce(
    (inner, { spec }, at) => {
      const key = keyOf(spec);
      return key ? withKey(inner, { ...key, present: raw('TRUE') }, `s${at}`) : inner;
    },
    relation(plan, []),
  );
  const sets = join(
    names.map((name) => sql`(${name})`),
    ', ',
  );
  const which = join(
    names.map((name, at) => sql`WHEN grouping(${name}) = 0 THEN ${raw(String(at))}`),
    ' ',
  );
  return sql`SELECT CASE ${which} END AS level, coalesce(${join(
    names.map((name) => sql`CASE WHEN grouping(${name}) = 0 THEN CAST(${name} AS DOUBLE) END`),
    ', ',
  )}) AS k0_0, ${measureColumns(fromDocuments(levels[0] as Level))} FROM ${from} GROUP BY GROUPING SETS (${sets})`;
}

/** Documents of every parent's bucket in a given order: `rn` counts from one within the parent, `total` is all of them. */
export function topHitsSql(
  plan: SearchPlan,
  levels: Level[],
  kept: KeptKeys | undefined,
  top: { sort: SortKey[]; from: number; size: number; columns: Fragment[]; score?: Fragment },
): Fragment {
  const names = allKeyNames(levels);
  const conditions: Fragment[] = [];
  if (kept && kept.columns.length > 0) conditions.push(keptCondition(kept));
  const partition = names.length > 0 ? sql`PARTITION BY ${join(names.map(raw), ', ')}` : raw('');
  const columns = [...names.map(raw), ...hitColumns(top.sort), ...top.columns];
  const last = raw(String(top.from + top.size));
  return sql`SELECT ${join(columns, ', ')}, count(*) OVER (${partition}) AS total, row_number() OVER (${partition} ORDER BY ${hitOrder(top.sort)}) AS rn FROM (SELECT *, ${top.score ? sql`CAST(${top.score} AS DOUBLE)` : raw('NULL::DOUBLE')} AS _score FROM ${relation(plan, levels)})${whereSql(conditions)} QUALIFY rn > ${raw(String(top.from))} AND rn <= greatest(1, ${last}) ORDER BY rn`;
}
