import type { MetricSpec } from '../plan/aggregation';
import { EsError, illegalArgument, parsingError } from '../plan/es-error';
import { type Field, isDate, isNumeric } from '../plan/field';
import { type AggContext, aggField } from './agg-context';

type Body = Record<string, unknown>;
type MetricParser = (body: Body, name: string, context: AggContext, type: string) => MetricSpec;

function numericField(body: Body, name: string, context: AggContext, type: string): Field | undefined {
  const field = aggField(body, name, context);
  if (field && !isNumeric(field) && !isDate(field) && field.columnType !== 'BOOLEAN')
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [${type}]`);
  return field;
}

const numeric: MetricParser = (body, name, context, type) => {
  const field = numericField(body, name, context, type);
  return field ? { type: type as 'avg', field } : { type: 'unmapped', as: type };
};

const deviation: MetricParser = (body, name, context, type) => {
  if (body.compression !== undefined && !(Number(body.compression) > 0))
    throw illegalArgument(`[compression] must be greater than 0. Found [${Number(body.compression).toFixed(1)}] in [${name}]`);
  return numeric(body, name, context, type);
};

const extendedStats: MetricParser = (body, name, context, type) => {
  if (body.sigma !== undefined && !Number.isFinite(Number(body.sigma)))
    throw new EsError(
      'x_content_parse_exception',
      `[extended_stats] failed to parse field [sigma]: [${String(body.sigma)}] is no number`,
      400,
    );
  const sigma = Number(body.sigma ?? 2);
  if (!(sigma >= 0)) throw illegalArgument(`[sigma] must be greater than or equal to 0. Found [${sigma.toFixed(1)}] in [${name}]`);
  const field = numericField(body, name, context, type);
  return field ? { type: 'extended_stats', field, sigma } : { type: 'unmapped', as: type };
};

const anyType: MetricParser = (body, name, context, type) => {
  if (body.precision_threshold !== undefined && !(Number(body.precision_threshold) >= 0))
    throw illegalArgument(
      `[precisionThreshold] must be greater than or equal to 0. Found [${String(body.precision_threshold)}] in [${name}]`,
    );
  const field = aggField(body, name, context);
  return field ? { type: type as 'cardinality', field } : { type: 'unmapped', as: type };
};

function hdrDigits(body: Body): number | undefined {
  if (body.hdr === undefined) return undefined;
  if (typeof body.hdr !== 'object' || body.hdr === null) throw parsingError('[hdr] must be an object');
  const { number_of_significant_value_digits: given, ...rest } = (body.hdr ?? {}) as Body;
  const [unknown] = Object.keys(rest);
  if (unknown) throw parsingError(`[hdr] unknown field [${unknown}]`);
  if (given === null || (given !== undefined && typeof given !== 'number'))
    throw parsingError(`[hdr] number_of_significant_value_digits must be a number, found [${String(given)}]`);
  const digits = given ?? 3;
  if (!Number.isInteger(digits) || digits < 0 || digits > 5)
    throw illegalArgument('[numberOfSignificantValueDigits] must be between 0 and 5');
  return digits;
}

const percentList: MetricParser = (body, name, context, type) => {
  const field = numericField(body, name, context, 'percentiles');
  const keyed = body.keyed !== false;
  const digits = hdrDigits(body);
  if (type === 'percentile_ranks') {
    if (!Array.isArray(body.values) || body.values.length === 0) throw illegalArgument('[values] must not be an empty array');
    if (!field) return { type: 'unmapped', as: type };
    return { type: 'percentile_ranks', field, values: body.values as number[], keyed };
  }
  const percents = (body.percents === undefined ? [1, 5, 25, 50, 75, 95, 99] : body.percents) as number[];
  if (!Array.isArray(percents) || percents.length === 0) throw illegalArgument('[percents] must not be empty');
  const wrong = percents.find((percent) => typeof percent !== 'number' || !(percent >= 0 && percent <= 100));
  if (wrong !== undefined) throw illegalArgument(`percent must be in [0,100], got [${wrong}]: [${name}]`);
  if (!field) return { type: 'unmapped', as: type };
  const sorted = [...percents].sort((a, b) => a - b);
  return { type: 'percentiles', field, percents: sorted, keyed, ...(digits === undefined ? {} : { hdrDigits: digits }) };
};

const geo: MetricParser = (body, name, context, type) => {
  const field = aggField(body, name, context);
  if (!field) return { type: 'unmapped', as: type };
  if (field.type !== 'geo_point')
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [${type}]`);
  return { type: type as 'geo_bounds', field };
};

const weightedAvg: MetricParser = (body, name, context, type) => {
  const [value, weight] = ['value', 'weight'].map((part) => numericField((body[part] ?? {}) as Body, name, context, type));
  return value && weight ? { type: 'weighted_avg', value, weight } : { type: 'unmapped', as: type };
};

const stringStats: MetricParser = (body, name, context, type) => {
  const field = aggField(body, name, context);
  if (!field) return { type: 'unmapped', as: type };
  if (field.columnType !== 'VARCHAR')
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [string_stats]`);
  return { type: 'string_stats', field };
};

const matrixStats: MetricParser = (body, name, context, type) => {
  const fields = ((body.fields as string[] | undefined) ?? []).map((field) => numericField({ field }, name, context, type));
  const mapped = fields.filter((field) => field !== undefined);
  return mapped.length === 0 ? { type: 'unmapped', as: type } : { type: 'matrix_stats', fields: mapped };
};

const geoLine: MetricParser = (body, name, context, type) => {
  const [point, sort] = ['point', 'sort'].map((part) => aggField((body[part] ?? {}) as Body, name, context));
  if (!point || !sort) return { type: 'unmapped', as: type };
  if (point.type !== 'geo_point' || !(isNumeric(sort) || isDate(sort)))
    throw illegalArgument(`[geo_line] needs a geo_point and a number or date to sort by: [${name}]`);
  const size = Number(body.size ?? 10_000);
  if (!Number.isInteger(size) || size < 1 || size > 10_000)
    throw illegalArgument(`invalid [size] value [${String(body.size)}] must be a positive integer <= 10000`);
  return {
    type: 'geo_line',
    point,
    sort,
    direction: String(body.sort_order ?? 'ASC').toLowerCase() === 'desc' ? 'desc' : 'asc',
    size,
    withSort: body.include_sort === true,
  };
};

const rate: MetricParser = (body, name, context, type) => {
  const mode = String(body.mode ?? 'sum').toLowerCase();
  if (mode !== 'sum' && mode !== 'value_count') throw illegalArgument(`Unsupported rate mode [${mode}]`);
  if (body.field === undefined) return { type: 'rate', mode };
  const field = numericField(body, name, context, type);
  return field ? { type: 'rate', field, mode } : { type: 'unmapped', as: 'sum' };
};

export const metricParsers: Record<string, MetricParser> = {
  avg: numeric,
  sum: numeric,
  min: numeric,
  max: numeric,
  stats: numeric,
  extended_stats: extendedStats,
  median_absolute_deviation: deviation,
  boxplot: numeric,
  string_stats: stringStats,
  matrix_stats: matrixStats,
  weighted_avg: weightedAvg,
  value_count: anyType,
  cardinality: anyType,
  percentiles: percentList,
  percentile_ranks: percentList,
  geo_bounds: geo,
  geo_centroid: geo,
  geo_line: geoLine,
  rate,
};
