const words = (text: string | null) => (text === null || text === '' ? undefined : text.split(',').map((word) => word.trim()));

/** `_source`, `_source_includes` and `_source_excludes` of a query string, in the form a body has; undefined where it says nothing. */
export function sourceOption(query: URLSearchParams): unknown {
  const plain = query.get('_source');
  const includes = words(query.get('_source_includes') ?? query.get('_source_include'));
  const excludes = words(query.get('_source_excludes') ?? query.get('_source_exclude'));
  if (includes || excludes) return { ...(includes ? { includes } : {}), ...(excludes ? { excludes } : {}) };
  if (plain === null) return undefined;
  return plain === 'true' || plain === '' ? true : plain === 'false' ? false : words(plain);
}
