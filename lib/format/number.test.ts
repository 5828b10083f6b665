import { describe, expect, test } from 'vitest';
import { formatCompact, formatCount, formatValue } from './number';
import { formatLength } from './time';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers as people read them', () => {
  test.each([
    [formatCount(24_118_402), '24,118,402'],
    [formatCompact(12_000), '12k'],
    [formatCompact(1_221_000), '1.22M'],
    [formatValue(482_910.4, 'money'), '€482,910'],
    [formatValue(77.71, 'money'), '€77.71'],
    [formatValue(48, 'percent'), '48.0%'],
    [formatValue(0.42, 'percent'), '0.42%'],
    [formatValue(0.001, 'percent'), '<0.01%'],
    [formatValue(842, 'duration-ms'), '842 ms'],
    [formatValue(12_400, 'duration-ms'), '12.4 s'],
    [formatValue(2_700_000, 'duration-ms'), '45 min'],
    [formatValue(12_000_000, 'duration-ms'), '3 h 20 min'],
    [formatValue(1_400, 'bytes'), '1.4 kB'],
    [formatValue(-12), '−12'],
    [formatValue(null), '–'],
    [formatValue(Number.NaN), '–'],
    [formatLength(86_400_000), '24 h'],
    [formatLength(7 * 86_400_000), '7 days'],
  ])('%s is %s', (actual, expected) => {
    expect(plain(actual)).toBe(expected);
  });
});
