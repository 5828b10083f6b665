import { createHash } from 'node:crypto';
import { AppError } from '../../../lib/errors/app-error';
import { sourceExists } from '../data';
import { importEvents } from '../import-events';
import { createSource } from '../mutations';
import { decodeProtobuf, encodeResponse, type OtlpSignal } from './messages';
import { logDocuments, metricDocuments } from './to-documents';
import { logsSchema, metricsSchema } from './wire';

/** OTLP's signals are sources like others: each document is a line of JSON, so that what fails is kept and sent again in the same way. */
export const otlpSources: Record<OtlpSignal, { name: string; title: string }> = {
  logs: { name: 'otel-logs', title: 'OpenTelemetry logs' },
  metrics: { name: 'otel-metrics', title: 'OpenTelemetry metrics' },
};

const pipeline = {
  description: 'Documents as OTLP brought them',
  processors: [
    { json: { field: 'message', add_to_root: true } },
    { remove: { field: 'message', if: 'ctx.message == null', ignore_missing: true } },
  ],
};

const protobufType = 'application/x-protobuf';
const mostEvents = 5_000;
const made = new Set<string>();

async function ensureSource(signal: OtlpSignal): Promise<string> {
  const { name, title } = otlpSources[signal];
  if (made.has(name)) return name;
  try {
    if (!(await sourceExists(name))) await createSource({ name, title, pipeline }, { name: 'OpenTelemetry', role: 'editor' });
  } catch (error) {
    // two first requests at once: one of them makes it
    if (!(error instanceof AppError && error.code === 'conflict' && (await sourceExists(name)))) throw error;
  }
  made.add(name);
  return name;
}

function readRequest(signal: OtlpSignal, contentType: string, body: Buffer): unknown {
  try {
    return contentType === protobufType ? decodeProtobuf(signal, body) : JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError(
      'bad-request',
      `The body is not ${contentType === protobufType ? 'a protobuf' : 'a JSON'} export request of OTLP ${signal}.`,
      { cause },
    );
  }
}

export interface OtlpAnswer {
  contentType: string;
  body: string | Uint8Array;
}

/**
 * Stores one export request (OTLP/HTTP 1.x, JSON or protobuf) and answers as the protocol says, in the encoding of the request. The same
 * request sent again replaces its documents. Throws `bad-request` for other content types and bodies that are no request.
 */
export async function takeOtlp(signal: OtlpSignal, header: string | null | undefined, body: Buffer): Promise<OtlpAnswer> {
  const contentType = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (contentType !== protobufType && contentType !== 'application/json')
    throw new AppError('bad-request', `Send content-type ${protobufType} or application/json.`);
  const request = readRequest(signal, contentType, body);
  const documents =
    signal === 'logs' ? logDocuments(logsSchema.parse(request), Date.now()) : metricDocuments(metricsSchema.parse(request), Date.now());
  const source = await ensureSource(signal);
  const place = createHash('sha256').update(body).digest('base64url');
  let rejected = 0;
  for (let at = 0; at < documents.length; at += mostEvents) {
    const events = documents.slice(at, at + mostEvents).map((document) => JSON.stringify({ message: null, ...document }));
    rejected += (await importEvents(source, events, { place: `${place} ${at}` })).rejected.length;
  }
  const partial =
    rejected > 0 ? { rejected, errorMessage: `${rejected} could not be stored; they are among Oriel's dead letters.` } : undefined;
  const named = {
    [signal === 'logs' ? 'rejectedLogRecords' : 'rejectedDataPoints']: String(rejected),
    errorMessage: partial?.errorMessage,
  };
  return contentType === protobufType
    ? { contentType, body: encodeResponse(partial) }
    : { contentType, body: JSON.stringify(partial ? { partialSuccess: named } : {}) };
}
