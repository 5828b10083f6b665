import { EsError } from '../plan/es-error';

type Node = Record<string, unknown>;

/** Scalar and aggregate functions that read nothing but their arguments. Everything else is refused. */
const allowedFunctions = new Set(
  `count count_star sum avg mean min max median mode first last any_value arg_min arg_max max_by min_by stddev stddev_pop stddev_samp variance var_pop var_samp skewness kurtosis mad quantile quantile_cont quantile_disc approx_quantile
   approx_count_distinct percentile histogram corr covar_pop covar_samp bool_and bool_or string_agg list array_agg product regr_slope regr_intercept regr_r2 count_if
   abs ceil ceiling floor round trunc sqrt cbrt exp ln log log10 log2 power pow mod sign sin cos tan asin acos atan atan2 degrees radians pi greatest least random_never isnan isfinite isinf
   lower upper lcase ucase length len char_length octet_length substr substring left right trim ltrim rtrim replace reverse repeat_never concat concat_ws split_part position strpos instr contains starts_with ends_with prefix suffix lpad_never like_escape ilike_escape not_like_escape not_ilike_escape ~~ ~~* !~~ !~~* regexp_matches regexp_full_match regexp_extract regexp_replace ascii chr format_never printf_never
   now current_timestamp today current_date get_current_timestamp get_current_time date_trunc date_part date_diff datediff date_add date_sub dateadd extract year month day hour minute second quarter week weekday dayofweek isodow dayofmonth dayofyear dayname monthname epoch epoch_ms make_date make_timestamp to_timestamp strftime strptime time_bucket last_day age
   to_years to_months to_weeks to_days to_hours to_minutes to_seconds to_milliseconds to_microseconds to_quarters
   coalesce nullif ifnull if iif nvl case error_never typeof
   row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
   + - * / // % || ** ^ & | ~ << >> = <> != < > <= >= not and or between in
   list_value struct_pack row unnest_never array_extract list_extract list_contains`
    .split(/\s+/)
    .filter((entry) => entry && !entry.endsWith('_never')),
);

const refusedTypes = new Set([
  'TABLE_FUNCTION',
  'RECURSIVE_CTE_NODE',
  'PIVOT',
  'SHOW_REF',
  'COLUMN_DATA',
  'DELIM_GET',
  'INSERT',
  'PARAMETER_EXPRESSION',
  'LAMBDA',
]);

const refuse = (what: string) => new EsError('verification_exception', what, 400);

export interface SqlTable {
  /** The index expression in FROM. */
  expression: string;
  /** Name that replaces it. */
  relation: string;
}

export interface RewrittenSql {
  statement: Node;
  tables: SqlTable[];
}

/** Serialised statements of DuckDB's own parser, checked and rewritten: index names become relations, dotted names become columns. */
export function rewriteSql(serialised: string, hasField: (tableExpressions: string[], path: string) => string | undefined): RewrittenSql {
  const parsed = JSON.parse(serialised) as {
    error: boolean;
    error_type?: string;
    error_message?: string;
    position?: string;
    statements?: Node[];
  };
  if (parsed.error)
    throw new EsError(
      'parsing_exception',
      `${parsed.error_message ?? 'The statement cannot be read.'}`.split('\n')[0] ?? '',
      400,
      parsed.position ? { position: Number(parsed.position) } : {},
    );
  const [statement, another] = parsed.statements ?? [];
  if (!statement || another) throw refuse('Send one SELECT statement.');
  const rewriter = new Rewriter(hasField);
  rewriter.collectTables(statement, new Set());
  rewriter.rewrite(statement);
  return { statement: { error: false, statements: [statement] }, tables: rewriter.tables };
}

class Rewriter {
  readonly tables: SqlTable[] = [];
  private readonly aliases = new Set<string>();

  constructor(private readonly hasField: (tableExpressions: string[], path: string) => string | undefined) {}

