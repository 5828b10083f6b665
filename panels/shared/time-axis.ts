import { chooseInterval, type Interval, parseInterval } from '../../lib/elastic/intervals';
import type { JsonObject } from '../../lib/elastic/wire-types';
import type { ResolvedTimeRange } from '../../lib/query/time-range';
import type { QueryContext } from '../panel-type';

/** `every` is a line through every value: as fine as the screen. */
const pixelsPerPoint = { line: 6, area: 6, bar: 14, every: 1 };
const mostBuckets = 1_500;
const mostAutomatic = { line: 400, area: 400, bar: 400, every: mostBuckets };

/** The interval that a panel asks for, or the one that suits its width. Too fine ones are widened. */
export function intervalFor(wanted: string, context: QueryContext, mark: keyof typeof pixelsPerPoint): Interval {
  const span = context.range.toMs - context.range.fromMs;
  const asked = wanted === 'auto' ? undefined : parseInterval(wanted);
  if (asked && span / asked.approximateMs <= mostBuckets) return asked;
  return chooseInterval(span, Math.max(20, Math.min(mostAutomatic[mark], Math.floor(context.width / pixelsPerPoint[mark]))));
}

/** A date_histogram over the whole range, empty buckets included. */
export function dateHistogram(field: string, interval: Interval, range: ResolvedTimeRange, timeZone: string): JsonObject {
  return {
    field,
    [interval.kind === 'fixed' ? 'fixed_interval' : 'calendar_interval']: interval.text,
    time_zone: timeZone,
    min_doc_count: 0,
    extended_bounds: { min: range.fromMs, max: range.toMs - 1 },
  };
}

const words: Record<string, string> = {
  '1s': 'per second',
  '1m': 'per minute',
  '1h': 'per hour',
  '1d': 'per day',
  '1w': 'per week',
  '1M': 'per month',
  '1y': 'per year',
};

/** "per minute", "per 30 min". */
export function describeInterval(text: string): string {
  const unit = { s: 's', m: 'min', h: 'h', d: 'days' }[text.slice(-1)] ?? text.slice(-1);
  return words[text] ?? `per ${text.slice(0, -1)} ${unit}`;
}

const mostCells = 12_000;

/** The context for a chart split by up to `series` values: many series take longer intervals, so that the cluster's limit of buckets is far. */
export function roomFor(context: QueryContext, series: number | undefined): QueryContext {
  return series === undefined
    ? context
    : { ...context, width: Math.min(context.width, Math.max(120, (mostCells / series) * pixelsPerPoint.line)) };
}
