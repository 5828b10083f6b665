import { calendarUnit, parseInterval } from '../../lib/elastic/intervals';
import { isTimeZone, zoneOffsets } from '../../lib/elastic/time-zone';
import { parseQueryDate } from '../dsl/date-formats';
import { toScalar } from '../dsl/values';
import type { BucketOrder, BucketSpec, CalendarBuckets, TermChoice } from '../plan/aggregation';
import { illegalArgument, parsingError } from '../plan/es-error';
import { type Field, isDate } from '../plan/field';
import { conditionsOf, type Predicate, type Scalar } from '../plan/predicate';
import { type AggContext, aggField } from './agg-context';

export type Body = Record<string, unknown>;
type Parsed = BucketSpec | { type: 'unmapped'; as: string };
export type BucketParser = (body: Body, name: string, context: AggContext) => Parsed;

function parseOrder(order: unknown, otherwise: BucketOrder[]): BucketOrder[] {
  if (order === undefined) return otherwise;
  return (Array.isArray(order) ? order : [order]).map((entry) => {
    const [by, direction] = Object.entries(entry as Record<string, string>)[0] ?? ['_count', 'desc'];
    const way = direction === 'asc' ? 'asc' : 'desc';
    if (by === '_count') return { by: 'count', direction: way };
    if (by === '_key' || by === '_term' || by === '_time') return { by: 'key', direction: way };
    return { by: 'metric', metric: by, direction: way };
  });
}

export function positive(value: unknown, what: string, otherwise: number): number {
  const number = value === undefined ? otherwise : Number(value);
  if (!Number.isInteger(number) || number < 1) throw illegalArgument(`[${what}] must be greater than 0. Found [${String(value)}]`);
  return number;
}

const terms: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const size = positive(body.size, 'size', 10);
  if (!field) return { type: 'unmapped', as: 'sterms' };
  checkTermField(field, 'terms');
  return {
    type: 'terms',
    field,
    size,
    order: parseOrder(body.order, [{ by: 'count', direction: 'desc' }]),
    minDocCount: body.min_doc_count === undefined ? 1 : Number(body.min_doc_count),
    ...choices(body, field, name, context),
    ...(typeof body.format === 'string' ? { format: body.format } : {}),
  };
};

function checkTermField(field: Field, type: string) {
  if (field.type === 'geo_point')
    throw illegalArgument(`Field [${field.path}] of type [geo_point] is not supported for aggregation [${type}]`);
}

/** `include` and `exclude`: a regular expression for text, a list for anything, a partition for `include`. */
export function choices(body: Body, field: Field, name: string, { lookup }: AggContext): { include?: TermChoice; exclude?: TermChoice } {
  const read = (given: unknown): TermChoice | undefined => {
    if (given === undefined || given === null) return undefined;
    if (Array.isArray(given)) return given.map((value) => toScalar(field, value, lookup));
    if (typeof given === 'object') {
      const { partition, num_partitions: partitions } = given as { partition?: number; num_partitions?: number };
      if (partition === undefined || !(Number(partitions) > 0))
        throw illegalArgument(`[include] needs partition and num_partitions: [${name}]`);
      return { partition, partitions: Number(partitions) };
    }
    if (field.columnType !== 'VARCHAR' || field.type === 'ip')
      throw illegalArgument(
        `Aggregation [${name}] cannot support regular expression style include/exclude settings as they can only be applied to string fields. Use an array of values for include/exclude clauses`,
      );
    return String(given);
  };
  const [include, exclude] = [read(body.include), read(body.exclude)];
  return { ...(include === undefined ? {} : { include }), ...(exclude === undefined ? {} : { exclude }) };
}

const multiTerms: BucketParser = (body, name, context) => {
  const fields = ((body.terms as Body[] | undefined) ?? []).map((entry) => aggField(entry, name, context));
  if (fields.length < 2)
    throw illegalArgument('The [terms] parameter in the aggregation [multi_terms] must be present and have at least 2 fields');
  if (fields.some((field) => !field)) return { type: 'unmapped', as: 'multi_terms' };
  return {
    type: 'multi-terms',
    fields: fields.filter((field) => field !== undefined),
    size: positive(body.size, 'size', 10),
    order: parseOrder(body.order, [{ by: 'count', direction: 'desc' }]),
    minDocCount: Number(body.min_doc_count ?? 1),
  };
};

