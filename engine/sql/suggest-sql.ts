import type { Field } from '../plan/field';
import type { SearchPlan } from '../plan/search';
import { tokenEnd, tokenStart } from '../plan/token-marks';
import { anyValue } from './field-sql';
import { type Fragment, raw, sql } from './fragment';
import { predicateSql } from './predicate-sql';
import { sourceSql } from './source-sql';
import { tokenColumn } from './token-sql';

/** Documents with an input that starts so, in lower case. Columns: _source_index, _id, _source. */
export function completionSql(plan: SearchPlan, field: Field, prefix: string, most: number): Fragment {
  const starts = anyValue(field, (value) => sql`starts_with(lower(${value}), ${prefix})`);
  return sql`SELECT _source_index, _id, _source FROM ${sourceSql(plan)} WHERE ${starts} LIMIT ${raw(String(most))}`;
}

/** Words of a text field near a given one, with the number of documents that have them. Columns: word, freq, distance. */
export function nearWordsSql(
  plan: SearchPlan,
  field: Field,
  word: string,
  { edits, prefixLength, most }: { edits: number; prefixLength: number; most: number },
): Fragment {
  const words =
    field.type === 'text'
      ? sql`list_distinct(regexp_extract_all(${tokenColumn(field)}, ${`${tokenStart}([^${tokenEnd}]*)${tokenEnd}`}, 1))`
      : sql`[CAST(${raw(`"${field.column}"`)} AS VARCHAR)]`;
  const all = sql`SELECT unnest(${words}) AS word FROM ${sourceSql(plan)} WHERE ${predicateSql({ type: 'exists', field })}`;
  return sql`SELECT word, count(*) AS freq, damerau_levenshtein(word, ${word}) AS distance FROM (${all}) WHERE starts_with(word, ${word.slice(0, prefixLength)}) AND abs(length(word) - ${raw(String(word.length))}) <= ${raw(String(edits))} GROUP BY word HAVING distance <= ${raw(String(edits))} ORDER BY distance, freq DESC LIMIT ${raw(String(most))}`;
}
