import type { Json, JsonObject } from '../../../lib/elastic/wire-types';
import type { AnyValue, DataPoint, KeyValue, OtlpLogs, OtlpMetrics } from './wire';

/** A 64-bit number where JavaScript holds it exactly, its digits where not. */
function numberOf(value: string | number): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) || typeof value === 'number' ? number : value;
}

/** JSON has no NaN and no infinity: such a value is left out. */
const finite = (value: number | string | undefined): number | undefined =>
  value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined;

function valueOf(value: AnyValue | null | undefined): Json {
  if (!value) return null;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) return numberOf(value.intValue);
  if (value.doubleValue !== undefined) return finite(value.doubleValue) ?? null;
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(valueOf);
  if (value.kvlistValue) return attributesOf(value.kvlistValue.values);
  return value.bytesValue ?? null;
}

const attributesOf = (list: KeyValue[] | undefined): JsonObject =>
  Object.fromEntries((list ?? []).map(({ key, value }) => [key, valueOf(value)]));

/** Nanoseconds since 1970 as an ISO instant; undefined for 0, which OTLP uses for "not known". */
function instant(nano: string | number | undefined): string | undefined {
  if (nano === undefined || Number(nano) === 0) return undefined;
  const date = new Date(Number(BigInt(nano) / 1_000_000n));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const given = (entries: Record<string, Json | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== '' && value !== null)) as JsonObject;

/** Where OTLP's names and the Elastic Common Schema's mean the same, the document has the latter too, so that every panel finds them. */
function commonFields(resource: JsonObject): JsonObject {
  const service = given({
    name: resource['service.name'],
    version: resource['service.version'],
    environment: resource['deployment.environment.name'],
  });
  const host = given({ name: resource['host.name'] });
  return {
    ...(Object.keys(service).length > 0 ? { service } : {}),
    ...(Object.keys(host).length > 0 ? { host } : {}),
    ...(Object.keys(resource).length > 0 ? { resource: { attributes: resource } } : {}),
  };
}

/** Names of OTLP's severity numbers, 1 to 24, four to a name. */
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const levelOf = (text: string | undefined, number: number | undefined): string | undefined =>
  text?.toLowerCase() || (number && number <= 24 ? levels[Math.floor((number - 1) / 4)] : undefined);

const scopeOf = (scope: { name?: string | undefined; version?: string | undefined } | undefined): JsonObject => {
  const named = given({ name: scope?.name, version: scope?.version });
  return Object.keys(named).length > 0 ? { scope: named } : {};
};

const withAttributes = (attributes: JsonObject): JsonObject => (Object.keys(attributes).length > 0 ? { attributes } : {});

type LogRecord = NonNullable<
  NonNullable<NonNullable<NonNullable<OtlpLogs['resourceLogs']>[number]['scopeLogs']>[number]['logRecords']>
>[number];

const under = (name: string, key: string, value: Json | undefined): JsonObject => (value ? { [name]: { [key]: value } } : {});

/** A body of words is the message; another is kept as it is, and its JSON is the message. */
function bodyFields(value: AnyValue | null | undefined): JsonObject {
  const body = valueOf(value);
  if (body === null) return {};
  return typeof body === 'string' ? { message: body } : { message: JSON.stringify(body), body };
}

function logDocument(record: LogRecord, shared: JsonObject, nowMs: number): JsonObject {
  return {
    '@timestamp': instant(record.timeUnixNano) ?? instant(record.observedTimeUnixNano) ?? new Date(nowMs).toISOString(),
    ...bodyFields(record.body),
    ...under('log', 'level', levelOf(record.severityText, record.severityNumber)),
    ...(record.severityNumber ? { severity_number: record.severityNumber } : {}),
    ...under('trace', 'id', record.traceId),
    ...under('span', 'id', record.spanId),
    ...under('event', 'action', record.eventName),
    ...shared,
    ...withAttributes(attributesOf(record.attributes)),
  };
}

/** One document for each log record: `@timestamp`, `message`, `log.level`, `trace.id`, `span.id`, `service`, `host`, `attributes`, `resource.attributes`. */
export function logDocuments(request: OtlpLogs, nowMs: number): JsonObject[] {
  return (request.resourceLogs ?? []).flatMap(({ resource, scopeLogs }) => {
    const common = commonFields(attributesOf(resource?.attributes));
    return (scopeLogs ?? []).flatMap(({ scope, logRecords }) => {
      const shared = { ...common, ...scopeOf(scope) };
      return (logRecords ?? []).map((record) => logDocument(record, shared, nowMs));
    });
  });
}

/** The value of a point: a number, or for distributions count, sum, min, max, and their buckets or quantiles. */
function pointValue(point: DataPoint): Json | undefined {
  if (point.asInt !== undefined) return numberOf(point.asInt);
  if (point.asDouble !== undefined) return finite(point.asDouble);
  if (point.count === undefined) return undefined;
  return given({
    count: numberOf(point.count),
    sum: finite(point.sum),
    min: finite(point.min),
    max: finite(point.max),
    bounds: point.explicitBounds?.length ? point.explicitBounds.map(Number) : undefined,
    counts: point.bucketCounts?.length ? point.bucketCounts.map(Number) : undefined,
    quantiles: point.quantileValues?.length
      ? Object.fromEntries(
          point.quantileValues.map(({ quantile, value }) => [`p${Number(quantile ?? 0) * 100}`.replace('.', '_'), finite(value) ?? 0]),
        )
      : undefined,
  });
}

type ScopeMetrics = NonNullable<NonNullable<OtlpMetrics['resourceMetrics']>[number]['scopeMetrics']>[number];
type Metric = NonNullable<ScopeMetrics['metrics']>[number];

const pointsOf = (metric: Metric): DataPoint[] =>
  [metric.gauge, metric.sum, metric.histogram, metric.exponentialHistogram, metric.summary].flatMap((kind) => kind?.dataPoints ?? []);

/** The documents of one scope: its points by time and attributes. */
function scopeDocuments({ scope, metrics }: ScopeMetrics, common: JsonObject, nowMs: number): JsonObject[] {
  const together = new Map<string, { document: JsonObject; values: JsonObject }>();
  for (const metric of metrics ?? [])
    for (const point of pointsOf(metric)) {
      const value = pointValue(point);
      if (value === undefined) continue;
      const at = instant(point.timeUnixNano) ?? new Date(nowMs).toISOString();
      const attributes = attributesOf(point.attributes);
      const key = `${at}\0${JSON.stringify(Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1)))}`;
      const entry = together.get(key) ?? {
        document: { '@timestamp': at, ...common, ...scopeOf(scope), ...withAttributes(attributes) },
        values: {},
      };
      entry.values[metric.name] = value;
      together.set(key, entry);
    }
  return [...together.values()].map(({ document, values }) => ({ ...document, metrics: values }));
}

/** One document for all points of one resource, scope, time and set of attributes: `metrics.<name>` beside `attributes`. */
export function metricDocuments(request: OtlpMetrics, nowMs: number): JsonObject[] {
  return (request.resourceMetrics ?? []).flatMap(({ resource, scopeMetrics }) => {
    const common = commonFields(attributesOf(resource?.attributes));
    return (scopeMetrics ?? []).flatMap((scope) => scopeDocuments(scope, common, nowMs));
  });
}