function offsetMs(offset: unknown): number {
  if (offset === undefined) return 0;
  if (typeof offset === 'number') return offset;
  const text = String(offset);
  const interval = parseInterval(text.replace(/^[+-]/, ''), 'fixed');
  if (!interval) throw illegalArgument(`failed to parse offset [${text}]`);
  return text.startsWith('-') ? -interval.approximateMs : interval.approximateMs;
}

export function calendarBuckets(body: Body): CalendarBuckets {
  const timeZone = String(body.time_zone ?? 'UTC');
  if (!isTimeZone(timeZone)) throw illegalArgument(`Unknown time-zone ID: ${timeZone}`);
  const kind = body.fixed_interval !== undefined ? 'fixed' : body.calendar_interval !== undefined ? 'calendar' : undefined;
  const text = String(body.fixed_interval ?? body.calendar_interval ?? body.interval ?? '');
  const interval = parseInterval(text, kind);
  if (!interval) {
    if (text === '') throw illegalArgument('Invalid interval specified, must be non-null and non-empty');
    throw illegalArgument(
      kind === 'calendar'
        ? `The supplied interval [${text}] could not be parsed as a calendar interval.`
        : `failed to parse setting [date_histogram.fixedInterval] with value [${text}] as a time value`,
    );
  }
  return {
    kind: interval.kind,
    stepMs: interval.approximateMs,
    ...(interval.kind === 'calendar' ? { unit: calendarUnit(text) as CalendarBuckets['unit'] } : {}),
    offsetMs: offsetMs(body.offset),
    timeZone,
  };
}

function dateBounds(bounds: unknown, context: AggContext, timeZone: string): { min?: number; max?: number } | undefined {
  if (!bounds) return undefined;
  const read = (value: unknown, roundUp: boolean) =>
    value === undefined || value === null
      ? undefined
      : typeof value === 'number'
        ? value
        : parseQueryDate(value, { nowMs: context.lookup.nowMs, timeZone, roundUp });
  const { min, max } = bounds as Body;
  return { min: read(min, false), max: read(max, false) };
}

/** Clock changes that a query may span and still be counted with plain arithmetic. */
const mostClockChanges = 12;

/** The zone's offsets between the bounds that the query sets on the field; undefined where it leaves one open. */
function offsetsWithin(query: Predicate, field: Field, timeZone: string): CalendarBuckets['zoneOffsets'] {
  if (timeZone === 'UTC' || field.list) return undefined;
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const part of conditionsOf(query)) {
    if (part.type !== 'range' || part.field.path !== field.path) continue;
    from = Math.max(from, Number(part.gte ?? part.gt ?? from));
    to = Math.min(to, Number(part.lte ?? part.lt ?? to));
  }
  return Number.isFinite(to - from) && from <= to ? zoneOffsets(from, to, timeZone, mostClockChanges) : undefined;
}

