import { describe, expect, test } from 'vitest';
import { decodeProtobuf, encodeRequest } from './messages';
import { logDocuments, metricDocuments } from './to-documents';
import { logsSchema, metricsSchema } from './wire';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const resource = { attributes: [text('service.name', 'checkout'), text('host.name', 'web-3'), text('cloud.region', 'eu-west-1')] };

const logs = {
  resourceLogs: [
    {
      resource,
      scopeLogs: [
        {
          scope: { name: 'payments', version: '1.4' },
          logRecords: [
            {
              timeUnixNano: '1764000000123456789',
              severityNumber: 17,
              severityText: 'ERROR',
              body: { stringValue: 'card refused' },
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b174',
              attributes: [
                { key: 'http.response.status_code', value: { intValue: '402' } },
                { key: 'retry', value: { boolValue: false } },
                { key: 'ratio', value: { doubleValue: 0.5 } },
                { key: 'tags', value: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } } },
                { key: 'big', value: { intValue: '9223372036854775807' } },
              ],
            },
            { observedTimeUnixNano: '1764000001000000000', severityNumber: 10, body: { kvlistValue: { values: [text('a', 'b')] } } },
          ],
        },
      ],
    },
  ],
};

const expectedLogs = [
  {
    '@timestamp': '2025-11-24T16:00:00.123Z',
    message: 'card refused',
    log: { level: 'error' },
    severity_number: 17,
    trace: { id: '5b8efff798038103d269b633813fc60c' },
    span: { id: 'eee19b7ec3c1b174' },
    service: { name: 'checkout' },
    host: { name: 'web-3' },
    resource: { attributes: { 'service.name': 'checkout', 'host.name': 'web-3', 'cloud.region': 'eu-west-1' } },
    scope: { name: 'payments', version: '1.4' },
    attributes: { 'http.response.status_code': 402, retry: false, ratio: 0.5, tags: ['a', 'b'], big: '9223372036854775807' },
  },
  { '@timestamp': '2025-11-24T16:00:01.000Z', message: '{"a":"b"}', body: { a: 'b' }, log: { level: 'info' } },
];

const time = '1764000000000000000';
const metrics = {
  resourceMetrics: [
    {
      resource,
      scopeMetrics: [
        {
          metrics: [
            { name: 'system.cpu', gauge: { dataPoints: [{ timeUnixNano: time, asDouble: 0.25, attributes: [text('cpu', '0')] }] } },
            { name: 'system.processes', sum: { dataPoints: [{ timeUnixNano: time, asInt: '12', attributes: [text('cpu', '0')] }] } },
            {
              name: 'http.duration',
              histogram: {
                dataPoints: [{ timeUnixNano: time, count: '3', sum: 6, min: 1, max: 3, bucketCounts: ['1', '2'], explicitBounds: [1] }],
              },
            },
            {
              name: 'gc',
              summary: { dataPoints: [{ timeUnixNano: time, count: '4', sum: 8, quantileValues: [{ quantile: 0.5, value: 2 }] }] },
            },
          ],
        },
      ],
    },
  ],
};

/** Protobuf has ids as bytes; OTLP/JSON as hexadecimal. */
const withBytes = (request: typeof logs) => {
  const copy = structuredClone(request) as { resourceLogs: { scopeLogs: { logRecords: Record<string, unknown>[] }[] }[] };
  for (const record of copy.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)))
    for (const key of ['traceId', 'spanId']) if (record[key]) record[key] = Buffer.from(String(record[key]), 'hex');
  return copy;
};

describe('log records become documents', () => {
  test('from JSON', () => {
    expect(logDocuments(logsSchema.parse(logs), 0)).toMatchObject(expectedLogs);
  });
  test('from protobuf, alike', () => {
    expect(logDocuments(logsSchema.parse(decodeProtobuf('logs', encodeRequest('logs', withBytes(logs)))), 0)).toEqual(
      logDocuments(logsSchema.parse(logs), 0),
    );
  });
  test('a record without a time gets the time of its arrival', () => {
    const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'x' }, timeUnixNano: '0' }] }] }] };
    expect(logDocuments(logsSchema.parse(request), 5)).toEqual([{ '@timestamp': '1970-01-01T00:00:00.005Z', message: 'x' }]);
  });
});

describe('metrics become documents', () => {
  const documents = metricDocuments(metricsSchema.parse(metrics), 0);
  test('points of the same time and attributes share one', () => {
    expect(documents.map(({ metrics: values, attributes }) => ({ values, attributes }))).toEqual([
      { values: { 'system.cpu': 0.25, 'system.processes': 12 }, attributes: { cpu: '0' } },
      {
        values: {
          'http.duration': { count: 3, sum: 6, min: 1, max: 3, bounds: [1], counts: [1, 2] },
          gc: { count: 4, sum: 8, quantiles: { p50: 2 } },
        },
        attributes: undefined,
      },
    ]);
  });
  test('from protobuf, alike', () => {
    expect(metricDocuments(metricsSchema.parse(decodeProtobuf('metrics', encodeRequest('metrics', metrics))), 0)).toEqual(documents);
  });
  test('a value that is no number is left out', () => {
    const request = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'x', gauge: { dataPoints: [{ asDouble: 'NaN' }] } }] }] }] };
    expect(metricDocuments(metricsSchema.parse(request), 0)).toEqual([]);
  });
});

test.each([Buffer.from('not protobuf'), Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])])(
  'bytes that are no request are refused',
  (bytes) => {
    expect(() => decodeProtobuf('logs', bytes)).toThrow();
  },
);
