import { isTimeZone, offsetMs, zonedToUtc } from '../../lib/elastic/time-zone';
import { compileJavaPattern, days, months, type Part, type Piece } from './java-time-pattern';

/**
 * The part of `java.time.format.DateTimeFormatter` that log formats use, English names only.
 * Letters: y u M L d D E a H h K k m s S n A z Z X x V O, quoted text, `[optional]`.
 * Source: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html
 */
/** Abbreviations of zones that logs use; Java reads them the same way. */
const abbreviations: Record<string, string> = {
  ...{ GMT: 'UTC', Z: 'UTC', EST: 'America/New_York', EDT: 'America/New_York', CST: 'America/Chicago', CDT: 'America/Chicago' },
  ...{ MST: 'America/Denver', MDT: 'America/Denver', PST: 'America/Los_Angeles', PDT: 'America/Los_Angeles', CET: 'Europe/Paris' },
  ...{
    CEST: 'Europe/Paris',
    EET: 'Europe/Athens',
    EEST: 'Europe/Athens',
    WET: 'Europe/Lisbon',
    BST: 'Europe/London',
    MSK: 'Europe/Moscow',
  },
  ...{ IST: 'Asia/Kolkata', JST: 'Asia/Tokyo', KST: 'Asia/Seoul', AEST: 'Australia/Sydney', AEDT: 'Australia/Sydney', UT: 'UTC' },
};

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** `+02:00`, `+0200`, `+02`, `Z`, an abbreviation or an IANA name as a zone the runtime knows; undefined where it is none. */
export function zoneNamed(text: string): string | undefined {
  const offset = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text);
  if (offset) return `${offset[1]}${pad(Number(offset[2]), 2)}:${offset[3] ?? '00'}`;
  const named = abbreviations[text] ?? text;
  return isTimeZone(named) ? named : undefined;
}

interface Fields {
  [letter: string]: number | undefined;
}

function take(fields: Fields, { letter, count }: Piece, text: string): string | undefined {
  const find = (names: string[]) => names.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  switch (letter) {
    case 'y':
    case 'u':
      fields.y = count === 2 ? 2000 + Number(text) : Number(text);
      return undefined;
    case 'M':
    case 'L':
      fields.M = count >= 3 ? find(months) + 1 : Number(text);
      return undefined;
    case 'a':
      fields.a = text.toLowerCase() === 'pm' ? 12 : 0;
      return undefined;
    case 'S':
      fields.S = Number(`0.${text}`) * 1000;
      return undefined;
    case 'n':
      fields.S = Number(text) / 1e6;
      return undefined;
    case 'k':
      fields.H = Number(text) % 24;
      return undefined;
    case 'h':
    case 'K':
      fields.h = Number(text) % 12;
      return undefined;
    case 'Z':
    case 'X':
    case 'x':
    case 'z':
    case 'V':
    case 'O':
      return zoneNamed(text.toUpperCase() === 'Z' ? 'UTC' : text);
    case 'E':
    case 'e':
    case 'G':
      return undefined;
    default:
      fields[letter] = Number(text);
      return undefined;
  }
}

function sensible(fields: Fields): boolean {
  const within = (letter: string, least: number, most: number) => {
    const value = fields[letter];
    return value === undefined || (value >= least && value <= most);
  };
  return within('M', 1, 12) && within('d', 1, 31) && within('H', 0, 23) && within('m', 0, 59) && within('s', 0, 59) && within('D', 1, 366);
}

/** What the pieces of a pattern found, and the zone where one names it; undefined where that is none. */
function readFields(pieces: Piece[], match: RegExpExecArray): { fields: Fields; zone: string | undefined } | undefined {
  const fields: Fields = {};
  let zone: string | undefined;
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    const got = match[at + 1];
    if (got === undefined) continue;
    const named = take(fields, piece, got);
    if (named) zone = named;
    else if ('ZXxzVO'.includes(piece.letter)) return undefined;
  }
  return { fields, zone };
}

/**
 * A text by a Java pattern as epoch milliseconds. `zone` counts where the text names none; a year that is not in the pattern is
 * `year`, or 1970. Undefined where the text does not fit. Throws RangeError for a pattern that is none.
 */
