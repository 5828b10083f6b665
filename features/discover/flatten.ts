/** A document's leaves by dotted path; arrays stay one value. */
export function flatten(source: Record<string, unknown>, prefix = ''): [string, unknown][] {
  return Object.entries(source).flatMap(([key, value]): [string, unknown][] => {
    const path = prefix + key;
    if (value && typeof value === 'object' && !Array.isArray(value)) return flatten(value as Record<string, unknown>, `${path}.`);
    return [[path, value]];
  });
}

export function showValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item))).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value at a dotted path of a document. */
export function valueAt(source: Record<string, unknown>, path: string): unknown {
  if (path in source) return source[path];
  let node: unknown = source;
  for (const part of path.split('.')) {
    if (!node || typeof node !== 'object') return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node;
}
