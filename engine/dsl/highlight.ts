import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { type Json, valuesAt } from '../../lib/elastic/wire-types';
import { illegalArgument } from '../plan/es-error';
import type { Field } from '../plan/field';
import type { Predicate } from '../plan/predicate';
import type { SourceTable } from '../plan/search';
import { analyze } from './analysis/analyzer';
import { indexAnalyzer } from './analysis/token-text';

type Options = Record<string, unknown>;
export type Highlighter = (document: Record<string, unknown>, source: SourceTable, own?: unknown) => Record<string, string[]>;

/** What makes a word of a field a hit. */
type Test = (word: string) => boolean;

interface Wanted {
  path: string;
  test: Test;
}

function ownTest(predicate: Predicate): Test | undefined {
  switch (predicate.type) {
    case 'token':
      return (word) => (predicate.prefix ? word.startsWith(predicate.token) : word === predicate.token);
    case 'phrase':
      return (word) =>
        predicate.tokens.some(
          ({ text }, at) => word === text || (predicate.prefix && at === predicate.tokens.length - 1 && word.startsWith(text)),
        );
    case 'fuzzy':
      return (word) =>
        Math.abs(word.length - predicate.token.length) <= predicate.edits &&
        word.startsWith(predicate.token.slice(0, predicate.prefixLength));
    case 'regex': {
      const regex = new RegExp(`^(?:${predicate.pattern})$`, predicate.caseInsensitive ? 'isu' : 'su');
      return (word) => regex.test(word);
    }
    case 'in':
      return (word) => predicate.values.some((value) => String(value) === word);
    default:
      return undefined;
  }
}

/** The words that a query asks for, by field; what must not match is left out. */
function wantedIn(predicate: Predicate): Wanted[] {
  const own = ownTest(predicate);
  if (own && 'field' in predicate) return [{ path: predicate.field.path, test: own }];
  if (predicate.type === 'not') return [];
  if (predicate.type === 'nested') return wantedIn(predicate.object);
  const of = 'of' in predicate ? predicate.of : [];
  return (Array.isArray(of) ? of : [of]).flatMap(wantedIn);
}

/** A field whose words are looked for in the text: the field itself, or one of `matched_fields`. */
interface Reader {
  field: Field;
  tests: Test[];
}

interface Span {
  start: number;
  end: number;
}

