import { formatDate } from '../dsl/date-formats';
import { fieldValues } from '../dsl/field-values';
import type { InnerHits } from '../dsl/fields';
import type { Highlighter } from '../dsl/highlight';
import { parseJson } from '../dsl/json';
import type { ParsedSearch } from '../dsl/parse-search';
import { filterSource } from '../dsl/source-filter';
import { illegalArgument } from '../plan/es-error';
import type { MappingNode } from '../plan/index-meta';
import type { SourceTable } from '../plan/search';
import type { SortKey } from '../plan/sort-key';
import type { Row } from '../store/database';

type Json = Record<string, unknown>;

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
  inner?: InnerHits[];
  mappingOf?: (index: string) => MappingNode;
}

const sourceRules = (mapping: MappingNode) =>
  mapping._source as { enabled?: boolean; includes?: string[]; excludes?: string[] } | undefined;

/** Refuses what cannot be fetched: fields of an index that keeps no source, a date's format for something else. */
export function checkFetch(body: Json, sources: SourceTable[], mappingOf: (index: string) => MappingNode): void {
  if (body.fields === undefined) return;
  for (const source of sources) {
    if (sourceRules(mappingOf(source.index))?.enabled === false)
      throw illegalArgument(
        `Unable to retrieve the requested [fields] since _source is disabled in the mappings for index [${source.index}]`,
      );
    for (const entry of asList(body.fields)) {
      const { field, format } = (typeof entry === 'object' && entry !== null ? entry : {}) as { field?: string; format?: string };
      const mapped = field === undefined ? undefined : source.fields.get(field);
      if (format !== undefined && mapped && !['date', 'date_nanos', 'geo_point', 'date_range', 'geo_shape'].includes(mapped.type))
        throw illegalArgument(`Field [${field}] of type [${mapped.type}] doesn't support formats.`);
    }
  }
}

interface Place {
  field: string;
  offset: number;
  _nested?: Place;
}

/** The elements that matched, as places: `a` 0, or `a` 0 and in it `b` 2. */
function matchingPlaces(flags: unknown, chain: string[]): Place[] {
  const [field = '', ...rest] = chain;
  return ((flags as unknown[] | null) ?? []).flatMap((flag, offset): Place[] => {
    if (rest.length === 0) return flag === true ? [{ field, offset }] : [];
    return matchingPlaces(flag, rest).map((inside) => ({ field, offset, _nested: inside }));
  });
}

function elementAt(document: unknown, place: Place): unknown {
  const list = place.field.split('.').reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document);
  const element = Array.isArray(list) ? list[place.offset] : list;
  return place._nested ? elementAt(element, place._nested) : element;
}

function relativePath(chain: { path: string }[]): string[] {
  return chain.map(({ path }, at) => (at === 0 ? path : path.slice((chain[at - 1]?.path.length ?? -1) + 1)));
}

/** A document that holds nothing but one element, at its place: for marking its texts. */
function aloneAt(names: string[], element: unknown): Json {
  const keys = names.flatMap((name) => name.split('.'));
  return keys.reduceRight<unknown>((inside, key) => ({ [key]: inside }), element) as Json;
}

function innerHits(row: Row, document: Json, source: SourceTable, { inner = [], highlighter, mappingOf }: HitOptions): Json {
  if (inner.length === 0) return {};
  const hidden = sourceRules(mappingOf?.(source.index) ?? {})?.enabled === false;
  const shown = inner.map(({ name, chain, options }, at) => {
    const names = relativePath(chain);
    const places = matchingPlaces(row[`n${at}`], names);
    const from = Number(options.from ?? 0);
    const hits = places.slice(from, from + Number(options.size ?? 3)).map((place) => {
      const element = elementAt(document, place) as Json;
      const marked = options.highlight === undefined ? undefined : highlighter?.(aloneAt(names, element), source, options.highlight);
      const metadata = asList(options.docvalue_fields).includes('_seq_no') ? { fields: { _seq_no: [row._seq] } } : {};
      return {
        _index: source.index,
        _id: row._id,
        _nested: place,
        ...(options.version === true ? { _version: row._version } : {}),
        _score: 1,
        ...(hidden || options._source === false ? {} : { _source: filterSource(element, options._source) }),
        ...metadata,
        ...(marked && Object.keys(marked).length > 0 ? { highlight: marked } : {}),
      };
    });
    return [name, { hits: { total: { value: places.length, relation: 'eq' }, max_score: hits.length > 0 ? 1 : null, hits } }] as const;
  });
  return { inner_hits: Object.fromEntries(shown) };
}

