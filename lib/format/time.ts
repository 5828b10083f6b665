import { locale } from '../i18n/language';
import { t } from '../i18n/t';

const cache = new Map<string, Intl.DateTimeFormat>();

function intl(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + timeZone + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(), { timeZone, hourCycle: 'h23', ...options });
    cache.set(key, found);
  }
  return found;
}

export const formatClock = (ms: number, zone: string) => intl(zone, { hour: '2-digit', minute: '2-digit' }).format(ms);
export const formatClockSeconds = (ms: number, zone: string) =>
  intl(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms);
export const formatClockMs = (ms: number, zone: string) =>
  `${formatClockSeconds(ms, zone)}.${String((((ms % 1000) + 1000) % 1000) | 0).padStart(3, '0')}`;

const yearOf = (ms: number, zone: string) => intl(zone, { year: 'numeric' }).format(ms);

/** 1 January 2024 was a Monday. */
const mondayMs = Date.UTC(2024, 0, 1);

/** The short names of the days in the reader's language, Monday first. */
export const weekdayNames = (): string[] =>
  Array.from({ length: 7 }, (_, day) => intl('UTC', { weekday: 'short' }).format(mondayMs + day * 86_400_000));

/** The time zone of the browser that this runs in. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** 19 Nov, with the year where it is not this one. */
export function formatDay(ms: number, zone: string, nowMs = Date.now()): string {
  return intl(zone, { day: 'numeric', month: 'short', ...(yearOf(ms, zone) === yearOf(nowMs, zone) ? {} : { year: 'numeric' }) }).format(
    ms,
  );
}

/** 19 Nov 14:30, with seconds for spans under ten minutes. */
export function formatInstant(ms: number, zone: string, nowMs = Date.now()): string {
  return `${formatDay(ms, zone, nowMs)} ${formatClock(ms, zone)}`;
}

export function formatFull(ms: number, zone: string): string {
  return `${intl(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(ms)} ${formatClockMs(ms, zone)}`;
}

/** 18 Nov 14:30 – 19 Nov 14:30; the day is said once where it is the same. */
export function formatSpan(fromMs: number, toMs: number, zone: string): string {
  const sameDay = formatDay(fromMs, zone) === formatDay(toMs, zone);
  return `${formatInstant(fromMs, zone)} – ${sameDay ? formatClock(toMs, zone) : formatInstant(toMs, zone)}`;
}

/** Words for a length of time: 24 h, 7 days. */
export function formatLength(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ];
  for (const [size, word] of units) {
    const count = ms / size;
    if (count >= 1 && !(word === 'day' && count < 2)) {
      const rounded = Math.round(count * 10) / 10;
      const shown = rounded.toLocaleString(locale());
      return word === 'day' ? t('{days} days', { days: shown }) : `${shown}\u00a0${word}`;
    }
  }
  return `${ms}\u00a0ms`;
}

/** 28 min ago, 3 h ago; the date beyond a day. */
export function formatAgo(ms: number, zone: string, nowMs = Date.now()): string {
  const age = nowMs - ms;
  if (age < 60_000) return t('just now');
  if (age < 3_600_000) return t('{age} min ago', { age: Math.round(age / 60_000) });
  if (age < 86_400_000) return t('{age} h ago', { age: Math.round(age / 3_600_000) });
  return formatInstant(ms, zone, nowMs);
}
