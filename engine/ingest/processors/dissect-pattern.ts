/**
 * The dissect syntax of Elasticsearch: `%{key}`, `%{+key}`, `%{+key/2}` (append, in that order), `%{?key}` and `%{}` (skip),
 * `%{*key}` with `%{&key}` (a name and its value), `->` after a key (repeated delimiters count as one).
 * Source: https://www.elastic.co/docs/reference/enrich-processor/dissect-processor
 */
interface Key {
  name: string;
  modifier: string;
  order: number;
  padded: boolean;
  /** The delimiter after it; empty at the end of the pattern. */
  after: string;
}

function parseKeys(pattern: string): { start: string; keys: Key[] } | undefined {
  const start = /^(.*?)%\{/s.exec(pattern)?.[1];
  if (start === undefined) return undefined;
  const keys: Key[] = [];
  for (const [, inner = '', after = ''] of pattern.slice(start.length).matchAll(/%\{([^}]*)\}(.*?)(?=%\{|$)/gs)) {
    const found = /^([+*&?]?)(.*?)(?:\/(\d+))?(->)?$/.exec(inner);
    if (!found) return undefined;
    const [, modifier = '', name = '', order = '0', padding] = found;
    keys.push({ name, modifier: name === '' ? '?' : modifier, order: Number(order), padded: padding !== undefined, after });
  }
  return keys.length > 0 ? { start, keys } : undefined;
}

/** The text of every key; undefined where the pattern does not fit. */
function cut(text: string, start: string, keys: Key[]): string[] | undefined {
  if (!text.startsWith(start)) return undefined;
  let at = start.length;
  const values: string[] = [];
  for (const { after, padded } of keys) {
    if (after === '') {
      values.push(text.slice(at));
      at = text.length;
      continue;
    }
    const end = text.indexOf(after, at);
    if (end < 0) return undefined;
    values.push(text.slice(at, end));
    at = end + after.length;
    if (padded) while (text.startsWith(after, at)) at += after.length;
  }
  return values;
}

/** A pattern ready to run: it gives fields and values, undefined where it does not fit. Undefined for a pattern that is none. */
export function compileDissect(pattern: string, appendSeparator: string): ((text: string) => [string, string][] | undefined) | undefined {
  const parsed = parseKeys(pattern);
  if (!parsed) return undefined;
  const { start, keys } = parsed;
  return (text) => {
    const values = cut(text, start, keys);
    if (!values) return undefined;
    const plain = new Map<string, string>();
    const appended = new Map<string, [number, string][]>();
    const names = new Map<string, string>();
    const named = new Map<string, string>();
    keys.forEach(({ name, modifier, order }, at) => {
      const value = values[at] ?? '';
      if (modifier === '') plain.set(name, value);
      else if (modifier === '+') appended.set(name, [...(appended.get(name) ?? []), [order, value]]);
      else if (modifier === '*') names.set(name, value);
      else if (modifier === '&') named.set(name, value);
    });
    for (const [name, parts] of appended) {
      const before = plain.get(name);
      const all = before === undefined ? parts : [[-1, before] as [number, string], ...parts];
      plain.set(
        name,
        [...all]
          .sort(([left], [right]) => left - right)
          .map(([, value]) => value)
          .join(appendSeparator),
      );
    }
    for (const [key, name] of names) if (named.has(key)) plain.set(name, named.get(key) as string);
    return [...plain];
  };
}
