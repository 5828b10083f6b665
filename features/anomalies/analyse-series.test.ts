import { describe, expect, test } from 'vitest';
import type { SeriesPoint } from '../../panels/panel-type';
import { normal, randomFrom } from '../samples/random';
import { analyseSeries } from './analyse-series';

const stepMs = 900_000;
const startMs = Date.UTC(2026, 10, 2);

/** Three weeks of a daily rhythm with noise, one spike at the given place. */
function series(spikeAt: number, factor: number, seed = 7): SeriesPoint[] {
  const random = randomFrom(seed);
  return Array.from({ length: 21 * 96 }, (_, index) => {
    const usual = 100 + 60 * Math.sin((2 * Math.PI * (index % 96)) / 96);
    const value = (usual + normal(random) * 4) * (index >= spikeAt && index < spikeAt + 3 ? factor : 1);
    return [startMs + index * stepMs, value];
  });
}

const request = (points: SeriesPoint[], horizon = 0) => ({
  points,
  stepMs,
  timeZone: 'UTC',
  sensitivity: 1,
  horizon,
  forecastLevel: 0.8,
  format: 'number',
});

describe('anomalies', () => {
  test('finds a planted spike, names it, and finds nothing on the same series without it', () => {
    const spikeAt = 18 * 96 + 40;
    const found = analyseSeries(request(series(spikeAt, 3))).anomalies.filter((anomaly) => anomaly.atMs >= startMs + 18 * 86_400_000);
    expect(found).toHaveLength(1);
    expect(found[0]?.atMs).toBeGreaterThanOrEqual(startMs + spikeAt * stepMs);
    expect(found[0]?.atMs).toBeLessThan(startMs + (spikeAt + 3) * stepMs);
    expect(found[0]?.sentence).toMatch(/× the usual .* for .* \(usual range .* to .*\)/);
    expect(analyseSeries(request(series(spikeAt, 1))).anomalies.filter((anomaly) => anomaly.atMs >= startMs + 18 * 86_400_000)).toEqual([]);
  });

  test('a gap is skipped, not taken for zero', () => {
    const points = series(0, 1).map(([time, value], index): SeriesPoint => [time, index > 1_800 && index < 1_830 ? null : value]);
    const { anomalies, band } = analyseSeries(request(points));
    expect(band).toHaveLength(points.length - 29);
    expect(anomalies.filter((anomaly) => anomaly.atMs > startMs + 1_795 * stepMs && anomaly.atMs < startMs + 1_840 * stepMs)).toEqual([]);
  });

  test('the usual band covers about 95 % of what comes', () => {
    const points = series(0, 1);
    const { band } = analyseSeries(request(points));
    const late = band.slice(-960);
    const inside = late.filter(({ timeMs, lower, upper }) => {
      const value = points[(timeMs - startMs) / stepMs]?.[1] ?? 0;
      return value >= lower && value <= upper;
    });
    expect(inside.length / late.length).toBeGreaterThan(0.9);
  });

  test('forecasts the rhythm, with an interval that holds most of it', () => {
    const points = series(0, 1);
    const { forecast } = analyseSeries(request(points.slice(0, -96), 96));
    const actual = points.slice(-96);
    const error = forecast.reduce((sum, { mean }, index) => sum + Math.abs(mean - (actual[index]?.[1] ?? 0)), 0) / 96;
    expect(error).toBeLessThan(8);
    expect(
      forecast.filter(({ low, high }, index) => (actual[index]?.[1] ?? 0) >= low && (actual[index]?.[1] ?? 0) <= high).length,
    ).toBeGreaterThan(60);
  });
});
