import type { z } from 'zod';
import { DateMathError, parseDateMath } from '../elastic/date-math';
import { type Message, msg, t } from '../i18n/t';
import type { timeRangeSchema } from './context-schemas';

/** Date-math strings, as a person reads them: `now-24h`, `now`, `2026-11-19T14:30:00.000Z`. */
export type TimeRange = z.infer<typeof timeRangeSchema>;

/** Epoch milliseconds, from inclusive, to exclusive. */
export interface ResolvedTimeRange {
  fromMs: number;
  toMs: number;
}

export const defaultTimeRange: TimeRange = { from: 'now-24h', to: 'now' };

export const quickRanges: { label: Message; range: TimeRange }[] = [
  { label: msg('Last 15 minutes'), range: { from: 'now-15m', to: 'now' } },
  { label: msg('Last hour'), range: { from: 'now-1h', to: 'now' } },
  { label: msg('Last 4 hours'), range: { from: 'now-4h', to: 'now' } },
  { label: msg('Last 24 hours'), range: { from: 'now-24h', to: 'now' } },
  { label: msg('Last 7 days'), range: { from: 'now-7d', to: 'now' } },
  { label: msg('Last 14 days'), range: { from: 'now-14d', to: 'now' } },
  { label: msg('Last 30 days'), range: { from: 'now-30d', to: 'now' } },
  { label: msg('Last 90 days'), range: { from: 'now-90d', to: 'now' } },
  { label: msg('Last year'), range: { from: 'now-1y', to: 'now' } },
  { label: msg('Today'), range: { from: 'now/d', to: 'now' } },
  { label: msg('Yesterday'), range: { from: 'now-1d/d', to: 'now/d' } },
  { label: msg('This week'), range: { from: 'now/w', to: 'now' } },
];

/** Throws DateMathError with a sentence where a bound cannot be read or the range is empty. */
export function resolveTimeRange(range: TimeRange, nowMs: number, timeZone = 'UTC'): ResolvedTimeRange {
  const fromMs = parseDateMath(range.from, { nowMs, timeZone });
  const toMs = parseDateMath(range.to, { nowMs, timeZone });
  if (toMs <= fromMs) throw new DateMathError(t('The time range ends before it starts.'), 0);
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

const lastOf: Record<string, (count: number) => string> = {
  m: (count) => t('{count, plural, one {Last minute} other {Last # minutes}}', { count }),
  h: (count) => t('{count, plural, one {Last hour} other {Last # hours}}', { count }),
  d: (count) => t('{count, plural, one {Last day} other {Last # days}}', { count }),
  w: (count) => t('{count, plural, one {Last week} other {Last # weeks}}', { count }),
  M: (count) => t('{count, plural, one {Last month} other {Last # months}}', { count }),
  y: (count) => t('{count, plural, one {Last year} other {Last # years}}', { count }),
};

/** "Last 24 hours" for a relative range, undefined for an absolute one. */
export function nameRange(range: TimeRange): string | undefined {
  const quick = quickRanges.find((entry) => entry.range.from === range.from && entry.range.to === range.to);
  if (quick) return t(quick.label);
  const match = /^now-(\d+)([mhdwMy])$/.exec(range.from);
  if (!match || range.to !== 'now') return undefined;
  return lastOf[match[2] ?? '']?.(Number(match[1]));
}
