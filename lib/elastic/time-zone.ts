export type DateUnit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm' | 's' | 'ms';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, found);
  }
  return found;
}

/** True where the runtime knows the zone: an IANA name or an offset such as +02:00. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatter(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds to add to UTC to get the wall clock of `timeZone` at that instant. */
export function offsetMs(utcMs: number, timeZone: string): number {
  if (timeZone === 'UTC' || timeZone === 'Z') return 0;
  const wanted = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(new Date(utcMs))
      .map((part) => [part.type, Number(part.value)]),
  );
  const wall = Date.UTC(
    wanted.year ?? 1970,
    (wanted.month ?? 1) - 1,
    wanted.day ?? 1,
    wanted.hour ?? 0,
    wanted.minute ?? 0,
    wanted.second ?? 0,
  );
  return wall - Math.floor(utcMs / 1000) * 1000;
}

/** The instant at which the wall clock of `timeZone` shows `localMs` (a UTC-encoded wall time). In a gap: the instant after it. */
export function zonedToUtc(localMs: number, timeZone: string): number {
  const guess = localMs - offsetMs(localMs, timeZone);
  const offset = offsetMs(guess, timeZone);
  const result = localMs - offset;
  return offsetMs(result, timeZone) === offset ? result : guess;
}

export function addMonthsUtc(ms: number, months: number, timeZone: string): number {
  const local = new Date(ms + offsetMs(ms, timeZone));
  const day = local.getUTCDate();
  local.setUTCDate(1);
  local.setUTCMonth(local.getUTCMonth() + months);
  const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  local.setUTCDate(Math.min(day, last));
  return zonedToUtc(local.getTime(), timeZone);
}

const unitMs: Partial<Record<DateUnit, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** The first instant of the year, month, ISO week, day, hour, minute or second that holds `ms`, by the clock of `timeZone`. */
export function startOfUnit(ms: number, unit: DateUnit, timeZone: string): number {
  const offset = offsetMs(ms, timeZone);
  const local = ms + offset;
  const size = unitMs[unit];
  if (size) return Math.floor(local / size) * size - offset;
  const date = new Date(local);
  const year = date.getUTCFullYear();
  if (unit === 'y') return zonedToUtc(Date.UTC(year, 0, 1), timeZone);
  if (unit === 'M') return zonedToUtc(Date.UTC(year, date.getUTCMonth(), 1), timeZone);
  const back = unit === 'w' ? (date.getUTCDay() + 6) % 7 : 0;
  return zonedToUtc(Date.UTC(year, date.getUTCMonth(), date.getUTCDate() - back), timeZone);
}
