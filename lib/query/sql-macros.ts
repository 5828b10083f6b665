import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import type { ResolvedTimeRange } from './time-range';

export type SqlParameter = string | number | boolean;

/** What a dashboard lends to a statement. */
export interface SqlSurroundings {
  range: ResolvedTimeRange;
  /** By the control's name: chosen values, a range, or words. Absent: not set. */
  controls: Record<string, unknown>;
}

export interface BoundSql {
  query: string;
  /** By the order of the question marks. */
  params: SqlParameter[];
}

const identifier = String.raw`(?:"(?:[^"]|"")*"|[A-Za-z_@][\w@.$]*)`;
/** Texts, quoted names and comments are passed over; a macro is what stands outside of them. */
const piece = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$__(\w+)(?:\(\s*([^()]*)\s*\))?|\?/g;

const instant = 'CAST(? AS TIMESTAMP)';
const iso = (ms: number) => new Date(ms).toISOString();
const isScalar = (value: unknown): value is SqlParameter => ['string', 'number', 'boolean'].includes(typeof value);
const refuse = (message: string) => new AppError('sql-rejected', message);

function columnOf(text: string | undefined, macro: string): string {
  const column = (text ?? '').trim();
  if (!new RegExp(`^${identifier}$`).test(column)) throw refuse(t('{macro} needs a column: {macro}("@timestamp").', { macro }));
  return column;
}

const likeWords = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

/** A condition that holds where a control's value says so; true where the control is not set. */
function condition(column: string, value: unknown): BoundSql {
  if (Array.isArray(value)) {
    const values = value.filter(isScalar);
    return values.length === 0
      ? { query: 'FALSE', params: [] }
      : { query: `${column} IN (${values.map(() => '?').join(', ')})`, params: values };
  }
  if (typeof value === 'string') return { query: `${column} LIKE ? ESCAPE '\\'`, params: [likeWords(value)] };
  if (typeof value !== 'object' || value === null) return { query: 'TRUE', params: [] };
  const { gte, lte } = value as { gte?: unknown; lte?: unknown };
  const parts = [
    ...(typeof gte === 'number' ? [{ query: `${column} >= ?`, params: [gte] }] : []),
    ...(typeof lte === 'number' ? [{ query: `${column} <= ?`, params: [lte] }] : []),
  ];
  if (parts.length === 0) return { query: 'TRUE', params: [] };
  return { query: `(${parts.map(({ query }) => query).join(' AND ')})`, params: parts.flatMap(({ params }) => params) };
}

function expand(name: string, given: string | undefined, { range, controls }: SqlSurroundings): BoundSql {
  switch (name) {
    case 'from':
      return { query: instant, params: [iso(range.fromMs)] };
    case 'to':
      return { query: instant, params: [iso(range.toMs)] };
    case 'timeFilter': {
      const column = columnOf(given, '$__timeFilter');
      return { query: `(${column} >= ${instant} AND ${column} < ${instant})`, params: [iso(range.fromMs), iso(range.toMs)] };
    }
    case 'control': {
      const [control = '', column] = (given ?? '').split(',').map((part) => part.trim());
      return condition(columnOf(column, '$__control(name, column)'), controls[control]);
    }
    default:
      throw refuse(
        t('There is no {macro}. Write $__timeFilter(column), $__from, $__to or $__control(name, column).', { macro: `$__${name}` }),
      );
  }
}

/**
 * A statement with its macros replaced by question marks and the values that belong to them: what people choose is bound, never pasted.
 * `$__from`, `$__to`: the dashboard's time. `$__timeFilter("@timestamp")`: within it. `$__control(country, "geo.country")`: as the control
 * says. Throws `sql-rejected` for a macro that is not known, and for a question mark of the statement's own beside macros.
 */
export function bindSql(query: string, surroundings: SqlSurroundings): BoundSql {
  const params: SqlParameter[] = [];
  let own = false;
  const bound = query.replace(piece, (whole, name: string | undefined, given: string | undefined) => {
    if (whole === '?') own = true;
    if (name === undefined) return whole;
    const expanded = expand(name, given, surroundings);
    params.push(...expanded.params);
    // what stood in brackets after a macro that takes none stays
    return name === 'from' || name === 'to' ? expanded.query + (given === undefined ? '' : `(${given})`) : expanded.query;
  });
  if (own) throw refuse(t('A question mark has no value here. Write the value, or $__control(name, column).'));
  return { query: bound, params };
}

/** For an engine that binds nothing: each value as a literal of its own type, with quotes and backslashes doubled. */
export function inlineParameters({ query, params }: BoundSql): string {
  let at = 0;
  return query.replace(piece, (whole) => {
    if (whole !== '?') return whole;
    const value = params[at++];
    return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : String(value);
  });
}
