import type { MetricSpec } from '../plan/aggregation';
import { illegalArgument } from '../plan/es-error';
import { isDate, isNumeric } from '../plan/field';
import { type AggContext, aggField } from './agg-context';

type MetricParser = (body: Record<string, unknown>, name: string, context: AggContext, type: string) => MetricSpec;

const numeric: MetricParser = (body, name, context, type) => {
  const field = aggField(body, name, context);
  if (!field) return { type: 'unmapped', as: type };
  if (!isNumeric(field) && !isDate(field) && field.columnType !== 'BOOLEAN')
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [${type}]`);
  return { type: type as 'avg', field, ...(typeof body.missing === 'number' ? { missing: body.missing } : {}) };
};

const anyType: MetricParser = (body, name, context, type) => {
  const field = aggField(body, name, context);
  return field ? { type: type as 'cardinality', field } : { type: 'unmapped', as: type };
};

const percentList: MetricParser = (body, name, context, type) => {
  const base = numeric(body, name, context, 'percentiles');
  const keyed = body.keyed !== false;
  if (base.type === 'unmapped' || !('field' in base)) return { type: 'unmapped', as: type };
  if (type === 'percentile_ranks')
    return { type: 'percentile_ranks', field: base.field, values: (body.values as number[] | undefined) ?? [], keyed };
  const percents = (body.percents as number[] | undefined) ?? [1, 5, 25, 50, 75, 95, 99];
  if (percents.some((percent) => !(percent >= 0 && percent <= 100)))
    throw illegalArgument(`percent must be in [0,100], got [${percents.find((percent) => !(percent >= 0 && percent <= 100))}]`);
  return { type: 'percentiles', field: base.field, percents: [...percents].sort((a, b) => a - b), keyed };
};

const geo: MetricParser = (body, name, context, type) => {
  const field = aggField(body, name, context);
  if (!field) return { type: 'unmapped', as: type };
  if (field.type !== 'geo_point')
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [${type}]`);
  return { type: type as 'geo_bounds', field };
};

export const metricParsers: Record<string, MetricParser> = {
  avg: numeric,
  sum: numeric,
  min: numeric,
  max: numeric,
  stats: numeric,
  extended_stats: numeric,
  median_absolute_deviation: numeric,
  value_count: anyType,
  cardinality: anyType,
  percentiles: percentList,
  percentile_ranks: percentList,
  geo_bounds: geo,
  geo_centroid: geo,
};
