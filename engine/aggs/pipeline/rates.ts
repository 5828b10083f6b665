import { calendarUnit, parseInterval } from '../../../lib/elastic/intervals';
import { illegalArgument } from '../../plan/es-error';
import { type Answer, bucketsIn, childrenOf, type Definitions, typeOf } from './buckets-path';

type Options = Record<string, unknown>;

const unitMs: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const unitMonths: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const monthsOf: Record<string, number> = { M: 1, q: 3, y: 12 };

interface Interval {
  /** Milliseconds of one bucket that starts at `key`. */
  lengthMs: (key: number) => number;
  /** Months of one bucket, where it is made of months. */
  months?: number;
}

function intervalOf(options: Options): Interval {
  const kind = options.fixed_interval !== undefined ? 'fixed' : 'calendar';
  const text = String(options.fixed_interval ?? options.calendar_interval ?? options.interval ?? '');
  const parsed = parseInterval(text, kind);
  const months = kind === 'calendar' ? monthsOf[calendarUnit(text) ?? ''] : undefined;
  if (months === undefined) return { lengthMs: () => parsed?.approximateMs ?? Number.NaN };
  const lengthMs = (key: number) => {
    const start = new Date(key);
    return (
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()) -
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate())
    );
  };
  return { lengthMs, months };
}

/** How many units one bucket holds. */
function unitsIn({ lengthMs, months }: Interval, key: number, unit: unknown): number {
  if (unit === undefined) return 1;
  const name = String(unit).replace(
    /^1?([smhdwMqy])$/,
    (_, letter: string) =>
      ({ s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'month', q: 'quarter', y: 'year' })[letter] ?? letter,
  );
  const wholeMonths = unitMonths[name];
  if (wholeMonths !== undefined) {
    if (months === undefined)
      throw illegalArgument(
        `Cannot use month-based rate unit [${name}] with non-month based calendar interval histogram, only week, day, hour, minute and second are supported for this histogram`,
      );
    return months / wholeMonths;
  }
  const ms = unitMs[name];
  if (ms === undefined) throw illegalArgument(`Unsupported unit ${name}`);
  return lengthMs(key) / ms;
}

function divide(definitions: Definitions, bucket: Answer, key: number, interval: Interval) {
  for (const [name, definition] of Object.entries(definitions)) {
    const type = typeOf(definition);
    const answer = bucket[name] as Answer | undefined;
    if (!answer || type === 'date_histogram') continue;
    if (type === 'rate') {
      const units = unitsIn(interval, key, (definition.rate as Options).unit);
      bucket[name] = { value: answer.value === null ? null : Number(answer.value) / units };
    } else
      for (const inner of Object.keys(childrenOf(definition)).length > 0 ? bucketsIn(answer) : [])
        divide(childrenOf(definition), inner, key, interval);
  }
}

/** Turns the sums of `rate` inside a date histogram into rates: each by the length of its own bucket. */
export function applyRates(definition: Record<string, unknown>, answer: Answer): void {
  const interval = intervalOf(definition.date_histogram as Options);
  for (const bucket of bucketsIn(answer)) divide(childrenOf(definition), bucket, Number(bucket.key), interval);
}

/** Refuses a rate that no date histogram stands around. */
export function checkRates(definitions: Definitions, inside = false): void {
  for (const [name, definition] of Object.entries(definitions)) {
    const type = typeOf(definition);
    if (type === 'rate' && !inside) throw illegalArgument(`The rate aggregation can only be used inside a date histogram: [${name}]`);
    checkRates(childrenOf(definition), inside || type === 'date_histogram');
  }
}
