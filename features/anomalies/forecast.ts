import { dayMs, weekMs } from './expert';

export interface Forecast {
  mean: number[];
  low: number[];
  high: number[];
  model: 'level' | 'day' | 'week' | 'none';
}

interface Candidate {
  name: 'level' | 'day' | 'week';
  values: number[];
}

const mod = (value: number, size: number) => ((value % size) + size) % size;

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], q: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const left = sorted[low] ?? 0;
  return left + ((sorted[Math.min(sorted.length - 1, low + 1)] ?? left) - left) * (at - low);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Weighted median per phase bin; recent points weigh more. Empty bins take the median of the others. */
function profileOf(times: number[], values: number[], nowMs: number, seasonMs: number, bins: number, halfMs: number): Float64Array {
  const perBin: { value: number; weight: number }[][] = Array.from({ length: bins }, () => []);
  times.forEach((time, index) => {
    perBin[Math.floor((mod(time, seasonMs) * bins) / seasonMs)]?.push({
      value: values[index] ?? 0,
      weight: 0.5 ** ((nowMs - time) / halfMs),
    });
  });
  const medians = perBin.map((entries) => {
    if (entries.length === 0) return Number.NaN;
    entries.sort((a, b) => a.value - b.value);
    const half = entries.reduce((sum, entry) => sum + entry.weight, 0) / 2;
    let weight = 0;
    for (const entry of entries) {
      weight += entry.weight;
      if (weight >= half) return entry.value;
    }
    return entries.at(-1)?.value ?? 0;
  });
  const fill = median(medians.filter((value) => !Number.isNaN(value)));
  return Float64Array.from(medians, (value) => (Number.isNaN(value) ? fill : value));
}

function dailyLevels(times: number[], values: number[]): { day: number[]; levels: number[] } {
  const first = times[0] ?? 0;
  const day = times.map((time) => Math.floor((time - first) / dayMs));
  const groups: number[][] = Array.from({ length: (day.at(-1) ?? 0) + 1 }, () => []);
  day.forEach((index, at) => {
    groups[index]?.push(values[at] ?? 0);
  });
  return { day, levels: groups.map((group) => (group.length > 0 ? median(group) : Number.NaN)) };
}

function candidate(name: Candidate['name'], times: number[], values: number[], horizon: number, stepMs: number, rows: number): number[] {
  const nowMs = times.at(-1) ?? 0;
  const season = name === 'week' ? weekMs : dayMs;
  const bins = name === 'level' ? 1 : Math.min(48, rows) * (name === 'week' ? 7 : 1);
  const { day, levels } = dailyLevels(times, values);
  const usual = median(levels.filter((level) => !Number.isNaN(level)));
  const running = levels.map((level, index) => {
    const own = name === 'week' ? mean(levels.slice(Math.max(0, index - 6), index + 1).filter((one) => !Number.isNaN(one))) : level;
    return Number.isFinite(own) ? own : usual;
  });
  const profile =
    name === 'level'
      ? new Float64Array(1)
      : profileOf(
          times,
          values.map((value, index) => value - (running[day[index] ?? 0] ?? 0)),
          nowMs,
          season,
          bins,
          21 * dayMs,
        );
  const seasonal = (time: number) => profile[Math.floor((mod(time, season) * bins) / season)] ?? 0;
  const rest = values.map((value, index) => value - seasonal(times[index] ?? 0));
  const window = Math.min(rest.length, Math.max(3, rows));
  const level = median(rest.slice(-window));
  const recent = mean(rest.slice(-Math.max(1, Math.floor(window / 8)))) - level;
  const days: number[] = [];
  for (let back = 0; back < 7 && (back + 1) * window <= rest.length; back++)
    days.unshift(median(rest.slice(rest.length - (back + 1) * window, rest.length - back * window)));
  const slope = days.length >= 4 ? median(days.slice(1).map((value, index) => value - (days[index] ?? 0))) : 0;
  const damping = 0.9;
  return Array.from({ length: horizon }, (_, index) => {
    const ahead = (index + 1) / rows;
    return (
      level +
      seasonal(nowMs + stepMs * (index + 1)) +
      recent * Math.exp(-ahead * 6) +
      (slope * damping * (1 - damping ** ahead)) / (1 - damping)
    );
  });
}