export function parseJavaTime(pattern: string, text: string, zone = 'UTC', year?: number): number | undefined {
  const { expression, pieces } = compileJavaPattern(pattern);
  const match = expression.exec(text);
  if (!match) return undefined;
  const read = readFields(pieces, match);
  if (!read || !sensible(read.fields)) return undefined;
  const { fields } = read;
  const hour = fields.H ?? (fields.h === undefined ? 0 : fields.h + (fields.a ?? 0));
  const [month, day] = fields.D === undefined ? [(fields.M ?? 1) - 1, fields.d ?? 1] : [0, fields.D];
  const local = Date.UTC(fields.y ?? year ?? 1970, month, day, hour, fields.m ?? 0, fields.s ?? 0);
  if (fields.d !== undefined && new Date(local).getUTCDate() !== fields.d) return undefined;
  return zonedToUtc(local, read.zone ?? zone) + Math.floor((fields.S ?? 0) + 1e-6) + (fields.A ?? 0);
}

const offsetText = (minutes: number, separator: string) => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${separator}${pad(size % 60, 2)}`;
};

const dayOfYear = (date: Date) =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000,
  ) + 1;
const weekday = (date: Date) => (date.getUTCDay() + 6) % 7;
const named = (names: string[], at: number, count: number) => (count >= 4 ? names[at] : names[at]?.slice(0, 3)) ?? '';

type Writer = (date: Date, count: number, minutes: number) => string;
const writeOffset: Writer = (_, count, minutes) =>
  count === 1 && minutes % 60 === 0 ? offsetText(minutes, '').slice(0, 3) : offsetText(minutes, count >= 3 ? ':' : '');

const writers: Record<string, Writer> = {
  G: () => 'AD',
  y: (date, count) => (count === 2 ? pad(date.getUTCFullYear() % 100, 2) : pad(date.getUTCFullYear(), count)),
  M: (date, count) => (count >= 3 ? named(months, date.getUTCMonth(), count) : pad(date.getUTCMonth() + 1, count)),
  d: (date, count) => pad(date.getUTCDate(), count),
  D: (date, count) => pad(dayOfYear(date), count),
  E: (date, count) => named(days, weekday(date), count),
  e: (date, count) => pad(weekday(date) + 1, count),
  a: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  H: (date, count) => pad(date.getUTCHours(), count),
  k: (date, count) => pad(date.getUTCHours() || 24, count),
  h: (date, count) => pad(date.getUTCHours() % 12 || 12, count),
  K: (date, count) => pad(date.getUTCHours() % 12, count),
  m: (date, count) => pad(date.getUTCMinutes(), count),
  s: (date, count) => pad(date.getUTCSeconds(), count),
  S: (date, count) => pad(date.getUTCMilliseconds(), 3).padEnd(count, '0').slice(0, count),
  n: (date, count) => pad(date.getUTCMilliseconds() * 1_000_000, count),
  A: (date, count) => pad(date.getTime() % 86_400_000, count),
  Z: (_, count, minutes) => (minutes === 0 && count >= 5 ? 'Z' : offsetText(minutes, count >= 5 ? ':' : '')),
  X: (date, count, minutes) => (minutes === 0 ? 'Z' : writeOffset(date, count, minutes)),
  x: writeOffset,
};
writers.u = writers.y as Writer;
writers.L = writers.M as Writer;

const write = ({ letter, count }: Piece, date: Date, minutes: number, zone: string): string =>
  writers[letter]?.(date, count, minutes) ?? zone;

const writeParts = (parts: Part[], date: Date, minutes: number, zone: string): string =>
  parts
    .map((part) =>
      'literal' in part
        ? part.literal
        : 'optional' in part
          ? writeParts(part.optional, date, minutes, zone)
          : write(part, date, minutes, zone),
    )
    .join('');

/** An instant as a Java pattern writes it, by the clock of `zone`. Throws RangeError for a pattern that is none. */
export function formatJavaTime(pattern: string, ms: number, zone = 'UTC'): string {
  const offset = offsetMs(ms, zone);
  return writeParts(compileJavaPattern(pattern).parts, new Date(ms + offset), Math.round(offset / 60_000), zone);
}
