import { parseIsoDate } from '../../lib/elastic/date-math';
import { isTimeZone, offsetMs } from '../../lib/elastic/time-zone';
import { formatJavaTime, parseJavaTime, zoneNamed } from '../dsl/java-time';
import { ScriptFault } from './script-error';
import { toNumber, toText } from './values';

/** An instant; with `zone` a ZonedDateTime, without one an Instant. Milliseconds, not nanoseconds. */
export class Moment {
  constructor(
    readonly ms: number,
    readonly zone?: string,
  ) {}

  compareTo(other: unknown): number {
    return Math.sign(this.ms - (other as Moment).ms);
  }

  toString(): string {
    if (this.zone === undefined) return new Date(this.ms).toISOString().replace('.000Z', 'Z');
    return formatJavaTime("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", this.ms, this.zone).replace('.000', '');
  }
}

export class Formatter {
  constructor(
    readonly pattern: string | undefined,
    readonly zone?: string,
  ) {}
}

export class Zone {
  constructor(readonly name: string) {}

  toString(): string {
    return this.name;
  }
}

export class Span {
  constructor(readonly ms: number) {}

  toString(): string {
    return `PT${this.ms / 1000}S`;
  }
}

const units: Record<string, number> = {
  NANOS: 1e-6,
  MICROS: 1e-3,
  MILLIS: 1,
  SECONDS: 1_000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  HALF_DAYS: 43_200_000,
  DAYS: 86_400_000,
  WEEKS: 604_800_000,
};

/** `ChronoUnit.DAYS` and its like. */
export class Unit {
  constructor(
    readonly name: string,
    readonly ms: number,
  ) {}
}

export const unitNamed = (name: string): Unit | undefined => (units[name] === undefined ? undefined : new Unit(name, units[name]));

export function zoneOf(value: unknown): string {
  const name = value instanceof Zone ? value.name : toText(value);
  const zone = zoneNamed(name);
  if (zone === undefined || !isTimeZone(zone)) throw new ScriptFault('zone_rules_exception', `Unknown time-zone ID: ${name}`);
  return zone;
}

const unparsable = (value: string) => new ScriptFault('date_time_parse_exception', `Text '${value}' could not be parsed at index 0`);

/** `ZonedDateTime.parse`, `Instant.parse` and, with a formatter, any pattern. */
export function parseMoment(value: unknown, formatter: unknown, zoned: boolean): Moment {
  const given = toText(value);
  if (formatter instanceof Formatter && formatter.pattern !== undefined) {
    const ms = parseJavaTime(formatter.pattern, given, formatter.zone ?? 'UTC');
    if (ms === undefined) throw unparsable(given);
    return new Moment(ms, zoned ? (formatter.zone ?? 'UTC') : undefined);
  }
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(given) ? parseIsoDate(given.replace(/\[.*\]$/, '')) : undefined;
  if (ms === undefined) throw unparsable(given);
  const offset = /([+-]\d{2}:\d{2})/.exec(given.slice(10))?.[1] ?? 'UTC';
  return new Moment(ms, zoned ? offset : undefined);
}

const local = (self: Moment) => new Date(self.ms + offsetMs(self.ms, self.zone ?? 'UTC'));
const moved = (size: number) => (self: Moment, args: unknown[]) => new Moment(self.ms + toNumber(args[0]) * size, self.zone);
const other = (value: unknown): number => {
  if (value instanceof Moment) return value.ms;
  throw new ScriptFault('class_cast_exception', `[${toText(value)}] is no point in time`);
};

export const momentMethods = {
  toInstant: (self: Moment) => new Moment(self.ms),
  toEpochMilli: (self: Moment) => self.ms,
  toEpochSecond: (self: Moment) => Math.floor(self.ms / 1000),
  getEpochSecond: (self: Moment) => Math.floor(self.ms / 1000),
  getMillis: (self: Moment) => self.ms,
  getNano: (self: Moment) => (((self.ms % 1000) + 1000) % 1000) * 1_000_000,
  getYear: (self: Moment) => local(self).getUTCFullYear(),
  getMonthValue: (self: Moment) => local(self).getUTCMonth() + 1,
  getDayOfMonth: (self: Moment) => local(self).getUTCDate(),
  getHour: (self: Moment) => local(self).getUTCHours(),
  getMinute: (self: Moment) => local(self).getUTCMinutes(),
  getSecond: (self: Moment) => local(self).getUTCSeconds(),
  getZone: (self: Moment) => new Zone(self.zone ?? 'UTC'),
  atZone: (self: Moment, [zone]: unknown[]) => new Moment(self.ms, zoneOf(zone)),
  withZoneSameInstant: (self: Moment, [zone]: unknown[]) => new Moment(self.ms, zoneOf(zone)),
  isBefore: (self: Moment, [then]: unknown[]) => self.ms < other(then),
  isAfter: (self: Moment, [then]: unknown[]) => self.ms > other(then),
  plusMillis: moved(1),
  plusSeconds: moved(1_000),
  plusMinutes: moved(60_000),
  plusHours: moved(3_600_000),
  plusDays: moved(86_400_000),
  minusMillis: moved(-1),
  minusSeconds: moved(-1_000),
  minusMinutes: moved(-60_000),
  minusHours: moved(-3_600_000),
  minusDays: moved(-86_400_000),
  until: (self: Moment, [then, unit]: unknown[]) => Math.trunc((other(then) - self.ms) / (unit instanceof Unit ? unit.ms : 1)),
  format: (self: Moment, [formatter]: unknown[]) => {
    const { pattern, zone } = formatter as Formatter;
    return pattern === undefined ? self.toString() : formatJavaTime(pattern, self.ms, zone ?? self.zone ?? 'UTC');
  },
};

export const spanMethods = {
  toMillis: (self: Span) => Math.trunc(self.ms),
  getSeconds: (self: Span) => Math.floor(self.ms / 1000),
  toMinutes: (self: Span) => Math.floor(self.ms / 60_000),
  toHours: (self: Span) => Math.floor(self.ms / 3_600_000),
  toNanos: (self: Span) => Math.round(self.ms * 1e6),
};

export const formatterMethods = { withZone: (self: Formatter, [zone]: unknown[]) => new Formatter(self.pattern, zoneOf(zone)) };
export const unitMethods = {
  between: (self: Unit, [from, to]: unknown[]) => Math.trunc((other(to) - other(from)) / self.ms),
};
