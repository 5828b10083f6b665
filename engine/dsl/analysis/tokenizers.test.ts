import { describe, expect, test } from 'vitest';
import { buildTokenizer } from './tokenizers';

const words = (text: string) => buildTokenizer('standard', {})(text).map((token) => token.text);

describe('the standard tokenizer', () => {
  test.each([
    [
      "don't stop at example.com or 3.14, now: a.1 b_2 x-y",
      ["don't", 'stop', 'at', 'example.com', 'or', '3.14', 'now', 'a', '1', 'b_2', 'x', 'y'],
    ],
    ['1,000;5 a,b. .c', ['1,000;5', 'a', 'b', 'c']],
    ['GET /v2/charges 504 in 1,200 ms', ['GET', 'v2', 'charges', '504', 'in', '1,200', 'ms']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
    // one letter beyond ASCII takes the slow way, which must find the same
    expect(words(`${text} é`)).toEqual([...expected, 'é']);
  });

  test('ideographs stand alone, accents stay with their letters', () => {
    expect(words('日本 café naïve')).toEqual(['日', '本', 'café', 'naïve']);
  });
});
