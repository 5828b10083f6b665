/** A value DuckDB binds: never part of the text. */
export type Parameter = string | number | boolean | bigint | null | string[] | number[] | Uint8Array;

/** SQL text with `?` for each parameter, in order. */
export interface Fragment {
  sql: string;
  parameters: Parameter[];
}

const isFragment = (value: unknown): value is Fragment =>
  typeof value === 'object' && value !== null && 'sql' in value && 'parameters' in value;

/** Tagged template: fragments are spliced in, everything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...values: (Fragment | Parameter)[]): Fragment {
  let text = strings[0] ?? '';
  const parameters: Parameter[] = [];
  values.forEach((value, index) => {
    if (isFragment(value)) {
      text += value.sql;
      parameters.push(...value.parameters);
    } else {
      text += '?';
      parameters.push(value);
    }
    text += strings[index + 1] ?? '';
  });
  return { sql: text, parameters };
}

/** Text of our own making: keywords, numbers that were checked, column positions. */
export const raw = (text: string): Fragment => ({ sql: text, parameters: [] });

/** A quoted identifier. */
export const name = (identifier: string): Fragment => raw(`"${identifier.replaceAll('"', '""')}"`);

export function join(fragments: Fragment[], separator: string): Fragment {
  return {
    sql: fragments.map((fragment) => fragment.sql).join(separator),
    parameters: fragments.flatMap((fragment) => fragment.parameters),
  };
}
