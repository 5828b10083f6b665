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

/** Milliseconds of a zone that is written as an offset: `+02:00`. Not every runtime takes these as names. */
function fixedOffset(timeZone: string): number | undefined {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(timeZone);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000 : undefined;
}

/** True where the runtime knows the zone: an IANA name or an offset such as +02:00. */
export function isTimeZone(timeZone: string): boolean {
  if (fixedOffset(timeZone) !== undefined) return true;
  try {
    formatter(timeZone);
    return true;
  } catch {
    return false;
  }
}

const quarterHour = 900_000;
/** Since then every zone has changed its clock on a quarter of an hour. */
const regularSince = Date.UTC(1980, 0, 1);
const mostKnown = 50_000;
const known = new Map<string, Map<number, number>>();

/** Milliseconds to add to UTC to get the wall clock of `timeZone` at that instant. */
export function offsetMs(utcMs: number, timeZone: string): number {
  if (timeZone === 'UTC' || timeZone === 'Z') return 0;
  const fixed = fixedOffset(timeZone);
  if (fixed !== undefined) return fixed;
  if (utcMs < regularSince) return readOffset(utcMs, timeZone);
  const offsets = known.get(timeZone) ?? new Map<number, number>();
  const quarter = Math.floor(utcMs / quarterHour);
  const found = offsets.get(quarter);
  if (found !== undefined) return found;
  const offset = readOffset(utcMs, timeZone);
  if (offsets.size > mostKnown) offsets.clear();
  known.set(timeZone, offsets.set(quarter, offset));
  return offset;
}

/** The offsets of a zone between two instants, in order: `[from, offset]`; the first counts from the beginning. Undefined past `most` changes. */
export function zoneOffsets(
  fromMs: number,
  toMs: number,
  timeZone: string,
  most: number,
): [fromMs: number, offsetMs: number][] | undefined {
  const week = 7 * 86_400_000;
  if (!(toMs - fromMs < most * 26 * week)) return undefined;
  const offsets: [number, number][] = [[fromMs, offsetMs(fromMs, timeZone)]];
  for (let at = fromMs; at < toMs; at += week) {
    const before = offsets.at(-1)?.[1];
    const end = Math.min(at + week, toMs);
    if (offsetMs(end, timeZone) === before) continue;
    let [low, high] = [at, end];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetMs(middle, timeZone) === before) low = middle;
      else high = middle;
    }
    offsets.push([high, offsetMs(high, timeZone)]);
  }
  return offsets;
}

function readOffset(utcMs: number, timeZone: string): number {
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
