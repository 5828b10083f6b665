import type { Json, JsonObject } from '../../elastic/wire-types';
import { type KqlNode, type KqlValue, parseKql } from './parse';
import { WILDCARD } from './tokenize';

export interface KqlOptions {
  /** For dates without a zone. */
  timeZone?: string;
}

const hasWildcard = (value: KqlValue) => !value.quoted && value.text.includes(WILDCARD);
const isOnlyWildcard = (value: KqlValue) => !value.quoted && value.text === WILDCARD;
const asWritten = (value: KqlValue) => value.text.replaceAll(WILDCARD, '*');

/** Lucene's reserved characters, escaped; the wildcard stays one. */
const asQueryString = (value: KqlValue) =>
  value.text.replace(/[-+=&|!(){}[\]^"~*?:\\/<>\s]/g, (char) => `\\${char}`).replaceAll(WILDCARD, '*');

function typed(value: KqlValue): Json {
  if (value.quoted) return value.text;
  const words: Record<string, Json> = { true: true, false: false };
  if (value.text in words) return words[value.text] ?? null;
  const number = Number(value.text);
  const exact = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value.text) && Number.isFinite(number) && String(number) === value.text;
  return exact ? number : value.text;
}

const should = (query: JsonObject): JsonObject => ({ bool: { should: [query], minimum_should_match: 1 } });

function anyField(value: KqlValue): JsonObject {
  if (isOnlyWildcard(value)) return { match_all: {} };
  if (hasWildcard(value)) return { query_string: { query: asQueryString(value), lenient: true } };
  return { multi_match: { type: value.quoted ? 'phrase' : 'best_fields', query: value.text, lenient: true } };
}

function is(field: KqlValue, value: KqlValue, prefix: string): JsonObject {
  const name = prefix + asWritten(field);
  if (hasWildcard(field)) {
    if (isOnlyWildcard(field) && isOnlyWildcard(value)) return { match_all: {} };
    if (hasWildcard(value)) return should({ query_string: { fields: [name], query: asQueryString(value), lenient: true } });
    return should({ multi_match: { type: value.quoted ? 'phrase' : 'best_fields', query: value.text, fields: [name], lenient: true } });
  }
  if (isOnlyWildcard(value)) return should({ exists: { field: name } });
  if (hasWildcard(value)) return should({ query_string: { fields: [name], query: asQueryString(value) } });
  return should(value.quoted ? { match_phrase: { [name]: value.text } } : { match: { [name]: typed(value) } });
}

function convert(node: KqlNode, options: KqlOptions, prefix: string): JsonObject {
  switch (node.type) {
    case 'and':
      return { bool: { filter: node.children.map((child) => convert(child, options, prefix)) } };
    case 'or':
      return { bool: { should: node.children.map((child) => convert(child, options, prefix)), minimum_should_match: 1 } };
    case 'not':
      return { bool: { must_not: [convert(node.child, options, prefix)] } };
    case 'nested': {
      const path = prefix + asWritten(node.path);
      return { nested: { path, query: convert(node.child, options, `${path}.`), score_mode: 'none' } };
    }
    case 'range': {
      const name = prefix + asWritten(node.field);
      if (hasWildcard(node.field)) {
        const sign = { gt: '>', gte: '>=', lt: '<', lte: '<=' }[node.operator];
        return should({ query_string: { fields: [name], query: `${sign}${asQueryString(node.value)}`, lenient: true } });
      }
      const bound: JsonObject = { [node.operator]: typed(node.value) };
      if (options.timeZone && typeof bound[node.operator] === 'string') bound.time_zone = options.timeZone;
      return should({ range: { [name]: bound } });
    }
    case 'is':
      return node.field ? is(node.field, node.value, prefix) : anyField(node.value);
  }
}

/** KQL to Query DSL; an empty expression matches all. Throws KqlSyntaxError with the offset. */
export function kqlToDsl(input: string, options: KqlOptions = {}): JsonObject {
  const node = parseKql(input);
  return node ? convert(node, options, '') : { match_all: {} };
}
