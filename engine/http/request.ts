import type { IncomingMessage } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import { parseJson } from '../dsl/json';
import { EsError, parsingError } from '../plan/es-error';
import type { Catalog } from '../store/catalog';
import type { EngineKey } from './authorize';

export interface EngineContext {
  catalog: Catalog;
  nowMs: () => number;
  /** Present: every request must hold it. */
  key?: EngineKey;
  limits: { sqlRows: number; sqlTimeoutMs: number; searchTimeoutMs: number };
}

export interface EngineRequest {
  method: string;
  /** Path variables by name, decoded. */
  path: Record<string, string>;
  query: URLSearchParams;
  text: string;
  /** The body where it is a file and no text. */
  bytes?: Buffer;
  /** The `Accept` header. */
  accept: string;
  /** The `Host` header. */
  host?: string;
  signal: AbortSignal;
  context: EngineContext;
}

export interface EngineReply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A body that is JSON already. */
export class JsonText {
  constructor(readonly text: string) {}
}

export type Handler = (request: EngineRequest) => Promise<EngineReply> | EngineReply;

export const ok = (body: unknown, status = 200): EngineReply => ({ status, body });

const maxBodyBytes = 100 * 1024 * 1024;

const fileType = 'application/vnd.apache.parquet';

/** The request body as text; gzip and deflate are unpacked, a file stays bytes. Throws 413 beyond 100 MB, as Elasticsearch does. */
export async function readBody(message: IncomingMessage): Promise<{ text: string; bytes?: Buffer }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += (chunk as Buffer).length;
    if (size > maxBodyBytes)
      throw new EsError('content_too_long_exception', `entity content is too long; the limit is ${maxBodyBytes} bytes`, 413);
    chunks.push(chunk as Buffer);
  }
  const body = Buffer.concat(chunks);
  if (message.headers['content-type'] === fileType) return { text: '', bytes: body };
  return { text: unpacked(body, message) };
}

function unpacked(body: Buffer, message: IncomingMessage): string {
  const encoding = message.headers['content-encoding'];
  if (encoding === 'gzip') return gunzipSync(body, { maxOutputLength: maxBodyBytes * 4 }).toString();
  if (encoding === 'deflate') return inflateSync(body, { maxOutputLength: maxBodyBytes * 4 }).toString();
  return body.toString();
}

/** A JSON object body; an empty one where there is none. Throws `parsing_exception` / `json_parse_exception`. */
export function jsonBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new EsError('x_content_parse_exception', (error as Error).message, 400);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw parsingError('Expected [START_OBJECT] but found something else');
  return value as Record<string, unknown>;
}

/** Lines of NDJSON as text; empty ones are dropped. */
export const ndjsonLines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** Lines of NDJSON; empty ones are dropped. */
export const ndjson = (text: string): Record<string, unknown>[] => ndjsonLines(text).map(jsonBody);
