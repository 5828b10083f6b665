import { describe, expect, test } from 'vitest';
import { analyseSeries } from '../anomalies/analyse-series';
import { minuteMs, plantIncident, type Simulation, simulateMinute } from './storefront-simulator';

const anchorMs = Date.UTC(2026, 10, 22, 22);
const simulation = { incident: plantIncident(anchorMs), scale: 1 };

const errorsIn = (minute: number, planted: Simulation) =>
  simulateMinute(minute, planted).filter((document) => (document.http as { response: { status_code: number } }).response.status_code >= 500)
    .length;

describe('Storefront', () => {
  test('the incident stands out of the last day, whatever hour Oriel is first started at', () => {
    const stepMs = 15 * minuteMs;
    const lastMs = anchorMs + 86_400_000;
    const startMs = lastMs - 16 * 86_400_000;
    const calm = { incident: { fromMs: 0, toMs: 0, provider: 'northpay' }, scale: 1 };
    const usual = Array.from({ length: (lastMs - startMs) / minuteMs }, (_, index) => errorsIn(startMs / minuteMs + index, calm));
    const missed = Array.from({ length: 24 }, (_, hour) => anchorMs + hour * 3_600_000).filter((firstStartMs) => {
      const incident = plantIncident(firstStartMs);
      expect(firstStartMs - incident.fromMs).toBeLessThan(24 * 3_600_000);
      const points = Array.from({ length: (firstStartMs - startMs) / stepMs }, (_, step): [number, number] => {
        const fromMs = startMs + step * stepMs;
        const broken = fromMs < incident.toMs && fromMs + stepMs > incident.fromMs;
        const minutes = Array.from({ length: 15 }, (_, minute) => fromMs / minuteMs + minute);
        const counts = broken
          ? minutes.map((minute) => errorsIn(minute, { incident, scale: 1 }))
          : minutes.map((minute) => usual[minute - startMs / minuteMs] ?? 0);
        return [fromMs, counts.reduce((sum, count) => sum + count, 0)];
      });
      const { anomalies } = analyseSeries({
        points,
        stepMs,
        timeZone: 'Europe/Berlin',
        sensitivity: 1,
        horizon: 0,
        forecastLevel: 0.8,
        format: 'number',
      });
      return !anomalies.some((anomaly) => anomaly.fromMs < incident.toMs && anomaly.toMs > incident.fromMs);
    });
    expect(missed).toEqual([]);
  }, 60_000);

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