const dateHistogram: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const buckets = calendarBuckets(body);
  if (!field) return { type: 'unmapped', as: 'date_histogram' };
  if (!isDate(field))
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [date_histogram]`);
  return {
    type: 'date-histogram',
    field,
    buckets: { ...buckets, zoneOffsets: offsetsWithin(context.query, field, buckets.timeZone) },
    minDocCount: Number(body.min_doc_count ?? 0),
    extendedBounds: dateBounds(body.extended_bounds, context, buckets.timeZone),
    hardBounds: dateBounds(body.hard_bounds, context, buckets.timeZone),
    keyed: body.keyed === true,
    order: parseOrder(body.order, [{ by: 'key', direction: 'asc' }]),
  };
};

const histogram: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const interval = Number(body.interval);
  if (!(interval > 0)) throw illegalArgument(`[interval] must be >0 for histogram aggregation [${name}]`);
  if (!field) return { type: 'unmapped', as: 'histogram' };
  const bounds = body.extended_bounds as { min?: number; max?: number } | undefined;
  return {
    type: 'histogram',
    field,
    interval,
    offset: Number(body.offset ?? 0),
    minDocCount: Number(body.min_doc_count ?? 0),
    ...(bounds ? { extendedBounds: bounds } : {}),
    keyed: body.keyed === true,
    order: parseOrder(body.order, [{ by: 'key', direction: 'asc' }]),
  };
};

const filters: BucketParser = (body, _, context) => {
  const given = (body.filters ?? {}) as unknown[] | Record<string, unknown>;
  const keyed = !Array.isArray(given);
  if (Object.keys(given).length === 0) throw illegalArgument('[filters] cannot be empty.');
  const list = Object.entries(given).map(([key, query]) => ({ key, predicate: context.parseQuery(query) }));
  const other = body.other_bucket_key !== undefined ? String(body.other_bucket_key) : body.other_bucket === true ? '_other_' : undefined;
  return { type: 'filters', filters: list, keyed, ...(other !== undefined ? { other } : {}) };
};

function rangeParser(date: boolean): BucketParser {
  return (body, name, context) => {
    const field = aggField(body, name, context);
    if (!field) return { type: 'unmapped', as: 'range' };
    const bound = (value: unknown) =>
      value === undefined || value === null
        ? undefined
        : date && typeof value !== 'number'
          ? parseQueryDate(value, { nowMs: context.lookup.nowMs })
          : Number(value);
    const show = (value: number | undefined) =>
      value === undefined ? '*' : date ? new Date(value).toISOString() : Number.isInteger(value) ? value.toFixed(1) : String(value);
    const ranges = ((body.ranges as Body[] | undefined) ?? []).map((entry) => {
      const from = bound(entry.from);
      const to = bound(entry.to);
      return { key: String(entry.key ?? `${show(from)}-${show(to)}`), from, to };
    });
    if (ranges.length === 0) throw illegalArgument(`No [ranges] specified for the [${name}] aggregation`);
    ranges.sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity) || (a.to ?? Infinity) - (b.to ?? Infinity));
    return { type: 'range', field, ranges, keyed: body.keyed === true, date };
  };
}

interface Grid {
  type: 'geotile' | 'geohash' | 'geohex';
  /** How the error of a wrong precision calls it. */
  words: string;
  precisions: [least: number, most: number, usual: number];
}

/** A grid over points: cells of one precision, the fullest ones. */
export const pointGrid =
  ({ type, words, precisions: [least, most, usual] }: Grid): BucketParser =>
  (body, name, context) => {
    const field = aggField(body, name, context);
    const precision = Number(body.precision ?? usual);
    if (!Number.isInteger(precision) || precision < least || precision > most)
      throw illegalArgument(`Invalid ${words} of ${String(body.precision)}. Must be between ${least} and ${most}.`);
    if (!field) return { type: 'unmapped', as: `${type}_grid` };
    if (field.type !== 'geo_point')
      throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [${type}_grid]`);
    return { type, field, precision, size: positive(body.size, 'size', 10_000) };
  };

const geotile = pointGrid({ type: 'geotile', words: 'geotile_grid precision', precisions: [0, 29, 7] });

const composite: BucketParser = (body, name, context) => {
  const sources = ((body.sources as Record<string, Body>[] | undefined) ?? []).map((entry) => {
    const [sourceName, definition] = Object.entries(entry)[0] ?? ['', {}];
    const [type, options] = Object.entries(definition)[0] ?? ['', {}];
    const parser = ({ terms, date_histogram: dateHistogram, histogram, geotile_grid: geotile } as Record<string, BucketParser>)[type];
    if (!parser) throw parsingError(`unknown composite source [${type}]`);
    return {
      name: sourceName,
      spec: parser(options as Body, name, context),
      direction: (options as Body).order === 'desc' ? ('desc' as const) : ('asc' as const),
    };
  });
  if (sources.length === 0) throw illegalArgument('Composite [sources] cannot be null or empty');
  const mapped = sources.flatMap((source) => (source.spec.type === 'unmapped' ? [] : [{ ...source, spec: source.spec }]));
  if (mapped.length < sources.length) return { type: 'unmapped', as: 'composite' };
  return {
    type: 'composite',
    sources: mapped,
    size: positive(body.size, 'size', 10),
    ...(body.after ? { after: body.after as Record<string, Scalar> } : {}),
  };
};

export const bucketParsers: Record<string, BucketParser> = {
  terms,
  multi_terms: multiTerms,
  date_histogram: dateHistogram,
  histogram,
  filters,
  composite,
  filter: (body, _, context) => ({ type: 'filter', predicate: context.parseQuery(body) }),
  missing: (body, name, context) => {
    const field = aggField(body, name, context);
    return { type: 'filter', predicate: field ? { type: 'not', of: { type: 'exists', field } } : { type: 'all' } };
  },
  range: rangeParser(false),
  date_range: rangeParser(true),
  geotile_grid: geotile,
};
