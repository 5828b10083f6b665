import { describe, expect, test } from 'vitest';
import { compareRange, compareWords } from './compare';
import { compareSchema } from './context-schemas';

const at = (text: string) => Date.parse(text);
const day = { fromMs: at('2026-10-26T00:00:00+01:00'), toMs: at('2026-10-27T00:00:00+01:00') };

describe('what a time is compared with', () => {
  test('the same length just before', () => {
    expect(compareRange('previous', { fromMs: 100, toMs: 150 }, 'UTC')).toEqual({ fromMs: 50, toMs: 100 });
  });

  test('a day and a week earlier keep the reading of the clock when the clocks changed between', () => {
    // Berlin went back on Sunday 25 October 2026: that day had 25 hours
    expect(compareRange('1d', day, 'Europe/Berlin')).toEqual({ fromMs: at('2026-10-25T00:00:00+02:00'), toMs: day.fromMs });
    expect(compareRange('1w', day, 'Europe/Berlin')).toEqual({
      fromMs: at('2026-10-19T00:00:00+02:00'),
      toMs: at('2026-10-20T00:00:00+02:00'),
    });
  });

  test('a month and a year earlier', () => {
    const march = { fromMs: at('2026-03-01T00:00:00Z'), toMs: at('2026-03-31T00:00:00Z') };
    expect(compareRange('1M', march, 'UTC')).toEqual({ fromMs: at('2026-02-01T00:00:00Z'), toMs: at('2026-02-28T00:00:00Z') });
    expect(compareRange('1y', march, 'UTC')?.fromMs).toBe(at('2025-03-01T00:00:00Z'));
  });

  test('a time of its own, unless it ends before it starts', () => {
    const own = '2026-01-01T00:00:00Z/2026-01-03T00:00:00.000Z';
    expect(compareSchema.safeParse(own).success).toBe(true);
    expect(compareRange(own, day, 'UTC')).toEqual({ fromMs: at('2026-01-01T00:00:00Z'), toMs: at('2026-01-03T00:00:00Z') });
    expect(compareRange('2026-01-03T00:00:00Z/2026-01-01T00:00:00Z', day, 'UTC')).toBeUndefined();
  });

  test('nothing, and words that nobody offers', () => {
    expect(compareRange('', day, 'UTC')).toBeUndefined();
    expect(compareSchema.safeParse('2w').success).toBe(false);
  });

  test('says it', () => {
    expect(compareWords('previous', 86_400_000, 'UTC')).toBe('previous 24\u00a0h');
    expect(compareWords('1w', 1, 'UTC')).toBe('the week before');
  });
});
