import { describe, expect, test } from 'vitest';
import { minuteMs, plantIncident, simulateMinute } from './storefront-simulator';

const anchorMs = Date.UTC(2026, 10, 22, 22);
const simulation = { incident: plantIncident(anchorMs), scale: 1 };

describe('Storefront', () => {
  test('a minute is the same whenever it is asked for', () => {
    const minute = Math.floor(anchorMs / minuteMs) - 500;
    expect(simulateMinute(minute, simulation)).toEqual(simulateMinute(minute, simulation));
  });

  test('the incident has one cause: nearly all its failures name one provider', () => {
    const first = simulation.incident.fromMs / minuteMs;
    const failures = Array.from({ length: 45 }, (_, index) => simulateMinute(first + index, simulation))
      .flat()
      .filter((document) => (document.http as { response: { status_code: number } }).response.status_code === 504 && document.payment);
    expect(failures.length).toBeGreaterThan(15);
    expect(failures.every((document) => (document.payment as { provider: string }).provider === 'northpay')).toBe(true);
  });
});
