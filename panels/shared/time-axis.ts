import { chooseInterval, type Interval, parseInterval } from '../../lib/elastic/intervals';
import type { JsonObject } from '../../lib/elastic/wire-types';
import { type Message, msg, t } from '../../lib/i18n/t';
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

const words: Record<string, Message> = {
  '1s': msg('per second'),
  '1m': msg('per minute'),
  '1h': msg('per hour'),
  '1d': msg('per day'),
  '1w': msg('per week'),
  '1M': msg('per month'),
  '1y': msg('per year'),
};

/** "per minute", "per 30 min". */
export function describeInterval(text: string): string {
  const known = words[text];
  if (known) return t(known);
  const unit = { s: 's', m: 'min', h: 'h', d: t('days') }[text.slice(-1)] ?? text.slice(-1);
  return t('per {length}', { length: `${text.slice(0, -1)} ${unit}` });
}

const mostCells = 12_000;

/** The context for a chart split by up to `series` values: many series take longer intervals, so that the cluster's limit of buckets is far. */
export function roomFor(context: QueryContext, series: number | undefined): QueryContext {
  return series === undefined
    ? context
    : { ...context, width: Math.min(context.width, Math.max(120, (mostCells / series) * pixelsPerPoint.line)) };
}
