import { formatDate } from '../dsl/date-formats';
import { fieldValues } from '../dsl/field-values';
import type { Highlighter } from '../dsl/highlight';
import { parseJson } from '../dsl/json';
import type { ParsedSearch } from '../dsl/parse-search';
import { filterSource } from '../dsl/source-filter';
import type { SortKey, SourceTable } from '../plan/search';
import type { Row } from '../store/database';

function sortOutput(key: SortKey, value: unknown): unknown {
  return key.by === 'field' && key.format && typeof value === 'number'
    ? formatDate(value, key.format.startsWith('strict_date') ? undefined : key.format)
    : value;
}

const asList = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** A double as the shortest text that a 32-bit float needs: scores travel as floats. */
export function toFloat(value: number): number {
  const float = Math.fround(value);
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return float;
}

export const scoreOf = (row: Row): number | null => (row._score === null || row._score === undefined ? null : toFloat(Number(row._score)));

/** Names of the clauses that a row matched: columns q0…qn. */
function matchedQueries(row: Row, names: string[], scores: boolean) {
  const matched = names.flatMap((name, at) =>
    row[`q${at}`] === null || row[`q${at}`] === undefined ? [] : [[name, toFloat(Number(row[`q${at}`]))] as const],
  );
  if (matched.length === 0) return {};
  return { matched_queries: scores ? Object.fromEntries(matched) : matched.map(([name]) => name) };
}

export interface HitOptions {
  highlighter?: Highlighter;
  named?: string[];
  namedScores?: boolean;
}

/** One row of hits-sql as Elasticsearch's hit. */
export function toHit(row: Row, parsed: ParsedSearch, body: Record<string, unknown>, options: HitOptions = {}) {
  const source = parsed.plan.sources[Number(row._source_index)] as SourceTable;
  const document = row._source === undefined ? undefined : (parseJson(String(row._source)) as Record<string, unknown>);
  const fields = [...asList(body.fields), ...asList(body.docvalue_fields)];
  const marked = document && options.highlighter?.(document, source);
  const values = fields.length > 0 && document ? fieldValues(document, fields, source.fields) : {};
  return {
    _index: source.index,
    _id: row._id,
    ...(body.version === true ? { _version: row._version } : {}),
    ...(body.seq_no_primary_term === true ? { _seq_no: row._seq, _primary_term: 1 } : {}),
    _score: scoreOf(row),
    ...(document === undefined || parsed.source === false ? {} : { _source: filterSource(document, parsed.source) }),
    ...(Object.keys(values).length > 0 ? { fields: values } : {}),
    ...(marked && Object.keys(marked).length > 0 ? { highlight: marked } : {}),
    ...(parsed.sorted ? { sort: parsed.plan.sort.map((key, index) => sortOutput(key, row[`s${index}`])) } : {}),
    ...matchedQueries(row, options.named ?? [], options.namedScores ?? false),
  };
}
