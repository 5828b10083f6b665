/** One word of a text: what is searched, and where it stood. */
export interface Token {
  text: string;
  /** Characters from the start of the text. */
  start: number;
  end: number;
  /** Place among the words; a removed word leaves its place empty. */
  position: number;
  type: string;
}

export type Settings = Record<string, unknown>;
export type Tokenizer = (text: string) => Token[];
export type TokenFilter = (tokens: Token[]) => Token[];

export const wordList = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string'
      ? value
          .split(',')
          .map((word) => word.trim())
          .filter(Boolean)
      : [];
