import { expect, test } from 'vitest';
import { formatField } from './format-field';
import { fieldFormatSchema } from './schema';

test('writes numbers by format and unit, links, and colours by the first rule that holds', () => {
  const format = fieldFormatSchema.parse({
    format: 'bytes',
    url: 'https://x.example/{{value}}?a=1',
    colors: [
      { when: 'at-least', value: '2000', tone: 'bad' },
      { when: 'below', value: '2000', tone: 'good' },
    ],
  });
  expect(formatField(format, 2_500_000, '2500000')).toEqual({ text: '2.5\u00a0MB', href: 'https://x.example/2500000?a=1', tone: 'bad' });
  expect(formatField(format, 12, '12').tone).toBe('good');
  expect(formatField({ url: '/a/{{value}}' }, 'a/b c', 'a/b c').href).toBe('/a/a%2Fb%20c');
  expect(formatField(format, undefined, '–')).toEqual({ text: '–' });
});

test('a link that runs is refused', () => {
  expect(fieldFormatSchema.safeParse({ url: 'javascript:alert(1)' }).success).toBe(false);
  expect(fieldFormatSchema.safeParse({ url: '//evil.example' }).success).toBe(false);
});
