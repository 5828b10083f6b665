import { illegalArgument, parsingError } from '../plan/es-error';
import { type Field, isDate } from '../plan/field';
import { all, type Predicate, type ScoreFunction, type ScoreMode } from '../plan/predicate';
import { parseQueryDate } from './date-formats';
import type { FieldLookup } from './fields';
import { parseDistance, requirePoint } from './geo';
import type { ParseClause, QueryBody } from './query-body';

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const scripting = 'scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster';

const unitMs: Record<string, number> = {
  nanos: 1e-6,
  micros: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

function durationMs(text: unknown): number {
  const match = /^(\d+(?:\.\d+)?)(nanos|micros|ms|[smhdw])$/.exec(String(text ?? '0ms'));
  if (!match) throw parsingError(`failed to parse time value [${String(text)}]`);
  return Number(match[1]) * (unitMs[match[2] ?? ''] ?? 1);
}

/** An origin and a length on the field's own scale: milliseconds, metres, or plain numbers. */
function onScale(field: Field, lookup: FieldLookup) {
  if (field.type === 'geo_point')
    return { origin: (value: unknown) => requirePoint(value, 'origin'), length: (value: unknown) => parseDistance(value ?? '0m') };
  if (isDate(field))
    return {
      origin: (value: unknown) => parseQueryDate(value ?? 'now', { nowMs: lookup.nowMs, format: field.format }),
      length: durationMs,
    };
  return { origin: (value: unknown) => Number(value), length: (value: unknown) => Number(value ?? 0) };
}

function decay(shape: 'gauss' | 'exp' | 'linear', body: QueryBody, lookup: FieldLookup): ScoreFunction {
  const [path, options] = Object.entries(body).find(([key]) => key !== 'multi_value_mode') ?? ['', {}];
  const field = lookup.get(path);
  if (!field) throw parsingError(`unknown field [${path}]`);
  const given = options as QueryBody;
  const scale = onScale(field, lookup);
  return {
    type: 'decay',
    shape,
    field,
    origin: scale.origin(given.origin),
    scale: scale.length(given.scale),
    offset: scale.length(given.offset),
    decay: Number(given.decay ?? 0.5),
    weight: 1,
  };
}

function fieldValue(body: QueryBody, lookup: FieldLookup): ScoreFunction {
  const field = lookup.get(String(body.field ?? ''));
  if (!field) throw parsingError(`Unable to find a field mapper for field [${String(body.field)}]. No mapping found.`);
  return {
    type: 'field-value',
    field,
    factor: Number(body.factor ?? 1),
    modifier: String(body.modifier ?? 'none').toLowerCase(),
    ...(body.missing === undefined ? {} : { missing: Number(body.missing) }),
    weight: 1,
  };
}

function oneFunction(entry: QueryBody, lookup: FieldLookup, parse: ParseClause): ScoreFunction {
  const base = { ...(entry.filter ? { filter: parse(entry.filter) } : {}), weight: Number(entry.weight ?? 1) };
  if (entry.script_score !== undefined) throw illegalArgument(scripting);
  for (const shape of ['gauss', 'exp', 'linear'] as const)
    if (entry[shape] !== undefined) return { ...decay(shape, entry[shape] as QueryBody, lookup), ...base };
  if (entry.field_value_factor !== undefined) return { ...fieldValue(entry.field_value_factor as QueryBody, lookup), ...base };
  if (entry.random_score !== undefined)
    return { type: 'random', seed: Number((entry.random_score as QueryBody).seed ?? lookup.nowMs), ...base };
  return { type: 'weight', ...base };
}

const own = ['script_score', 'gauss', 'exp', 'linear', 'field_value_factor', 'random_score', 'weight'];

export function functionScore(body: QueryBody, lookup: FieldLookup, parse: ParseClause): Predicate {
  const single = Object.fromEntries(Object.entries(body).filter(([key]) => own.includes(key)));
  const entries = Object.keys(single).length > 0 && body.functions === undefined ? [single] : (list(body.functions) as QueryBody[]);
  return {
    type: 'function-score',
    of: body.query ? parse(body.query) : all,
    functions: entries.map((entry) => oneFunction(entry, lookup, parse)),
    scoreMode: String(body.score_mode ?? 'multiply') as ScoreMode,
    boostMode: String(body.boost_mode ?? 'multiply') as ScoreMode,
    ...(body.max_boost === undefined ? {} : { maxBoost: Number(body.max_boost) }),
    ...(body.min_score === undefined ? {} : { minScore: Number(body.min_score) }),
  };
}

/** `distance_feature`: the nearer to the origin the more. */
export function distanceFeature(body: QueryBody, lookup: FieldLookup): Predicate {
  const field = lookup.get(String(body.field ?? ''));
  if (!field) return { type: 'none' };
  const scale = onScale(field, lookup);
  return { type: 'nearness', field, origin: scale.origin(body.origin), pivot: scale.length(body.pivot), boost: Number(body.boost ?? 1) };
}

export function boosting(body: QueryBody, _: FieldLookup, parse: ParseClause): Predicate {
  if (body.positive === undefined || body.negative === undefined)
    throw parsingError('[boosting] query requires a positive and a negative query');
  return { type: 'demote', of: parse(body.positive), negative: parse(body.negative), factor: Number(body.negative_boost ?? 1) };
}

export function disMax(body: QueryBody, _: FieldLookup, parse: ParseClause): Predicate {
  const queries = list(body.queries).map((query) => parse(query));
  if (queries.length === 0) throw parsingError("[dis_max] requires 'queries' field with at least one clause");
  return { type: 'best', tieBreaker: Number(body.tie_breaker ?? 0), of: queries };
}
