import type { DateUnit } from './time-zone';

export interface Interval {
  /** As Elasticsearch writes it: `fixed_interval` "30s", or `calendar_interval` "1d". */
  text: string;
  kind: 'fixed' | 'calendar';
  /** Exact for fixed intervals, the usual length for calendar ones. */
  approximateMs: number;
}

const calendarMs: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  q: 7_776_000_000,
  y: 31_536_000_000,
};
const fixedMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const calendarWords: Record<string, string> = { minute: '1m', hour: '1h', day: '1d', week: '1w', month: '1M', quarter: '1q', year: '1y' };

const nice = ['1s', '5s', '10s', '30s', '1m', '2m', '5m', '10m', '15m', '30m', '1h', '2h', '3h', '6h', '12h', '1d', '1w', '1M', '1q', '1y'];

/** Parses "30s", "5m", "1h" (fixed), "1d", "1w", "1M", "1q", "1y", "day" (calendar). Undefined where it is none. */
export function parseInterval(text: string, kind?: 'fixed' | 'calendar'): Interval | undefined {
  const plain = calendarWords[text] ?? text;
  const match = /^(\d+)(ms|[smhdwMqy])$/.exec(plain);
  if (!match) return undefined;
  const count = Number(match[1]);
  const unit = match[2] ?? '';
  if (count < 1) return undefined;
  const calendar = kind ? kind === 'calendar' : count === 1 && ['d', 'w', 'M', 'q', 'y'].includes(unit);
  if (calendar)
    return count === 1 && unit in calendarMs ? { text: plain, kind: 'calendar', approximateMs: calendarMs[unit] ?? 0 } : undefined;
  return unit in fixedMs ? { text: plain, kind: 'fixed', approximateMs: count * (fixedMs[unit] ?? 0) } : undefined;
}

/** The finest nice interval that gives at most `buckets` buckets over the span. */
export function chooseInterval(spanMs: number, buckets: number): Interval {
  for (const text of nice) {
    const interval = parseInterval(text);
    if (interval && spanMs / interval.approximateMs <= buckets) return interval;
  }
  return { text: '1y', kind: 'calendar', approximateMs: 31_536_000_000 };
}

/** The unit of a calendar interval, for rounding by `startOfUnit`. Quarters are three months. */
export function calendarUnit(text: string): DateUnit | 'q' {
  return (calendarWords[text] ?? text).slice(1) as DateUnit | 'q';
}