/** Where the words that are asked for stand, each field's as its own analyzer sees them. */
function spansOf(readers: Reader[], text: string, limit: number): Span[] {
  const seen = text.slice(0, limit);
  const all = readers.flatMap(({ field, tests }): Span[] => {
    if (field.type !== 'text') return tests.some((test) => test(text)) ? [{ start: 0, end: text.length }] : [];
    return analyze(indexAnalyzer(field), seen).filter(({ text: word }) => tests.some((test) => test(word)));
  });
  const sorted = all.sort((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter((span, at) => at === 0 || span.start >= (sorted[at - 1]?.end ?? 0));
}

/** Pieces of about `size` characters that end where sentences or words do. */
function fragments(text: string, size: number): Span[] {
  const sentences = text.matchAll(/[^.!?\n]+[.!?\n]*\s*/g);
  const pieces: Span[] = [];
  for (const { 0: found, index } of sentences) {
    const last = pieces.at(-1);
    if (last && last.end === index && last.end - last.start + found.length <= size) last.end += found.length;
    else pieces.push({ start: index, end: index + found.length });
  }
  return pieces.length > 0 ? pieces : [{ start: 0, end: text.length }];
}

function mark(text: string, piece: Span, spans: Span[], before: string, after: string): string {
  let [out, at] = ['', piece.start];
  for (const { start, end } of spans) {
    out += text.slice(at, start) + before + text.slice(start, end) + after;
    at = end;
  }
  const marked = out + text.slice(at, piece.end);
  return piece.start === 0 && piece.end === text.length ? marked : marked.trim();
}

interface Style {
  before: string;
  after: string;
  size: number;
  count: number;
  noMatch: number;
  limit: number;
  /** The plain highlighter shows no more than it has read. */
  plain: boolean;
}

function styleOf(whole: Options, own: Options): Style {
  const given = { ...whole, ...own };
  const first = (value: unknown, otherwise: string) => String(Array.isArray(value) ? (value[0] ?? otherwise) : (value ?? otherwise));
  return {
    before: first(given.pre_tags, '<em>'),
    after: first(given.post_tags, '</em>'),
    size: Number(given.fragment_size ?? 100),
    count: Number(given.number_of_fragments ?? 5),
    noMatch: Number(given.no_match_size ?? 0),
    plain: given.type === 'plain' && given.max_analyzer_offset !== undefined,
    limit: given.max_analyzer_offset === undefined ? Number.POSITIVE_INFINITY : Number(given.max_analyzer_offset),
  };
}

function highlightValue(field: Field, whole: string, readers: Reader[], style: Style): string[] {
  const text = style.plain ? whole.slice(0, style.limit) : whole;
  const spans = spansOf(readers, text, style.limit);
  if (spans.length === 0) return style.noMatch > 0 ? [text.slice(0, style.noMatch)] : [];
  const pieces = style.count === 0 || field.type !== 'text' ? [{ start: 0, end: text.length }] : fragments(text, style.size);
  const marked = pieces
    .map((piece) => ({ piece, inside: spans.filter(({ start, end }) => start >= piece.start && end <= piece.end) }))
    .filter(({ inside }) => inside.length > 0)
    .map(({ piece, inside }) => mark(text, piece, inside, style.before, style.after));
  return style.count === 0 ? marked : marked.slice(0, style.count);
}

const defaultMaxOffset = 1_000_000;

function checkLength(field: Field, text: string, style: Style, options: Options, maxOffset: number, index: string) {
  if (text.length <= maxOffset || style.limit <= maxOffset || field.type !== 'text') return;
  const type = String(options.type ?? 'unified');
  if (type === 'unified' && field.offsets) return;
  throw illegalArgument(
    `The length of [${field.path}] field of [${index}] index has exceeded [${maxOffset}] - maximum allowed to be analyzed for highlighting. This maximum can be set by changing the [index.highlight.max_analyzed_offset] index level setting. For large texts, indexing with offsets or term vectors, and highlighting with unified or fvh highlighter is recommended!`,
  );
}

interface Task {
  field: Field;
  style: Style;
  options: Options;
  readers: Reader[];
}

/** What one entry of `fields` asks of the fields that it names. */
function tasksFor(pattern: string, options: Options, wanted: Wanted[], source: SourceTable, whole: Options): Task[] {
  const regex = wildcardToRegex(pattern);
  const anyField = options.require_field_match === false;
  const matched = Array.isArray(options.matched_fields) ? options.matched_fields.map(String) : [];
  const style = styleOf(whole, options);
  return [...source.fields.values()]
    .filter((field) => regex.test(field.path) && (field.type === 'text' || field.columnType === 'VARCHAR'))
    .map((field) => ({
      field,
      style,
      options,
      readers: [field, ...matched.flatMap((path) => source.fields.get(path) ?? [])].map((own) => ({
        field: own,
        tests: wanted.filter(({ path }) => anyField || path === own.path).map(({ test }) => test),
      })),
    }));
}

function runTask(
  { field, style, options, readers }: Task,
  document: Record<string, unknown>,
  source: SourceTable,
  maxOffset: number,
): string[] {
  const texts = textsAt(document, field.path, source);
  for (const text of texts) checkLength(field, text, style, options, maxOffset, source.index);
  const kept = field.ignoreAbove === undefined ? texts : texts.filter((text) => text.length <= (field.ignoreAbove ?? 0));
  const found = kept.flatMap((text) => highlightValue(field, text, readers, style));
  return style.count === 0 ? found : found.slice(0, style.count);
}

/** Marks the words of the query in the texts of each hit, as `body` says or, for an inner hit, as its own `highlight` does. */
export function buildHighlighter(
  body: unknown,
  query: Predicate,
  parse: (query: unknown) => Predicate,
  maxOffsetOf: (index: string) => number = () => defaultMaxOffset,
): Highlighter {
  return (document, source, own) => {
    const whole = (own ?? body ?? {}) as Options;
    const given = (whole.fields ?? {}) as Options | Options[];
    const entries = (Array.isArray(given) ? given : [given]).flatMap((part) => Object.entries(part)) as [string, Options][];
    const general = wantedIn(whole.highlight_query ? parse(whole.highlight_query) : query);
    const answer: Record<string, string[]> = {};
    for (const [pattern, options] of entries) {
      const wanted = options.highlight_query ? wantedIn(parse(options.highlight_query)) : general;
      for (const task of tasksFor(pattern, { ...whole, ...options }, wanted, source, whole)) {
        const found = runTask(task, document, source, maxOffsetOf(source.index));
        if (found.length > 0) answer[task.field.path] = found;
      }
    }
    return answer;
  };
}

/** The texts of a field; a sub-field's are its parent's. */
function textsAt(document: Record<string, unknown>, path: string, source: SourceTable): string[] {
  const direct = valuesAt(document as Json, path);
  const parent = path.slice(0, path.lastIndexOf('.'));
  const values = direct.length > 0 || !source.fields.has(parent) ? direct : valuesAt(document as Json, parent);
  return values.filter((value) => typeof value !== 'object').map(String);
}
