import mustache from 'mustache';
import { findField, type IngestDocument, isMap, type Json } from './document';

export type Template = (document: IngestDocument) => string;

/** `{{x}}` is escaped for JSON, `{{{x}}}` is not, as in Elasticsearch's ingest templates. */
const escaped = (value: unknown): string => JSON.stringify(shown(value)).slice(1, -1);

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${shown(item)}`)
      .join(', ')}}`;
  return String(value);
}

const view = ({ source, ingest, index, id, routing }: IngestDocument): Json => ({
  ...source,
  _source: source,
  _ingest: ingest,
  _index: index,
  _id: id,
  _routing: routing,
});

/** A mustache template over the fields of a document. */
export function compileTemplate(text: string): Template {
  if (!text.includes('{{')) return () => text;
  const tokens = mustache.parse(text);
  const simple = tokens.every(([kind]) => kind === 'text' || kind === 'name' || kind === '&');
  if (!simple) return (document) => mustache.render(text, view(document), {}, { escape: escaped });
  const parts = tokens.map(([kind, value]): Template => {
    if (kind === 'text') return () => value;
    return kind === 'name' ? (document) => escaped(findField(document, value)) : (document) => shown(findField(document, value));
  });
  return parts.length === 1 ? (parts[0] as Template) : (document) => parts.map((part) => part(document)).join('');
}

/** A value in which every text is a template. The copy is new every time. */
export function compileValue(value: unknown): (document: IngestDocument) => unknown {
  if (typeof value === 'string') return compileTemplate(value);
  if (Array.isArray(value)) {
    const items = value.map(compileValue);
    return (document) => items.map((item) => item(document));
  }
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, item]) => [compileTemplate(key), compileValue(item)] as const);
    return (document) => Object.fromEntries(entries.map(([key, item]) => [key(document), item(document)]));
  }
  return () => value;
}