/** `stored_fields` of a search: `_none_` hides the id too, a list hides the source unless it names it. */
function storedOnly(body: Json): { id: boolean; source: boolean } {
  if (body.stored_fields === undefined) return { id: true, source: true };
  const names = asList(body.stored_fields).map(String);
  return { id: !names.includes('_none_'), source: body._source !== undefined ? body._source !== false : names.includes('_source') };
}

/** The mapping says to keep the field's values apart: `stored_fields` shows those alone. */
export function isStored(mapping: MappingNode, path: string): boolean {
  let node: MappingNode | undefined = mapping;
  for (const part of path.split('.')) node = node?.properties?.[part];
  return node?.store === true;
}

/** The document as the mapping's `_source` rules leave it; undefined where none is to be shown. */
function shownSource(document: Json | undefined, parsed: ParsedSearch, mapping: MappingNode, wanted: boolean): Json | undefined {
  const rules = sourceRules(mapping);
  if (!document || !wanted || parsed.source === false || rules?.enabled === false) return undefined;
  const kept = rules?.includes || rules?.excludes ? filterSource(document, rules) : document;
  return filterSource(kept, parsed.source);
}

/** `fields`, `docvalue_fields` and stored fields of a hit; undefined where it has none of them. */
function shownFields(row: Row, document: Json | undefined, body: Json, source: SourceTable, mapping: MappingNode): Json | undefined {
  const stored = asList(body.stored_fields).filter((path) => isStored(mapping, String(path)));
  const wanted = [...asList(body.fields), ...asList(body.docvalue_fields), ...stored];
  if (wanted.length === 0 || !document) return undefined;
  const metadata = wanted.includes('_seq_no') ? { _seq_no: [row._seq] } : {};
  const values = { ...metadata, ...fieldValues(document, wanted, source.fields) };
  return Object.keys(values).length > 0 ? values : undefined;
}

/** Where a document came from and how it is versioned, as far as the request asks. */
function metadataOf(row: Row, body: Json, showIgnored: boolean) {
  return {
    ...(body.version === true ? { _version: row._version } : {}),
    ...(body.seq_no_primary_term === true ? { _seq_no: row._seq, _primary_term: 1 } : {}),
    _score: scoreOf(row),
    ...(row._routing ? { _routing: row._routing } : {}),
    ...(Array.isArray(row._ignored) && row._ignored.length > 0 && showIgnored ? { _ignored: row._ignored } : {}),
  };
}

/** One row of hits-sql as Elasticsearch's hit. */
export function toHit(row: Row, parsed: ParsedSearch, body: Json, options: HitOptions = {}) {
  const source = parsed.plan.sources[Number(row._source_index)] as SourceTable;
  const document = row._source === undefined ? undefined : (parseJson(String(row._source)) as Json);
  const mapping = options.mappingOf?.(source.index) ?? {};
  const stored = storedOnly(body);
  const marked = document && body.highlight !== undefined ? options.highlighter?.(document, source) : undefined;
  const [shown, fields] = [shownSource(document, parsed, mapping, stored.source), shownFields(row, document, body, source, mapping)];
  return {
    _index: source.index,
    ...(stored.id ? { _id: row._id } : {}),
    ...metadataOf(row, body, stored.id),
    ...(shown ? { _source: shown } : {}),
    ...(fields ? { fields } : {}),
    ...(marked && Object.keys(marked).length > 0 ? { highlight: marked } : {}),
    ...(document ? innerHits(row, document, source, options) : {}),
    ...(parsed.sorted ? { sort: parsed.plan.sort.map((key, index) => sortOutput(key, row[`s${index}`])) } : {}),
    ...matchedQueries(row, options.named ?? [], options.namedScores ?? false),
  };
}
