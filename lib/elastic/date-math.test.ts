import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DateMathError, parseDateMath, parseIsoDate } from './date-math';
import { chooseInterval, parseInterval } from './intervals';
import { offsetMs, startOfUnit, zonedToUtc } from './time-zone';

const nowMs = Date.UTC(2026, 10, 22, 14, 30, 15, 500);
const at = (text: string, options = {}) => new Date(parseDateMath(text, { nowMs, ...options })).toISOString();

describe('date math', () => {
  test.each([
    ['now', '2026-11-22T14:30:15.500Z'],
    ['now-1h', '2026-11-22T13:30:15.500Z'],
    ['now/d', '2026-11-22T00:00:00.000Z'],
    ['now-1d/d', '2026-11-21T00:00:00.000Z'],
    ['now/w', '2026-11-16T00:00:00.000Z'],
    ['now-1M', '2026-10-22T14:30:15.500Z'],
    ['2026-01-31||+1M', '2026-02-28T00:00:00.000Z'],
    ['2026-11-22T10:00:00+05:45', '2026-11-22T04:15:00.000Z'],
    ['1795351815500', '2026-11-22T12:50:15.500Z'],
  ])('%s', (text, iso) => {
    expect(at(text)).toBe(iso);
  });

  test('rounds up to the last millisecond, in the zone', () => {
    expect(at('now/d', { roundUp: true })).toBe('2026-11-22T23:59:59.999Z');
    expect(at('now/d', { timeZone: 'Asia/Kathmandu' })).toBe('2026-11-21T18:15:00.000Z');
    expect(at('2026-02', { roundUp: true })).toBe('2026-02-01T23:59:59.999Z');
    expect(at('2026-02-03T04', { roundUp: true })).toBe('2026-02-03T04:59:59.999Z');
    expect(at('2026-02-03T04:05:06Z||-1M', { roundUp: true })).toBe('2026-01-03T04:05:06.000Z');
  });

  test.each(['yesterday', 'now-', 'now-1x', '2026-13-01', '2026-02-30', ''])('%s is refused', (text) => {
    expect(() => parseDateMath(text, { nowMs })).toThrow(DateMathError);
  });
});

describe('zones and intervals', () => {
  test('wall clocks across the end of summer time', () => {
    const zone = 'Europe/Berlin';
    expect(offsetMs(Date.UTC(2026, 9, 25, 0, 59), zone)).toBe(7_200_000);
    expect(offsetMs(Date.UTC(2026, 9, 25, 1, 1), zone)).toBe(3_600_000);
    expect(new Date(startOfUnit(Date.UTC(2026, 9, 25, 12), 'd', zone)).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(new Date(zonedToUtc(Date.UTC(2026, 9, 26), zone)).toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  test('intervals', () => {
    expect(parseInterval('1d')?.kind).toBe('calendar');
    expect(parseInterval('2h')?.approximateMs).toBe(7_200_000);
    expect(parseInterval('0m')).toBeUndefined();
    expect(chooseInterval(86_400_000, 100).text).toBe('15m');
  });
});

describe('instants in full', () => {
  test('are what Date reads', () => {
    const instants = fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (date) => {
        const text = date.toISOString();
        expect(parseIsoDate(text)).toBe(date.getTime());
        expect(parseIsoDate(text.replace(/\.\d{3}/, ''))).toBe(Math.floor(date.getTime() / 1_000) * 1_000);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    '2026-02-30T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
    '2026-01-01T00:61:00.000Z',
    '2026-01-0aT00:00:00.000Z',
  ])('%s is none', (text) => {
    expect(parseIsoDate(text)).toBeUndefined();
  });
});
