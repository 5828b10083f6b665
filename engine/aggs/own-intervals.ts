import { offsetMs, startOfUnit } from '../../lib/elastic/time-zone';

interface Rounding {
  unit: 's' | 'm' | 'h' | 'd' | 'M' | 'y';
  approximateMs: number;
  /** How many of the unit one bucket may hold. */
  multiples: number[];
  letter: string;
}

/** The roundings of auto_date_histogram, finest first. */
const roundings: Rounding[] = [
  { unit: 's', approximateMs: 1_000, multiples: [1, 5, 10, 30], letter: 's' },
  { unit: 'm', approximateMs: 60_000, multiples: [1, 5, 10, 30], letter: 'm' },
  { unit: 'h', approximateMs: 3_600_000, multiples: [1, 3, 12], letter: 'h' },
  { unit: 'd', approximateMs: 86_400_000, multiples: [1, 7], letter: 'd' },
  { unit: 'M', approximateMs: 2_629_800_000, multiples: [1, 3], letter: 'M' },
  { unit: 'y', approximateMs: 31_557_600_000, multiples: [1, 5, 10, 20, 50, 100], letter: 'y' },
];

const names: Record<string, string> = { second: 's', minute: 'm', hour: 'h', day: 'd', month: 'M', year: 'y' };

function startOf(ms: number, { unit, approximateMs }: Rounding, timeZone: string): number {
  const local = ms + offsetMs(ms, timeZone);
  if (unit === 's' || unit === 'm' || unit === 'h') return Math.floor(local / approximateMs) * approximateMs;
  return startOfUnit(local, unit, 'UTC');
}

function unitsBetween(lowMs: number, highMs: number, rounding: Rounding, timeZone: string): number {
  const [low, high] = [startOf(lowMs, rounding, timeZone), startOf(highMs, rounding, timeZone)];
  const [first, last] = [new Date(low), new Date(high)];
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  if (rounding.unit === 'M') return months + 1;
  if (rounding.unit === 'y') return last.getUTCFullYear() - first.getUTCFullYear() + 1;
  return (high - low) / rounding.approximateMs + 1;
}

export interface OwnInterval {
  /** As the answer shows it: `3h`, `1M`. */
  interval: string;
  /** One rounding unit. */
  unit: Rounding['unit'];
  multiple: number;
  stepMs: number;
}

/** The finest interval that needs no more than `target` buckets between two instants. */
export function intervalFor(lowMs: number, highMs: number, target: number, timeZone: string, minimum?: string): OwnInterval {
  const from = Math.max(
    0,
    roundings.findIndex(({ letter }) => letter === names[minimum ?? 'second']),
  );
  for (const rounding of roundings.slice(from)) {
    const units = unitsBetween(lowMs, highMs, rounding, timeZone);
    const multiple = rounding.multiples.find((one) => Math.ceil(units / one) <= target);
    if (multiple !== undefined)
      return { interval: `${multiple}${rounding.letter}`, unit: rounding.unit, multiple, stepMs: rounding.approximateMs };
  }
  return { interval: '100y', unit: 'y', multiple: 100, stepMs: 31_557_600_000 };
}

/** The start of the unit that an instant lies in, on the zone's wall clock: buckets of several units count from there. */
export function firstUnit(ms: number, { unit }: OwnInterval, timeZone: string): number {
  const rounding = roundings.find((one) => one.unit === unit);
  return rounding ? startOf(ms, rounding, timeZone) : ms;
}

export interface Cluster {
  low: number;
  high: number;
  total: number;
  count: number;
}

/** Joins the two nearest neighbours (by mean) until `target` clusters are left. Input in order; agglomerative, centroid linkage. */
export function clusterValues(values: Cluster[], target: number): Cluster[] {
  const clusters = values.map((one) => ({ ...one }));
  const mean = ({ total, count }: Cluster) => total / count;
  while (clusters.length > target) {
    let nearest = 0;
    for (let at = 1; at < clusters.length - 1; at++) {
      const gap = (place: number) => mean(clusters[place + 1] as Cluster) - mean(clusters[place] as Cluster);
      if (gap(at) < gap(nearest)) nearest = at;
    }
    const [one, other] = [clusters[nearest] as Cluster, clusters[nearest + 1] as Cluster];
    clusters.splice(nearest, 2, { low: one.low, high: other.high, total: one.total + other.total, count: one.count + other.count });
  }
  return clusters;
}

/** The JLH score: how much more frequent, absolutely and relatively. Elasticsearch's default for significant terms. */
export function jlhScore(foreground: number, foregroundSize: number, background: number, backgroundSize: number): number {
  if (foregroundSize === 0 || backgroundSize === 0 || background === 0) return 0;
  const [share, usual] = [foreground / foregroundSize, background / backgroundSize];
  return share <= usual ? 0 : (share - usual) * (share / usual);
}
