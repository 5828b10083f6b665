import { escapeRegex } from '../../lib/elastic/wildcard';
import type { ClosedRows } from '../plan/closed-rows';
import type { Field } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import { tokenEnd, tokenGap, tokenStart } from '../plan/token-marks';
import { anyValue, column } from './field-sql';
import { type Fragment, join, name, raw, sql } from './fragment';

const wordsOf = (text: Fragment) =>
  sql`(chr(1) || array_to_string(regexp_extract_all(lower(${text}), '[\\p{L}\\p{N}_]+'), chr(2) || chr(1)) || chr(2))`;

/** A text field's words, marked as plan/token-marks.ts says. Where no column holds them they are read from the text: letters, digits, underscores. */
export function tokenColumn(field: Field): Fragment {
  if (field.tokens !== undefined) return name(field.tokens);
  const own = column(field);
  return field.list ? wordsOf(sql`array_to_string(${own}, chr(3))`) : wordsOf(own);
}

const whole = (word: string) => tokenStart + word + tokenEnd;

/** The substring that a word, or the beginning of one, is. */
const needle = ({ token, prefix }: { token: string; prefix?: boolean }) => (prefix ? tokenStart + token : whole(token));

const inIndex = ({ until, bits }: ClosedRows) =>
  sql`get_bit(CAST(${bits} AS BIT), CAST(least(_seq, ${raw(String(until))}) AS INTEGER)) = 1`;

/** A test of rows where the word index answers for the closed ones. */
function withIndex(closed: (ClosedRows | undefined)[] | undefined, read: Fragment): Fragment {
  if (!closed?.some((rows) => rows && rows.until > 0)) return read;
  const one = (rows: ClosedRows | undefined) => {
    if (!rows || rows.until === 0) return read;
    const found =
      rows.documents === 0 ? raw('FALSE') : rows.candidates ? sql`CASE WHEN ${inIndex(rows)} THEN ${read} ELSE FALSE END` : inIndex(rows);
    return sql`CASE WHEN _seq < ${raw(String(rows.until))} THEN ${found} ELSE ${read} END`;
  };
  if (closed.length === 1) return one(closed[0]);
  return sql`CASE _source_index ${join(
    closed.map((rows, at) => sql`WHEN ${raw(String(at))} THEN ${one(rows)}`),
    ' ',
  )} END`;
}

export const tokenSql = (predicate: Extract<Predicate, { type: 'token' }>): Fragment =>
  predicate.field.type === 'text'
    ? withIndex(predicate.closed, sql`contains(${tokenColumn(predicate.field)}, ${needle(predicate)})`)
    : anyValue(predicate.field, (value) =>
        predicate.prefix ? sql`starts_with(${value}, ${predicate.token})` : sql`${value} = ${predicate.token}`,
      );

/** A pattern over whole words: its dots do not leave the word. */
export function wordRegexSql(field: Field, pattern: string, caseInsensitive: boolean): Fragment {
  const inside = pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\./gs, (part) => (part === '.' ? `[^${tokenEnd}]` : part));
  return sql`regexp_matches(${tokenColumn(field)}, ${`${tokenStart}(?:${inside})${tokenEnd}`}, ${raw(caseInsensitive ? "'is'" : "'s'")})`;
}

/** A phrase as one substring where nothing may come between; otherwise as a pattern. */
export function phraseNeedle({ tokens, slop, prefix }: Extract<Predicate, { type: 'phrase' }>): { text?: string; pattern?: string } {
  const last = tokens.length - 1;
  if (slop === 0)
    return {
      text: tokens
        .map(({ text, gap }, at) => tokenGap.repeat(at === 0 ? 0 : gap) + (prefix && at === last ? tokenStart + text : whole(text)))
        .join(''),
    };
  const between = `(?:${tokenStart}[^${tokenEnd}]*${tokenEnd}|${tokenGap}){0,${slop}}`;
  return { pattern: tokens.map(({ text }, at) => tokenStart + escapeRegex(text) + (prefix && at === last ? '' : tokenEnd)).join(between) };
}

export const phraseSql = (predicate: Extract<Predicate, { type: 'phrase' }>): Fragment =>
  withIndex(predicate.closed, readPhrase(predicate));

function readPhrase(predicate: Extract<Predicate, { type: 'phrase' }>): Fragment {
  const words = tokenColumn(predicate.field);
  const { text, pattern } = phraseNeedle(predicate);
  if (text !== undefined) return sql`contains(${words}, ${text})`;
  const probes = predicate.tokens.map(({ text: word }) => sql`contains(${words}, ${tokenStart + word})`);
  return sql`(${join(probes, ' AND ')} AND regexp_matches(${words}, ${pattern ?? ''}, 's'))`;
}

export function fuzzySql({ field, token, edits, prefixLength }: Extract<Predicate, { type: 'fuzzy' }>): Fragment {
  const near = (word: Fragment) =>
    sql`(starts_with(${word}, ${token.slice(0, prefixLength)}) AND abs(length(${word}) - ${raw(String(token.length))}) <= ${raw(String(edits))} AND damerau_levenshtein(${word}, ${token}) <= ${raw(String(edits))})`;
  if (field.type !== 'text') return anyValue(field, near);
  const words = sql`regexp_extract_all(${tokenColumn(field)}, ${`${tokenStart}([^${tokenEnd}]*)${tokenEnd}`}, 1)`;
  return sql`COALESCE(list_bool_or(list_transform(${words}, lambda w: ${near(raw('w'))})), FALSE)`;
}

/** How often a word or phrase occurs. Substrings with both marks cannot overlap. */
export function frequencySql(field: Field, text: string): Fragment {
  const words = tokenColumn(field);
  return sql`((length(${words}) - length(replace(${words}, ${text}, ''))) / ${raw(String([...text].length))})`;
}

/** How many words a document's field has. */
export function lengthSql(field: Field): Fragment {
  if (field.wordCount !== undefined) return name(field.wordCount);
  const words = tokenColumn(field);
  return sql`(length(${words}) - length(replace(${words}, chr(1), '')))`;
}
