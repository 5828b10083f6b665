import type { Json } from '../../../lib/elastic/wire-types';
import { type Column, valuesOf } from './columns';

/** What spreadsheets would run as a formula is kept as text by a quote before it (OWASP, "CSV Injection"). */
const harmless = (text: string) => (/^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text);
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cell(values: Json[]): string {
  if (values.length === 0) return '';
  const [only] = values;
  if (values.length > 1) return quoted(JSON.stringify(values));
  if (typeof only === 'string') return quoted(harmless(only));
  return quoted(typeof only === 'object' ? JSON.stringify(only) : String(only));
}

export const csvHead = (columns: Column[]) => `${columns.map(({ path }) => quoted(path)).join(',')}\r\n`;

/** Lines of RFC 4180, one a document; several values of a field as a JSON list. */
export const csvLines = (columns: Column[], sources: Json[]) =>
  sources.map((source) => `${columns.map(({ path }) => cell(valuesOf(source, path))).join(',')}\r\n`).join('');
