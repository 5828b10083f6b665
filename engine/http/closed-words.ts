import { type ClosedRows, combine, fewRows, listRows } from '../plan/closed-rows';
import type { Field } from '../plan/field';
import { and, conditionsOf, type Predicate, withParts } from '../plan/predicate';
import type { SearchPlan, SourceTable } from '../plan/search';
import type { Catalog } from '../store/catalog';
import { toClosedRows } from '../store/found-postings';
import type { PhraseWord, WordColumn } from '../store/word-index';

/** Clauses that the word index can answer. */
type Worded = Extract<Predicate, { type: 'token' | 'phrase' | 'in' }>;

const mostValues = 16;

export function isWorded(part: Predicate): part is Worded {
  if (part.type === 'token' || part.type === 'phrase') return part.field.type === 'text';
  if (part.type !== 'in' || part.values.length === 0 || part.values.length > mostValues) return false;
  const { field, values } = part;
  const plain = (field.type === 'keyword' || field.type === 'wildcard') && !field.flat && field.missing === undefined;
  return plain && values.every((value) => String(value).length <= (field.ignoreAbove ?? Number.POSITIVE_INFINITY));
}

/** The column of a field in one table, where the word index can know it: a text's words, a keyword's values. */
export function wordColumn(source: SourceTable, field: Field): WordColumn | undefined {
  const own = field.nested ? undefined : source.fields.get(field.path);
  if (!own || own.type !== field.type) return undefined;
  if (field.type !== 'text') return { table: source.table, column: own.column, values: true };
  return own.tokens === undefined ? undefined : { table: source.table, column: own.tokens };
}

/** Where the words of a phrase stand, counted from the first. Undefined where strangers may come between, or the last is cut short. */
export function placesOf({ tokens, slop, prefix }: Extract<Predicate, { type: 'phrase' }>): PhraseWord[] | undefined {
  if (slop > 0 || prefix || tokens.length === 0) return undefined;
  let after = 0;
  return tokens.map(({ text, gap }, at) => {
    if (at > 0) after += 1 + gap;
    return { word: text, after };
  });
}

/** Rows with all words of a phrase: candidates. */
async function rowsWithAll({ words }: Catalog, column: WordColumn, { tokens, prefix }: Extract<Predicate, { type: 'phrase' }>) {
  const last = tokens.length - 1;
  const each = tokens.map(async ({ text }, at) =>
    prefix && at === last ? words.rowsWithPrefix(column, text) : toClosedRows(await words.postings(column, text)),
  );
  return each.length === 0 ? undefined : { ...combine(await Promise.all(each), 'and'), candidates: true };
}

async function closedRows(catalog: Catalog, column: WordColumn, predicate: Worded): Promise<ClosedRows | undefined> {
  const { words } = catalog;
  await words.catchUp(column);
  if (words.closed(column).until === 0) return undefined;
  if (predicate.type === 'in') {
    const each = predicate.values.map(async (value) => toClosedRows(await words.postings(column, String(value))));
    return combine(await Promise.all(each), 'or');
  }
  if (predicate.type === 'token')
    return predicate.prefix ? words.rowsWithPrefix(column, predicate.token) : toClosedRows(await words.postings(column, predicate.token));
  const places = placesOf(predicate);
  return places ? toClosedRows(await words.phrase(column, places)) : rowsWithAll(catalog, column, predicate);
}

/**
 * Asks the word index for every word and phrase of the search: SQL then reads only the rows that are not in it. Values of keywords are asked
 * for only where they can narrow the search: in one table.
 */
export async function findClosedRows(catalog: Catalog, plan: SearchPlan, others: Predicate[]): Promise<void> {
  const roots = [plan.query, ...(plan.postFilter ? [plan.postFilter] : []), ...others];
  const worded = roots
    .flatMap(withParts)
    .filter(isWorded)
    .filter(({ type }) => type !== 'in' || plan.sources.length === 1);
  await Promise.all(
    worded.map(async (predicate) => {
      predicate.closed = await Promise.all(
        plan.sources.map(async (source) => {
          const column = wordColumn(source, predicate.field);
          return column && closedRows(catalog, column, predicate);
        }),
      );
    }),
  );
}

/** The fewest rows that one clause of a query leaves: a clause that every hit must satisfy. */
function fewestRows(predicate: Predicate): ClosedRows | undefined {
  switch (predicate.type) {
    case 'token':
    case 'phrase':
    case 'in':
      return predicate.closed?.[0];
    case 'boost':
    case 'constant':
    case 'filter':
      return fewestRows(predicate.of);
    case 'and': {
      const known = predicate.of.map(fewestRows).filter((rows) => rows !== undefined);
      return known.length === 0 ? undefined : known.reduce((best, rows) => (rows.documents < best.documents ? rows : best));
    }
    case 'or': {
      const known = predicate.of.map(fewestRows).filter((rows) => rows !== undefined && rows.documents <= fewRows) as ClosedRows[];
      return known.length === 0 || known.length < predicate.of.length ? undefined : combine(known, 'or');
    }
    default:
      return undefined;
  }
}

/** Says of a large table of which the word index named rows whether these can be found by their numbers. */
export async function withPlaces(catalog: Catalog, { sources, query }: Pick<SearchPlan, 'sources' | 'query'>): Promise<SourceTable[]> {
  const [source, ...others] = sources;
  if (!withParts(query).some((part) => isWorded(part) && part.closed?.[0])) return sources;
  const meta = others.length === 0 && source && catalog.get(source.index);
  const large = meta && !meta.attached && meta.nextSeq > fewRows;
  return source && large ? [{ ...source, inPlace: await catalog.changes.isInPlace(meta.table) }] : sources;
}

/**
 * The same search over the few rows that a rare word leaves: SQL then reads only their stretches of the table, and where nothing is `scored`
 * only the columns of the other conditions. One table.
 */
export function narrowed<P extends Pick<SearchPlan, 'sources' | 'query'>>(catalog: Catalog, plan: P, { scored }: { scored: boolean }): P {
  const [source] = plan.sources;
  const rows = plan.sources.length === 1 ? fewestRows(plan.query) : undefined;
  if (!source || !rows || rows.documents > fewRows || rows.until < (catalog.get(source.index)?.nextSeq ?? 0)) return plan;
  const others = conditionsOf(plan.query).filter((part) => !isWorded(part) || part.closed?.[0] !== rows || rows.candidates);
  const query = scored || others.length === 0 ? plan.query : and(others);
  return { ...plan, query, sources: [{ ...source, seqs: listRows(rows) }] };
}
