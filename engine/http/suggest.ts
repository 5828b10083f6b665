import { analyze } from '../dsl/analysis/analyzer';
import { searchAnalyzer } from '../dsl/analysis/token-text';
import type { FieldLookup } from '../dsl/fields';
import { parseJson } from '../dsl/json';
import { filterSource } from '../dsl/source-filter';
import { illegalArgument, parsingError } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { SearchPlan } from '../plan/search';
import type { Fragment } from '../sql/fragment';
import { completionSql, nearWordsSql } from '../sql/suggest-sql';
import type { Row } from '../store/database';

type Json = Record<string, unknown>;
type Run = (fragment: Fragment, weight: number) => Promise<Row[]>;

const mostCandidates = 1_000;

interface Input {
  text: string;
  weight: number;
}

/** The inputs of a completion field as a document has them: text, texts, or `{ input, weight }`. */
function inputsAt(document: unknown, path: string): Input[] {
  const at = path.split('.').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
  return (Array.isArray(at) ? at : [at]).flatMap((value): Input[] => {
    if (typeof value === 'string') return [{ text: value, weight: 1 }];
    const { input, weight } = (value ?? {}) as { input?: string | string[]; weight?: number };
    return (Array.isArray(input) ? input : input === undefined ? [] : [input]).map((text) => ({ text, weight: Number(weight ?? 1) }));
  });
}

/** `completion`: inputs that start with the text, heaviest first. */
async function complete(text: string, body: Json, field: Field, plan: SearchPlan, run: Run, source: unknown) {
  const prefix = text.toLowerCase();
  const rows = await run(completionSql(plan, field, prefix, mostCandidates), 1);
  const options = rows.flatMap((row) => {
    const document = parseJson(String(row._source)) as Json;
    const best = inputsAt(document, field.path)
      .filter((input) => input.text.toLowerCase().startsWith(prefix))
      .sort((a, b) => b.weight - a.weight)[0];
    if (!best) return [];
    const index = plan.sources[Number(row._source_index)]?.index;
    return [
      {
        text: best.text,
        _index: index,
        _id: row._id,
        _score: best.weight,
        ...(source === false ? {} : { _source: filterSource(document, source) }),
      },
    ];
  });
  const ordered = options.sort((a, b) => b._score - a._score || (a.text < b.text ? -1 : 1));
  const seen = new Set<string>();
  const kept = body.skip_duplicates === true ? ordered.filter((option) => !seen.has(option.text) && seen.add(option.text)) : ordered;
  return [{ text, offset: 0, length: text.length, options: kept.slice(0, Number(body.size ?? 5)) }];
}

/** `term`: for every word of the text, words of the index that are near it. */
async function nearWords(text: string, body: Json, field: Field, plan: SearchPlan, run: Run) {
  const edits = Number(body.max_edits ?? 2);
  if (edits !== 1 && edits !== 2) throw illegalArgument('maxEdits must be between 1 and 2');
  const always = body.suggest_mode === 'always';
  return Promise.all(
    analyze(searchAnalyzer(field), text).map(async (token) => {
      const rows = await run(nearWordsSql(plan, field, token.text, { edits, prefixLength: Number(body.prefix_length ?? 1), most: 50 }), 1);
      const known = rows.some((row) => Number(row.distance) === 0);
      const options = rows
        .filter((row) => Number(row.distance) > 0)
        .map((row) => ({
          text: String(row.word),
          score: 1 - Number(row.distance) / Math.max(token.text.length, String(row.word).length),
          freq: Number(row.freq),
        }))
        .sort((a, b) => b.score - a.score || b.freq - a.freq || (a.text < b.text ? -1 : 1));
      return {
        text: token.text,
        offset: token.start,
        length: token.end - token.start,
        options: known && !always ? [] : options.slice(0, Number(body.size ?? 5)),
      };
    }),
  );
}

/** The `suggest` part of a search. */
export async function runSuggest(given: unknown, lookup: FieldLookup, plan: SearchPlan, run: Run, source: unknown): Promise<Json> {
  const { text: common, ...named } = given as Json;
  const answer: Json = {};
  for (const [name, suggestion] of Object.entries(named) as [string, Json][]) {
    const text = String(suggestion.prefix ?? suggestion.text ?? common ?? '');
    const [type] = ['completion', 'term', 'phrase'].filter((one) => suggestion[one] !== undefined);
    if (!type) throw parsingError(`suggestion [${name}] needs one of completion or term`);
    if (type === 'phrase') throw illegalArgument('The embedded engine does not support [phrase] suggestions.');
    const body = suggestion[type] as Json;
    const field = lookup.get(String(body.field ?? ''));
    if (!field) throw illegalArgument(`no mapping found for field [${String(body.field)}]`);
    answer[name] =
      type === 'completion' ? await complete(text, body, field, plan, run, source) : await nearWords(text, body, field, plan, run);
  }
  return answer;
}
