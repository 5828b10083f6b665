import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseJson, stringifyJson } from '../dsl/json';
import { EsError } from '../plan/es-error';
import { authorize } from './authorize';
import { filterPath } from './filter-path';
import { type EngineContext, type EngineReply, JsonText, readBody } from './request';
import { route } from './router';
import { asTask } from './tasks';

function serialised(body: unknown, pretty: boolean): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof JsonText) return pretty ? stringifyJson(parseJson(body.text), 2) : body.text;
  return stringifyJson(body, pretty ? 2 : undefined);
}

function send(response: ServerResponse, message: IncomingMessage, { status, body, headers }: EngineReply, pretty: boolean) {
  const isText = typeof body === 'string';
  const whole = serialised(body, pretty);
  const text = message.method === 'HEAD' ? '' : whole;
  const compatible = /application\/vnd\.elasticsearch\+json;\s*compatible-with=(\d+)/.exec(message.headers.accept ?? '');
  response.writeHead(status, {
    'content-type': isText
      ? 'text/plain; charset=UTF-8'
      : compatible
        ? `application/vnd.elasticsearch+json;compatible-with=${compatible[1]}`
        : 'application/json',
    'x-elastic-product': 'Elasticsearch',
    ...headers,
  });
  response.end(text);
}

async function answer(context: EngineContext, message: IncomingMessage, signal: AbortSignal): Promise<EngineReply> {
  const url = new URL(`http://engine${message.url ?? '/'}`);
  const method = message.method ?? 'GET';
  authorize(message.headers.authorization, context.key);
  const { handler, path } = route(method, url.pathname);
  const body = await readBody(message);
  const { accept = '', host } = message.headers;
  const from = host === undefined ? {} : { host };
  const reply = await asTask(url.pathname, signal, (own) =>
    handler({ method, path, query: url.searchParams, ...body, accept, ...from, signal: own, context }),
  );
  const filter = url.searchParams.get('filter_path');
  if (filter === null) return reply;
  return { ...reply, body: filterPath(reply.body instanceof JsonText ? parseJson(reply.body.text) : reply.body, filter) };
}

function toReply(error: unknown): EngineReply {
  if (error instanceof EsError) return { status: error.status, body: error.toBody() };
  if (error instanceof URIError)
    return { status: 400, body: new EsError('illegal_argument_exception', 'The path is not valid percent-encoding.', 400).toBody() };
  process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
  // a body of another form than the reader expected; the stack is kept, in case it was the reader's fault
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
    return {
      status: 400,
      body: new EsError('parsing_exception', `The request is not in a form that can be read: ${error.message}`, 400).toBody(),
    };
  return { status: 500, body: new EsError('exception', 'The engine failed; its log says why.', 500).toBody() };
}

/** Milliseconds that an idle connection stays open: longer than clients keep theirs, so that none is closed as it is used again. */
const idleMs = 75_000;

/** The HTTP server over an open catalog. A client that goes away cancels its search. */
export function createEngineServer(context: EngineContext): Server {
  const server = createServer(async (message, response) => {
    const gone = new AbortController();
    response.on('close', () => {
      if (!response.writableEnded) gone.abort();
    });
    const pretty = /[?&]pretty(=true)?(&|$)/.test(message.url ?? '');
    try {
      send(response, message, await answer(context, message, gone.signal), pretty);
    } catch (error) {
      if (!response.destroyed) send(response, message, toReply(error), pretty);
    }
  });
  server.keepAliveTimeout = idleMs;
  return server;
}
