const letters: Record<string, string> = {
  date: '◷',
  date_nanos: '◷',
  keyword: 'a',
  constant_keyword: 'a',
  wildcard: 'a',
  text: 't',
  ip: 'i',
  boolean: 'b',
  geo_point: '◉',
  geo_shape: '◉',
  conflict: '!',
  nested: '{}',
  flattened: '{}',
};

/** One letter for a field's type; the word is in its title. */
export function FieldType({ type }: { type: string }) {
  return (
    <span className="ft" title={type} aria-hidden="true">
      {letters[type] ?? '#'}
    </span>
  );
}
