import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { type Json, valuesAt } from '../../lib/elastic/wire-types';
import { parsingError } from '../plan/es-error';
import type { Field } from '../plan/field';
import { isDate, isNumeric, isRange } from '../plan/field';
import { analyze } from './analysis/analyzer';
import { indexAnalyzer } from './analysis/token-text';
import { formatDate, parseDateWith } from './date-formats';
import { parseGeoPoint } from './geo';
import { readSpan } from './range-fields';

/** `#.0` and its like: so many decimals, as text. */
function numeric(value: Json, format: string | undefined): Json {
  const decimals = /^[#0,]*(?:\.([0#]+))?$/.exec(format ?? 'use_field_mapping');
  if (format !== undefined && decimals && format !== 'use_field_mapping') return Number(value).toFixed(decimals[1]?.length ?? 0);
  return typeof value === 'bigint' ? value : Number(value);
}

const fits = (field: Field, value: Json) => {
  if (isRange(field)) return readSpan(field, value) !== undefined;
  if (field.countsTokens) return true;
  if (isNumeric(field)) return typeof value === 'bigint' || (value !== '' && Number.isFinite(Number(value)));
  return !isDate(field) || parseDateWith(field.format, value) !== undefined;
};

function readable(field: Field, value: Json, format: string | undefined): Json {
  if (isDate(field)) {
    const ms = parseDateWith(field.format, value);
    return ms === undefined ? value : formatDate(ms, format ?? field.format);
  }
  if (field.type === 'geo_point') {
    const point = parseGeoPoint(value);
    return point ? { type: 'Point', coordinates: [point.lon, point.lat] } : value;
  }
  if (field.countsTokens) return analyze(indexAnalyzer(field), String(value)).length;
  if (isNumeric(field)) return numeric(value, format);
  return value;
}

/** The values of one field of a document; a multi-field reads its parent's. */
function rawValues(document: Json, path: string, field: Field): Json[] {
  const direct = valuesAt(document, path);
  const values = direct.length > 0 ? direct : valuesAt(document, path.slice(0, path.lastIndexOf('.')));
  if (isRange(field)) return values;
  if (field.type !== 'geo_point') return values.filter((value) => typeof value !== 'object');
  return parseGeoPoint(values) ? [values] : values;
}

/** `fields` and `docvalue_fields` of a hit: always arrays, dates formatted, by path. */
export function fieldValues(document: Record<string, unknown>, wanted: unknown[], fields: Map<string, Field>): Record<string, Json[]> {
  const answer: Record<string, Json[]> = {};
  for (const entry of wanted) {
    const { field: pattern, format } =
      typeof entry === 'string' ? { field: entry, format: undefined } : ((entry ?? {}) as { field?: string; format?: string });
    if (typeof pattern !== 'string')
      throw parsingError('[fields] and [docvalue_fields] need the name of a field: "name" or { "field": "name" }');
    const regex = wildcardToRegex(pattern);
    for (const [path, field] of fields) {
      const values = regex.test(path) ? rawValues(document as Json, path, field) : [];
      const read = values.filter((value) => fits(field, value)).map((value) => readable(field, value, format));
      if (read.length > 0) answer[path] = read;
    }
  }
  return answer;
}
