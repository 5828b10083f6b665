import { z } from 'zod';
import { DateMathError, parseDateMath } from '../elastic/date-math';

/** Date-math strings, as a person reads them: `now-24h`, `now`, `2026-11-19T14:30:00.000Z`. */
export const timeRangeSchema = z.object({ from: z.string().min(1).max(64), to: z.string().min(1).max(64) });
export type TimeRange = z.infer<typeof timeRangeSchema>;

/** Epoch milliseconds, from inclusive, to exclusive. */
export interface ResolvedTimeRange {
  fromMs: number;
  toMs: number;
}

export const defaultTimeRange: TimeRange = { from: 'now-24h', to: 'now' };

export const quickRanges: { label: string; range: TimeRange }[] = [
  { label: 'Last 15 minutes', range: { from: 'now-15m', to: 'now' } },
  { label: 'Last hour', range: { from: 'now-1h', to: 'now' } },
  { label: 'Last 4 hours', range: { from: 'now-4h', to: 'now' } },
  { label: 'Last 24 hours', range: { from: 'now-24h', to: 'now' } },
  { label: 'Last 7 days', range: { from: 'now-7d', to: 'now' } },
  { label: 'Last 14 days', range: { from: 'now-14d', to: 'now' } },
  { label: 'Last 30 days', range: { from: 'now-30d', to: 'now' } },
  { label: 'Last 90 days', range: { from: 'now-90d', to: 'now' } },
  { label: 'Last year', range: { from: 'now-1y', to: 'now' } },
  { label: 'Today', range: { from: 'now/d', to: 'now' } },
  { label: 'Yesterday', range: { from: 'now-1d/d', to: 'now/d' } },
  { label: 'This week', range: { from: 'now/w', to: 'now' } },
];

/** Throws DateMathError with a sentence where a bound cannot be read or the range is empty. */
export function resolveTimeRange(range: TimeRange, nowMs: number, timeZone = 'UTC'): ResolvedTimeRange {
  const fromMs = parseDateMath(range.from, { nowMs, timeZone });
  const toMs = parseDateMath(range.to, { nowMs, timeZone });
  if (toMs <= fromMs) throw new DateMathError('The time range ends before it starts.', 0);
  return { fromMs, toMs };
}

/** The range of the same length that ended where this one starts. */
export function previousRange({ fromMs, toMs }: ResolvedTimeRange): ResolvedTimeRange {
  return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
}

/** Moves a range by its own length: the arrows beside the time picker. */
export function shiftRange(range: TimeRange, direction: -1 | 1, nowMs: number, timeZone?: string): TimeRange {
  const { fromMs, toMs } = resolveTimeRange(range, nowMs, timeZone);
  const by = (toMs - fromMs) * direction;
  return { from: new Date(fromMs + by).toISOString(), to: new Date(toMs + by).toISOString() };
}

const unitNames: Record<string, string> = { m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'month', y: 'year' };

/** "Last 24 hours" for a relative range, undefined for an absolute one. */
export function nameRange(range: TimeRange): string | undefined {
  const quick = quickRanges.find((entry) => entry.range.from === range.from && entry.range.to === range.to);
  if (quick) return quick.label;
  const match = /^now-(\d+)([mhdwMy])$/.exec(range.from);
  if (!match || range.to !== 'now') return undefined;
  const unit = unitNames[match[2] ?? ''] ?? '';
  return match[1] === '1' ? `Last ${unit}` : `Last ${match[1]} ${unit}s`;
}
