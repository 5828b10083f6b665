import { parseIsoDate } from '../../lib/elastic/date-math';
import { wildcardToRegex } from '../../lib/elastic/wildcard';
import type { IndexMeta, MappingNode } from '../plan/index-meta';

type Root = IndexMeta['mapping'];
type DynamicType = 'boolean' | 'date' | 'double' | 'long' | 'string' | 'object';

interface Template {
  match_mapping_type?: string | string[];
  unmatch_mapping_type?: string | string[];
  match?: string | string[];
  unmatch?: string | string[];
  path_match?: string | string[];
  path_unmatch?: string | string[];
  match_pattern?: string;
  mapping?: MappingNode;
}

const isoLike = /^\d{4}-\d{2}-\d{2}(T\d{2}|$)/;
const wholeNumber = /^-?\d{1,18}$/;
const decimalNumber = /^-?\d+\.\d+([eE][-+]?\d+)?$/;

const listOf = (given: string | string[] | undefined): string[] => (given === undefined ? [] : Array.isArray(given) ? given : [given]);

/** What JSON and the mapping's detections say of a value. */
function dynamicType(value: unknown, root: Root): DynamicType | undefined {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  if (typeof value === 'object' && value !== null) return 'object';
  if (typeof value !== 'string') return undefined;
  if (root.date_detection !== false && isoLike.test(value) && parseIsoDate(value) !== undefined) return 'date';
  if (root.numeric_detection === true && wholeNumber.test(value)) return 'long';
  if (root.numeric_detection === true && decimalNumber.test(value)) return 'double';
  return 'string';
}

const defaults: Record<Exclude<DynamicType, 'object'>, MappingNode> = {
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  double: { type: 'float' },
  long: { type: 'long' },
  string: { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 256 } } },
};

/** What a template's mapping is where it names no type: strings are then texts alone. */
const bareTypes: Record<DynamicType, string> = {
  boolean: 'boolean',
  date: 'date',
  double: 'float',
  long: 'long',
  string: 'text',
  object: 'object',
};

function names(pattern: string, matchPattern: string | undefined): RegExp {
  return matchPattern === 'regex' ? new RegExp(`^(?:${pattern})$`) : wildcardToRegex(pattern);
}

const anyOf = (patterns: string | string[] | undefined, text: string, matchPattern?: string) =>
  listOf(patterns).some((pattern) => names(pattern, matchPattern).test(text));

function applies(template: Template, path: string, type: DynamicType): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const types = listOf(template.match_mapping_type);
  return (
    (types.length === 0 || types.includes('*') || types.includes(type)) &&
    !listOf(template.unmatch_mapping_type).includes(type) &&
    (template.match === undefined || anyOf(template.match, name, template.match_pattern)) &&
    !anyOf(template.unmatch, name, template.match_pattern) &&
    (template.path_match === undefined || anyOf(template.path_match, path)) &&
    !anyOf(template.path_unmatch, path)
  );
}

/** `{name}` and `{dynamic_type}` of a mapping, wherever they stand. */
function filled(value: unknown, name: string, type: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{name}', name).replaceAll('{dynamic_type}', type);
  if (Array.isArray(value)) return value.map((item) => filled(item, name, type));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, name, type)]));
}

function fromTemplates(root: Root, path: string, type: DynamicType): MappingNode | undefined {
  const templates = root.dynamic_templates;
  if (!Array.isArray(templates)) return undefined;
  for (const entry of templates as Record<string, Template>[]) {
    const [template] = Object.values(entry);
    if (!template?.mapping || !applies(template, path, type)) continue;
    const mapping = filled(template.mapping, path.slice(path.lastIndexOf('.') + 1), bareTypes[type]) as MappingNode;
    return { type: bareTypes[type], ...mapping };
  }
  return undefined;
}

/**
 * The mapping of a field that no mapping names: by the first dynamic template that fits, or by its value. Undefined for objects that no
 * template names: their fields are mapped one by one. Source: the Elasticsearch reference, "Dynamic templates" and "Dynamic field mapping".
 */
export function dynamicMapping(root: Root, path: string, value: unknown): MappingNode | undefined {
  const type = dynamicType(value, root);
  if (type === undefined) return undefined;
  return fromTemplates(root, path, type) ?? (type === 'object' ? undefined : defaults[type]);
}
