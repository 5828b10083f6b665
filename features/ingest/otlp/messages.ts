import protobuf from 'protobufjs/light';

type Fields = Record<string, { id: number; type: string; rule?: 'repeated' }>;

const field = (id: number, type: string) => ({ id, type });
const list = (id: number, type: string) => ({ id, type, rule: 'repeated' as const });
const message = (fields: Fields, oneofs?: Record<string, { oneof: string[] }>) => ({ fields, ...(oneofs ? { oneofs } : {}) });

const point = {
  attributes: (id: number) => list(id, 'KeyValue'),
  startTimeUnixNano: field(2, 'fixed64'),
  timeUnixNano: field(3, 'fixed64'),
};

/**
 * The parts of OTLP that become documents; what is not named here is skipped by the reader, as protobuf means it to be.
 * Source: opentelemetry-proto v1 (common, resource, logs, metrics and the two collector services), field numbers as published there.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    AnyValue: message(
      {
        stringValue: field(1, 'string'),
        boolValue: field(2, 'bool'),
        intValue: field(3, 'int64'),
        doubleValue: field(4, 'double'),
        arrayValue: field(5, 'ArrayValue'),
        kvlistValue: field(6, 'KeyValueList'),
        bytesValue: field(7, 'bytes'),
      },
      {
        value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'] },
      },
    ),
    ArrayValue: message({ values: list(1, 'AnyValue') }),
    KeyValueList: message({ values: list(1, 'KeyValue') }),
    KeyValue: message({ key: field(1, 'string'), value: field(2, 'AnyValue') }),
    InstrumentationScope: message({ name: field(1, 'string'), version: field(2, 'string'), attributes: list(3, 'KeyValue') }),
    Resource: message({ attributes: list(1, 'KeyValue') }),

    ExportLogsServiceRequest: message({ resourceLogs: list(1, 'ResourceLogs') }),
    ResourceLogs: message({ resource: field(1, 'Resource'), scopeLogs: list(2, 'ScopeLogs') }),
    ScopeLogs: message({ scope: field(1, 'InstrumentationScope'), logRecords: list(2, 'LogRecord') }),
    LogRecord: message({
      timeUnixNano: field(1, 'fixed64'),
      severityNumber: field(2, 'int32'),
      severityText: field(3, 'string'),
      body: field(5, 'AnyValue'),
      attributes: list(6, 'KeyValue'),
      traceId: field(9, 'bytes'),
      spanId: field(10, 'bytes'),
      observedTimeUnixNano: field(11, 'fixed64'),
      eventName: field(12, 'string'),
    }),

    ExportMetricsServiceRequest: message({ resourceMetrics: list(1, 'ResourceMetrics') }),
    ResourceMetrics: message({ resource: field(1, 'Resource'), scopeMetrics: list(2, 'ScopeMetrics') }),
    ScopeMetrics: message({ scope: field(1, 'InstrumentationScope'), metrics: list(2, 'Metric') }),
    Metric: message({
      name: field(1, 'string'),
      unit: field(3, 'string'),
      gauge: field(5, 'NumberPoints'),
      sum: field(7, 'NumberPoints'),
      histogram: field(9, 'HistogramPoints'),
      exponentialHistogram: field(10, 'ExponentialHistogramPoints'),
      summary: field(11, 'SummaryPoints'),
    }),
    NumberPoints: message({ dataPoints: list(1, 'NumberDataPoint') }),
    HistogramPoints: message({ dataPoints: list(1, 'HistogramDataPoint') }),
    ExponentialHistogramPoints: message({ dataPoints: list(1, 'ExponentialHistogramDataPoint') }),
    SummaryPoints: message({ dataPoints: list(1, 'SummaryDataPoint') }),
    NumberDataPoint: message(
      {
        startTimeUnixNano: point.startTimeUnixNano,
        timeUnixNano: point.timeUnixNano,
        asDouble: field(4, 'double'),
        asInt: field(6, 'sfixed64'),
        attributes: point.attributes(7),
      },
      { value: { oneof: ['asDouble', 'asInt'] } },
    ),
    HistogramDataPoint: message({
      startTimeUnixNano: point.startTimeUnixNano,
      timeUnixNano: point.timeUnixNano,
      count: field(4, 'fixed64'),
      sum: field(5, 'double'),
      bucketCounts: list(6, 'fixed64'),
      explicitBounds: list(7, 'double'),
      attributes: point.attributes(9),
      min: field(11, 'double'),
      max: field(12, 'double'),
    }),
    ExponentialHistogramDataPoint: message({
      attributes: point.attributes(1),
      startTimeUnixNano: point.startTimeUnixNano,
      timeUnixNano: point.timeUnixNano,
      count: field(4, 'fixed64'),
      sum: field(5, 'double'),
      min: field(12, 'double'),
      max: field(13, 'double'),
    }),
    SummaryDataPoint: message({
      startTimeUnixNano: point.startTimeUnixNano,
      timeUnixNano: point.timeUnixNano,
      count: field(4, 'fixed64'),
      sum: field(5, 'double'),
      quantileValues: list(6, 'QuantileValue'),
      attributes: point.attributes(7),
    }),
    QuantileValue: message({ quantile: field(1, 'double'), value: field(2, 'double') }),

    ExportPartialSuccess: message({ rejected: field(1, 'int64'), errorMessage: field(2, 'string') }),
    ExportResponse: message({ partialSuccess: field(1, 'ExportPartialSuccess') }),
  },
});

export const otlpSignals = ['logs', 'metrics'] as const;
export type OtlpSignal = (typeof otlpSignals)[number];

const requests = {
  logs: root.lookupType('ExportLogsServiceRequest'),
  metrics: root.lookupType('ExportMetricsServiceRequest'),
} satisfies Record<OtlpSignal, protobuf.Type>;
const response = root.lookupType('ExportResponse');

/** A protobuf body as the object that OTLP/JSON would have been: 64-bit numbers as strings, ids as hexadecimal. Throws for bytes that are none. */
export function decodeProtobuf(signal: OtlpSignal, bytes: Uint8Array): unknown {
  const decoded = requests[signal].toObject(requests[signal].decode(bytes), { longs: String, bytes: String, defaults: false });
  return hexIds(decoded);
}

/** OTLP/JSON writes trace and span ids as hexadecimal, where protobuf's own JSON has base64. */
function hexIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hexIds);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'traceId' || key === 'spanId' ? Buffer.from(String(inner), 'base64').toString('hex') : hexIds(inner),
    ]),
  );
}

/** A request as bytes, for programs and tests that send. */
export const encodeRequest = (signal: OtlpSignal, value: Record<string, unknown>): Uint8Array =>
  requests[signal].encode(requests[signal].fromObject(value)).finish();

/** The answer: empty where all was taken, else how many were not and why. Its two messages have the same numbers for logs and metrics. */
export const encodeResponse = (partial?: { rejected: number; errorMessage: string }): Uint8Array =>
  response.encode(response.fromObject(partial ? { partialSuccess: partial } : {})).finish();