  /** First pass: names of common table expressions are tables of their own; all others are index expressions. */
  collectTables(node: unknown, ctes: Set<string>) {
    if (Array.isArray(node)) {
      for (const item of node) this.collectTables(item, ctes);
      return;
    }
    if (!node || typeof node !== 'object') return;
    const object = node as Node;
    const map = (object.cte_map as { map?: { key: string }[] } | undefined)?.map ?? [];
    const known = new Set([...ctes, ...map.map((entry) => entry.key)]);
    if (object.type === 'BASE_TABLE') this.baseTable(object, known);
    if (typeof object.alias === 'string' && object.alias) this.aliases.add(object.alias);
    for (const value of Object.values(object)) this.collectTables(value, known);
  }

  private baseTable(table: Node, ctes: Set<string>) {
    const own = [table.catalog_name, table.schema_name, table.table_name].filter((part) => part).map(String);
    const expression = own.join('.');
    if (ctes.has(expression)) return;
    if (expression.startsWith('_') || expression.startsWith('.') || expression.includes('__oriel'))
      throw refuse(`Unknown index [${expression}]`);
    const known = this.tables.find((entry) => entry.expression === expression);
    const entry = known ?? { expression, relation: `__oriel_${this.tables.length}` };
    if (!known) this.tables.push(entry);
    table.catalog_name = '';
    table.schema_name = '';
    table.table_name = entry.relation;
    if (!table.alias) table.alias = own.at(-1) ?? '';
    this.aliases.add(String(table.alias));
  }

  rewrite(node: unknown): void {
    if (Array.isArray(node)) {
      for (const item of node) this.rewrite(item);
      return;
    }
    if (!node || typeof node !== 'object') return;
    const object = node as Node;
    if ('query_location' in object) object.query_location = 0;
    if (typeof object.type === 'string' && refusedTypes.has(object.type))
      throw refuse(`${object.type.toLowerCase().replaceAll('_', ' ')} is not allowed here.`);
    if (typeof object.function_name === 'string') this.checkFunction(object);
    if (object.class === 'COLUMN_REF' && Array.isArray(object.column_names))
      object.column_names = this.column(object.column_names.map(String));
    for (const value of Object.values(object)) this.rewrite(value);
  }

  private checkFunction(node: Node) {
    const name = String(node.function_name).toLowerCase();
    if ((node.schema && node.schema !== 'main') || (node.catalog && node.catalog !== 'system') || !allowedFunctions.has(name))
      throw refuse(`Unknown function [${name}]`);
    const children = (node.children as Node[] | undefined) ?? [];
    if (name === 'percentile') {
      node.function_name = 'quantile_cont';
      const value = children[1]?.value as Node | undefined;
      const type = (value?.type as Node | undefined)?.id;
      if (!value || typeof value.value !== 'number') throw refuse('PERCENTILE needs a number from 0 to 100 as its second argument.');
      const scale = type === 'DECIMAL' ? 10 ** Number(((value.type as Node).type_info as Node)?.scale ?? 0) : 1;
      value.value = value.value / scale / 100;
      value.type = { id: 'DOUBLE', type_info: null };
    }
    if (name === 'histogram' && children.length === 2) {
      node.function_name = 'time_bucket';
      node.children = [children[1], children[0]];
    }
  }

  private column(names: string[]): string[] {
    const expressions = this.tables.map((table) => table.expression);
    const whole = this.hasField(expressions, names.join('.'));
    if (whole) return [whole];
    const [first, ...rest] = names;
    const behind = rest.length > 0 && first && this.aliases.has(first) ? this.hasField(expressions, rest.join('.')) : undefined;
    if (behind && first) return [first, behind];
    return names.length > 1 && this.tables.length > 0 && !this.aliases.has(first ?? '') ? [names.join('.')] : names;
  }
}

const esTypes: [RegExp, string][] = [
  [/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER)/, 'integer'],
  [/^(BIGINT|UBIGINT|HUGEINT)/, 'long'],
  [/^(DOUBLE|FLOAT|DECIMAL)/, 'double'],
  [/^BOOLEAN/, 'boolean'],
  [/^(TIMESTAMP|DATE)/, 'datetime'],
];

/** The SQL type that Elasticsearch would name. */
export function esSqlType(duckType: string): string {
  return esTypes.find(([pattern]) => pattern.test(duckType))?.[1] ?? 'text';
}
