import { wildcardToRegex } from '../../lib/elastic/wildcard';

type Source = Record<string, unknown>;

interface Rules {
  includes: RegExp[];
  excludes: RegExp[];
}

function rulesOf(spec: unknown): Rules | undefined {
  if (spec === undefined || spec === true) return undefined;
  const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]).map(String);
  const object = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? (spec as Record<string, unknown>) : { includes: spec };
  const toRegex = (patterns: string[]) => patterns.flatMap((pattern) => [wildcardToRegex(pattern), wildcardToRegex(`${pattern}.*`)]);
  return { includes: toRegex(list(object.includes ?? object.include)), excludes: toRegex(list(object.excludes ?? object.exclude)) };
}

function keep(value: unknown, path: string, rules: Rules): unknown {
  if (rules.excludes.some((rule) => rule.test(path))) return undefined;
  const included = rules.includes.length === 0 || rules.includes.some((rule) => rule.test(path));
  if (Array.isArray(value)) {
    if (included && rules.excludes.length === 0) return value;
    const items = value
      .map((item) => (typeof item === 'object' && item !== null ? keep(item, path, rules) : included ? item : undefined))
      .filter((item) => item !== undefined);
    return items.length > 0 || included ? items : undefined;
  }
  if (typeof value !== 'object' || value === null) return included ? value : undefined;
  const entries = Object.entries(value as Source)
    .map(([key, child]) => [key, keep(child, path === '' ? key : `${path}.${key}`, rules)] as const)
    .filter(([, child]) => child !== undefined);
  return entries.length > 0 || included ? Object.fromEntries(entries) : undefined;
}

/** `_source` of a request: true, false, a pattern, patterns, or includes and excludes. */
export function filterSource(source: Source, spec: unknown): Source {
  const rules = rulesOf(spec);
  return rules ? ((keep(source, '', rules) as Source | undefined) ?? {}) : source;
}
