import { z } from 'zod';

/** 64-bit numbers come as strings, and from some senders as numbers. */
const long = z.union([z.string().regex(/^-?\d{1,20}$/), z.number()]);
/** OTLP/JSON has NaN and the infinities as strings. */
const double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const unixNano = long.optional();

export interface AnyValue {
  stringValue?: string | undefined;
  boolValue?: boolean | undefined;
  intValue?: string | number | undefined;
  doubleValue?: number | string | undefined;
  arrayValue?: { values?: AnyValue[] | undefined } | undefined;
  kvlistValue?: { values?: KeyValue[] | undefined } | undefined;
  bytesValue?: string | undefined;
}
export interface KeyValue {
  key: string;
  value?: AnyValue | null | undefined;
}

const anyValue: z.ZodType<AnyValue> = z.lazy(() =>
  z.object({
    stringValue: z.string().optional(),
    boolValue: z.boolean().optional(),
    intValue: long.optional(),
    doubleValue: double.optional(),
    arrayValue: z.object({ values: z.array(anyValue).optional() }).optional(),
    kvlistValue: z.object({ values: z.array(keyValue).optional() }).optional(),
    bytesValue: z.string().optional(),
  }),
);
const keyValue: z.ZodType<KeyValue> = z.lazy(() => z.object({ key: z.string(), value: anyValue.nullish() }));
const attributes = z.array(keyValue).optional();
const resource = z.object({ attributes }).optional();
const scope = z.object({ name: z.string().optional(), version: z.string().optional() }).optional();

export const logsSchema = z.object({
  resourceLogs: z
    .array(
      z.object({
        resource,
        scopeLogs: z
          .array(
            z.object({
              scope,
              logRecords: z
                .array(
                  z.object({
                    timeUnixNano: unixNano,
                    observedTimeUnixNano: unixNano,
                    severityNumber: z.number().optional(),
                    severityText: z.string().optional(),
                    body: anyValue.nullish(),
                    attributes,
                    traceId: z.string().optional(),
                    spanId: z.string().optional(),
                    eventName: z.string().optional(),
                  }),
                )
                .optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});
export type OtlpLogs = z.infer<typeof logsSchema>;

const dataPoint = z.object({
  attributes,
  timeUnixNano: unixNano,
  asDouble: double.optional(),
  asInt: long.optional(),
  count: long.optional(),
  sum: double.optional(),
  min: double.optional(),
  max: double.optional(),
  bucketCounts: z.array(long).optional(),
  explicitBounds: z.array(double).optional(),
  quantileValues: z.array(z.object({ quantile: double.optional(), value: double.optional() })).optional(),
});
export type DataPoint = z.infer<typeof dataPoint>;
const points = z.object({ dataPoints: z.array(dataPoint).optional() }).optional();

export const metricsSchema = z.object({
  resourceMetrics: z
    .array(
      z.object({
        resource,
        scopeMetrics: z
          .array(
            z.object({
              scope,
              metrics: z
                .array(
                  z.object({
                    name: z.string().min(1, 'A metric has a name'),
                    unit: z.string().optional(),
                    gauge: points,
                    sum: points,
                    histogram: points,
                    exponentialHistogram: points,
                    summary: points,
                  }),
                )
                .optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});
export type OtlpMetrics = z.infer<typeof metricsSchema>;
