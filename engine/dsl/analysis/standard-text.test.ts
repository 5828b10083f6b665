import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze, analyzerNamed } from './analyzer';
import { standardTokenText } from './standard-text';
import { encodeTokens } from './token-text';

const slow = (text: string) => {
  const tokens = analyze(analyzerNamed('standard'), text);
  return { text: encodeTokens(tokens), words: tokens.length };
};

test.each([
  ['', 0],
  ["It's 3.5 o'clock; v1.2.3, a_b._c don.t.1", 8],
  ['GET /cart/42 200', 4],
  ['..', 0],
])('%j has %d words', (text, words) => {
  expect(standardTokenText(text)).toEqual(slow(text));
  expect(standardTokenText(text)?.words).toBe(words);
});

test('finds the words that the analyzer finds', () => {
  const letters = fc.constantFrom(...`aBz09_'.,; -/\n\t"`);
  const texts = fc.oneof(fc.string({ unit: letters, maxLength: 40 }), fc.string({ unit: 'binary-ascii', maxLength: 60 }));
  fc.assert(
    fc.property(texts, (text) => {
      expect(standardTokenText(text)).toEqual(slow(text));
    }),
    { numRuns: 3_000 },
  );
});

test('leaves what is not ASCII, or too long a word, to the analyzer', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', 'é', '漢', '𝒳', '\ud800') }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
      expect(standardTokenText(text) === undefined).toBe(/[^\u0000-\u007f]/.test(text));
    }),
  );
  expect(standardTokenText('x'.repeat(256))).toBeUndefined();
  expect(standardTokenText('x'.repeat(255))?.words).toBe(1);
  const long = 'word '.repeat(20_000);
  expect(standardTokenText(long)).toEqual(slow(long));
});
