import type { Field } from '../../plan/field';
import { tokenEnd, tokenGap, tokenStart } from '../../plan/token-marks';
import { type AnalysisSettings, analyze, analyzerNamed } from './analyzer';
import { standardTokenText } from './standard-text';
import type { Token } from './token';

/** Empty places are written up to here: further apart two words are as good as strangers. */
const longestGap = 10;

export function encodeTokens(tokens: Token[]): string {
  let [out, last] = ['', -1];
  for (const { text, position } of tokens) {
    out += tokenGap.repeat(Math.min(longestGap, Math.max(0, position - last - 1)));
    out += tokenStart + text + tokenEnd;
    last = position;
  }
  return out;
}

export const indexAnalyzer = (field: Field) => analyzerNamed(field.analyzer ?? 'default', field.analysis as AnalysisSettings | undefined);

export const searchAnalyzer = (field: Field, named?: string) =>
  analyzerNamed(named ?? field.searchAnalyzer ?? field.analyzer ?? 'default', field.analysis as AnalysisSettings | undefined);

/** What the token column of a text field holds: the words of all values in order, a gap between two values. And how many there are. */
export function tokenText(field: Field, values: unknown[]): { text: string; words: number } {
  const analyzer = indexAnalyzer(field);
  const [only] = values;
  const plain = analyzer.isStandard && values.length === 1 ? standardTokenText(String(only)) : undefined;
  if (plain) return plain;
  const all = values.map((value) => analyze(analyzer, String(value)));
  return { text: all.map(encodeTokens).join(tokenGap.repeat(longestGap)), words: all.reduce((sum, tokens) => sum + tokens.length, 0) };
}

/** The words that a query's text becomes on a field; one word for what is not analysed. */
export function queryTokens(field: Field, text: string, analyzer?: string): Token[] {
  if (field.type !== 'text') return [{ text, start: 0, end: text.length, position: 0, type: 'word' }];
  return analyze(searchAnalyzer(field, analyzer), text);
}