function candidates(times: number[], values: number[], horizon: number, stepMs: number): Candidate[] {
  const rows = Math.max(1, Math.round(dayMs / stepMs));
  const ageDays = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / dayMs;
  const names: Candidate['name'][] = ['level'];
  if (ageDays >= 2 && rows > 1) names.push('day');
  if (ageDays >= 14) names.push('week');
  return names.map((name) => ({ name, values: candidate(name, times, values, horizon, stepMs, rows) }));
}

type Errors = { at: number; error: number }[];

/** Errors of every candidate at past origins: the same forecast, made where the outcome is known. */
function backTest(times: number[], values: number[], horizon: number, stepMs: number): Errors[][] {
  const rows = Math.max(1, Math.round(dayMs / stepMs));
  const gap = Math.max(1, Math.floor(horizon / 2));
  const tests: Errors[][] = [];
  for (let back = 0; back < 14; back++) {
    const origin = values.length - horizon - back * gap;
    if (origin < Math.max(3 * rows, 60)) break;
    const past = candidates(times.slice(0, origin), values.slice(0, origin), horizon, stepMs);
    tests.push(
      past.map(({ values: predicted }) =>
        times.slice(origin, origin + horizon).flatMap((time, index) => {
          const at = Math.round((time - (times[origin - 1] ?? 0)) / stepMs) - 1;
          return at >= 0 && at < horizon ? [{ at, error: (values[origin + index] ?? 0) - (predicted[at] ?? 0) }] : [];
        }),
      ),
    );
  }
  return tests;
}

/**
 * The next `horizon` steps: seasonal profile, level and damped trend, chosen by back-testing; the interval comes from the
 * forecast's own past errors. Times are wall-clock milliseconds, ascending; values finite. `level` is a fraction, such as 0.8.
 */
export function forecast(times: number[], values: number[], horizon: number, stepMs: number, level = 0.8): Forecast {
  const now = candidates(times, values, horizon, stepMs);
  const tests = backTest(times, values, horizon, stepMs);
  const floor = Math.min(...values) >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  const shape = (predicted: number[], lows: number[], highs: number[], model: Forecast['model']): Forecast => ({
    mean: predicted.map((value) => Math.max(floor, value)),
    low: predicted.map((value, index) => Math.max(floor, value + Math.min(0, lows[index] ?? 0))),
    high: predicted.map((value, index) => Math.max(floor, value + Math.max(0, highs[index] ?? 0))),
    model,
  });
  if (tests.length === 0) {
    const centre = median(values);
    const spread = 1.28 * Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
    return shape(now.at(-1)?.values ?? [], new Array(horizon).fill(-spread), new Array(horizon).fill(spread), 'none');
  }
  const tested = Math.min(now.length, ...tests.slice(0, Math.max(1, Math.floor(tests.length / 2))).map((test) => test.length));
  const used = tests.filter((test) => test.length >= tested);
  const score = (index: number) => mean(used.flatMap((test) => (test[index] ?? []).map(({ error }) => Math.abs(error))));
  const best = Array.from({ length: tested }, (_, index) => index).reduce(
    (found, index) => (score(index) < score(found) ? index : found),
    0,
  );
  const errors = used.flatMap((test) => test[best] ?? []);
  const { lows, highs } = intervals(errors, horizon, level, 1 + 1 / used.length);
  return shape(now[best]?.values ?? [], lows, highs, now[best]?.name ?? 'none');
}

/** Quantiles of past errors per quarter of the horizon, a little wider where few origins were tested. */
function intervals(errors: Errors, horizon: number, level: number, wide: number): { lows: number[]; highs: number[] } {
  const lows = new Array<number>(horizon).fill(0);
  const highs = new Array<number>(horizon).fill(0);
  for (let quarter = 0; quarter < 4; quarter++) {
    const from = Math.floor((quarter * horizon) / 4);
    const to = Math.max(from + 1, Math.floor(((quarter + 1) * horizon) / 4));
    const near = errors.filter(({ at }) => at >= from - horizon / 8 && at < to + horizon / 8).map(({ error }) => error);
    const own = near.length >= 5 ? near : errors.map(({ error }) => error);
    const centre = median(own);
    for (let index = from; index < to && index < horizon; index++) {
      lows[index] = centre + wide * (quantile(own, (1 - level) / 2) - centre);
      highs[index] = centre + wide * (quantile(own, (1 + level) / 2) - centre);
    }
  }
  return { lows, highs };
}
