import { describe, expect, test } from 'vitest';
import { parseJson, stringifyJson } from './json';

describe('JSON without loss', () => {
  test('whole numbers beyond 2^53 survive both ways, all others are plain numbers', () => {
    const text = '{"a":18446744073709551615,"b":[-9223372036854775808,1],"c":"12345678901234567890","d":1.5e3,"e":72057594037927936}';
    const value = parseJson(text) as Record<string, unknown>;
    expect(value.a).toBe(18446744073709551615n);
    expect(value.b).toEqual([-9223372036854775808n, 1]);
    expect(value.c).toBe('12345678901234567890');
    expect(value.d).toBe(1500);
    expect(stringifyJson(value)).toBe(text.replace('1.5e3', '1500'));
  });

  test('text that looks like a number, quotes and escapes stay text', () => {
    const text = '{"x":"say \\"1234567890123456789\\" \\\\","y":1234567890123456789}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  test('what is not JSON is refused', () => {
    expect(() => parseJson('{"a":12345678901234567890')).toThrow(SyntaxError);
    expect(() => parseJson('{a:1}')).toThrow(SyntaxError);
  });
});
