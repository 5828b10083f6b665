import { formatDate } from '../dsl/date-formats';
import { fieldValues } from '../dsl/field-values';
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

/** One row of hits-sql as Elasticsearch's hit. */
export function toHit(row: Row, parsed: ParsedSearch, body: Record<string, unknown>) {
  const source = parsed.plan.sources[Number(row._source_index)] as SourceTable;
  const document = row._source === undefined ? undefined : (parseJson(String(row._source)) as Record<string, unknown>);
  const fields = [...asList(body.fields), ...asList(body.docvalue_fields)];
  return {
    _index: source.index,
    _id: row._id,
    ...(body.version === true ? { _version: row._version } : {}),
    ...(body.seq_no_primary_term === true ? { _seq_no: row._seq, _primary_term: 1 } : {}),
    _score: parsed.sorted ? null : 1,
    ...(document === undefined || parsed.source === false ? {} : { _source: filterSource(document, parsed.source) }),
    ...(fields.length > 0 && document ? { fields: fieldValues(document, fields, source.fields) } : {}),
    ...(parsed.sorted ? { sort: parsed.plan.sort.map((key, index) => sortOutput(key, row[`s${index}`])) } : {}),
  };
}
