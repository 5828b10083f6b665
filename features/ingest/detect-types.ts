import { parseIsoDate } from '../../lib/elastic/date-math';
import type { FieldKind } from './schema';

export type FieldTypes = Record<string, FieldKind>;

const isPlace = (value: object) => 'lat' in value && 'lon' in value && Object.keys(value).length === 2;
const isDate = (value: string) => /^\d{4}-\d{2}-\d{2}/.test(value) && parseIsoDate(value) !== undefined;

function kindOf(value: unknown): FieldKind | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return isDate(value) ? 'date' : value.length > 256 ? 'text' : 'keyword';
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlace(value) ? 'geo_point' : undefined;
}

/** What holds two kinds at once: a number with decimals both numbers, a word everything else. */
function joined(one: FieldKind, other: FieldKind): FieldKind {
  if (one === other) return one;
  const both = new Set([one, other]);
  if (both.has('long') && both.has('double')) return 'double';
  return both.has('text') ? 'text' : 'keyword';
}

function visit(value: unknown, path: string, found: FieldTypes): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, path, found);
    return;
  }
  const kind = kindOf(value);
  if (kind) {
    const known = found[path];
    found[path] = known ? joined(known, kind) : kind;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) visit(inner, path ? `${path}.${key}` : key, found);
  }
}

/** The types of the fields of some documents, by dotted path. */
export function detectTypes(documents: Record<string, unknown>[]): FieldTypes {
  const found: FieldTypes = {};
  for (const document of documents) visit(document, '', found);
  return found;
}

/** Types as the properties of a mapping, an object for each dot. A path inside a field that has a type itself is left out. */
export function toProperties(types: FieldTypes): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [path, type] of Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = path.split('.');
    const last = names.pop() as string;
    let at = properties;
    for (const name of names) {
      const inner = (at[name] ?? { properties: {} }) as { properties?: Record<string, unknown> };
      if (!inner.properties) break;
      at[name] = inner;
      at = inner.properties;
    }
    at[last] ??= type === 'keyword' ? { type, ignore_above: 1_024 } : { type };
  }
  return properties;
}

/**
 * What is said of types: what the file says, what somebody chose, and numbers with decimals, which a whole first number would make whole.
 * The rest is left to the cluster, which sees every document.
 */
export function typesToSend(detected: FieldTypes, known: FieldTypes, chosen: FieldTypes): FieldTypes {
  const decimals = Object.fromEntries(Object.entries(detected).filter(([path, kind]) => kind === 'double' && path !== '@timestamp'));
  return { ...decimals, ...known, ...chosen };
}
