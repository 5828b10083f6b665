import { type AggregationResult, type Json, type JsonObject, type SearchResponse, valuesAt } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';

/** A column of a search's answer. `path`: names by dots, `[]` after a list: `aggregations.day.buckets[].users.value`. */
export interface AnswerColumn {
  name: string;
  path: string;
}

export interface AnswerTable {
  columns: { name: string; type: 'datetime' | 'double' | 'keyword' }[];
  rows: Json[][];
}

const mostRows = 10_000;
const mostColumns = 12;

/** A path cut at its lists: `a.b[].c` is [['a', 'b'], ['c']]. */
const parts = (path: string): string[] => path.split('[]').map((part) => part.replace(/^\./, ''));
const listsOf = (path: string): string => path.slice(0, path.lastIndexOf('[]') + 2);

function stepInto(node: Json | undefined, path: string): Json | undefined {
  let now: Json | undefined = node;
  for (const name of path.split('.')) {
    if (path === '') return now;
    if (now === null || typeof now !== 'object' || Array.isArray(now)) return undefined;
    now = now[name];
  }
  return now;
}

/** The items of a list; named buckets are items that carry their name as `key`. */
function itemsOf(node: Json | undefined): Json[] {
  if (Array.isArray(node)) return node;
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).map(([key, item]) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? { key, ...item } : item,
  );
}

function cellOf(node: Json | undefined, path: string): Json {
  const found = stepInto(node, path) ?? valuesAt(node, path)[0] ?? null;
  return typeof found === 'object' && found !== null ? JSON.stringify(found) : found;
}

/**
 * A search's answer as rows: one for each item of the deepest list that a column names; columns of the lists above repeat.
 * Throws `bad-request` where two columns lie in different lists, because nothing says how their rows belong together.
 */
export function answerRows(answer: SearchResponse, columns: AnswerColumn[]): AnswerTable {
  const deepest = columns
    .map(({ path }) => listsOf(path))
    .reduce((longest, lists) => (lists.length > longest.length ? lists : longest), '');
  const astray = columns.find(({ path }) => !deepest.startsWith(listsOf(path)));
  if (astray)
    throw new AppError(
      'bad-request',
      t('The column "{name}" lies in another list than the others: {path}. Rows come from one way down: {deepest}', {
        name: astray.name,
        path: astray.path,
        deepest,
      }),
    );
  const levels = parts(deepest).slice(0, -1);
  const rows: Json[][] = [];
  const walk = (node: Json | undefined, level: number, above: (Json | undefined)[]): void => {
    const nodes = [...above, node];
    if (level === levels.length) {
      rows.push(columns.map(({ path }) => cellOf(nodes[parts(path).length - 1], parts(path).at(-1) ?? '')));
      return;
    }
    for (const item of itemsOf(stepInto(node, levels[level] ?? ''))) if (rows.length < mostRows) walk(item, level + 1, nodes);
  };
  walk(answer as unknown as Json, 0, []);
  return typed(columns, rows);
}

const isTimeName = (path: string) => /(key_as_string|@timestamp|_at|date|time)$/i.test(path);
const looksLikeTime = (value: Json) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}([T ]|$)/.test(value);
const epoch = (value: Json) => typeof value === 'number' && value > 1e11 && value < 1e13;

function typed(columns: AnswerColumn[], rows: Json[][]): AnswerTable {
  const shaped = columns.map(({ name, path }, at) => {
    const values = rows.map((row) => row[at] ?? null).filter((value) => value !== null);
    const isTime =
      values.length > 0 &&
      (values.every(looksLikeTime) ||
        (/(^|\.)key$|time|date|_at$/i.test(path) && values.every(epoch)) ||
        (isTimeName(path) && values.every(epoch)));
    const type = isTime
      ? ('datetime' as const)
      : values.length > 0 && values.every((value) => typeof value === 'number')
        ? ('double' as const)
        : ('keyword' as const);
    return { name, type };
  });
  const written = rows.map((row) =>
    row.map((value, at) => (shaped[at]?.type === 'datetime' && typeof value === 'number' ? new Date(value).toISOString() : value)),
  );
  return { columns: shaped, rows: written };
}

interface Found {
  columns: AnswerColumn[];
  /** How deep the way down goes that the columns lie on. */
  depth: number;
}

/** The measures of a bucket: single values, and the first of several (percentiles). */
function measuresOf(bucket: AggregationResult, at: string): AnswerColumn[] {
  return Object.entries(bucket).flatMap(([name, result]): AnswerColumn[] => {
    if (typeof result !== 'object' || result === null || 'buckets' in result) return [];
    if ('value' in result) return [{ name, path: `${at}${name}.value` }];
    return 'avg' in result ? [{ name, path: `${at}${name}.avg` }] : [];
  });
}

function findBuckets(aggregations: Record<string, AggregationResult>, at: string): Found | undefined {
  const entry = Object.entries(aggregations).find(([, result]) => typeof result === 'object' && result !== null && 'buckets' in result);
  if (!entry) return undefined;
  const [name, { buckets }] = entry;
  const [first] = itemsOf(buckets as Json) as AggregationResult[];
  const here = `${at}${name}.buckets[].`;
  const key = { name, path: `${here}${first && typeof first.key === 'object' ? 'key_as_string' : 'key'}` };
  const inner = first ? findBuckets(first as Record<string, AggregationResult>, here) : undefined;
  if (inner) return { columns: [key, ...inner.columns], depth: inner.depth + 1 };
  return { columns: [key, { name: 'count', path: `${here}doc_count` }, ...(first ? measuresOf(first, here) : [])], depth: 1 };
}

function leaves(source: JsonObject, prefix = ''): string[] {
  return Object.entries(source).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? leaves(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

/** Columns that suit an answer: the first way down its buckets with the measures at its end, else its measures, else the fields of its documents. */
export function suggestColumns(answer: SearchResponse): AnswerColumn[] {
  const { aggregations } = answer;
  if (aggregations) {
    const found = findBuckets(aggregations, 'aggregations.');
    return (found?.columns ?? measuresOf(aggregations, 'aggregations.')).slice(0, mostColumns);
  }
  const [first] = answer.hits.hits;
  return leaves(first?._source ?? {})
    .slice(0, mostColumns)
    .map((path) => ({ name: path, path: `hits.hits[]._source.${path}` }));
}
