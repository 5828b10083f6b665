import { describe, expect, it } from 'vitest';
import { offsetMs, zoneOffsets } from './time-zone';

const hour = 3_600_000;

describe('zoneOffsets', () => {
  it('is one offset where the clock does not change', () => {
    const [from, to] = [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 20)];
    expect(zoneOffsets(from, to, 'Europe/Berlin', 12)).toEqual([[from, hour]]);
    expect(zoneOffsets(from, to, 'Asia/Kathmandu', 12)).toEqual([[from, 5.75 * hour]]);
  });
  it('finds the instants of change', () => {
    const from = Date.UTC(2026, 0, 1);
    expect(zoneOffsets(from, Date.UTC(2026, 11, 1), 'Europe/Berlin', 12)).toEqual([
      [from, hour],
      [Date.UTC(2026, 2, 29, 1), 2 * hour],
      [Date.UTC(2026, 9, 25, 1), hour],
    ]);
  });
  it('says nothing about very long spans', () => {
    expect(zoneOffsets(0, Date.UTC(2026, 0, 1), 'Europe/Berlin', 12)).toBeUndefined();
    expect(zoneOffsets(0, Number.POSITIVE_INFINITY, 'Europe/Berlin', 12)).toBeUndefined();
  });
  it('agrees with the offset of every quarter of an hour', () => {
    const [from, to] = [Date.UTC(2025, 2, 29), Date.UTC(2025, 3, 8)];
    for (const zone of ['Australia/Lord_Howe', 'America/New_York', 'Europe/London']) {
      const offsets = zoneOffsets(from, to, zone, 12) ?? [];
      for (let at = from; at < to; at += hour / 4) {
        const expected = offsets.filter(([since]) => since <= at).at(-1)?.[1];
        expect(offsetMs(at, zone)).toBe(expected);
      }
    }
  });
});
