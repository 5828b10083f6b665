import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { AppError } from '../../../lib/errors/app-error';
import { handle } from '../../../lib/http/handle';
import { t } from '../../../lib/i18n/t';
import { log } from '../../../lib/log';
import { answerOtlp } from '../otlp/answer-otlp';

export interface OtlpListen {
  host: string;
  port: number;
}

const answer = handle(async (request: Request) => {
  const signal = /^\/v1\/([a-z]+)$/.exec(new URL(request.url).pathname)?.[1];
  if (request.method !== 'POST' || !signal) throw new AppError('not-found', t('Send POST /v1/logs or /v1/metrics.'));
  return answerOtlp(request, signal);
});

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const hasBody = incoming.method === 'POST';
  const request = new Request(`http://otlp${incoming.url ?? '/'}`, {
    method: incoming.method ?? 'GET',
    headers: Object.entries(incoming.headers).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
    ...(hasBody ? { body: Readable.toWeb(incoming) as unknown as BodyInit, duplex: 'half' } : {}),
  } as RequestInit);
  const response = await answer(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Listens for OTLP/HTTP at the addresses that its exporters use by themselves. No key is asked for: who can reach the port can write. */
export function listenOtlp({ host, port }: OtlpListen): Server {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: Error) => {
      log('warn', 'An OTLP request could not be answered.', { cause: error });
      outgoing.destroy();
    });
  });
  server.on('error', (error) => log('error', `OTLP on http://${host}:${port} failed: ${error.message}`));
  return server.listen(port, host);
}
