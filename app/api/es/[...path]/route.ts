import { scopeForApiKey } from '@/features/access/api-key-scope';
import { requireScope } from '@/features/access/session-scope';
import { passConsoleRequest } from '@/lib/gateway/console';
import { handle } from '@/lib/http/handle';
import { readText } from '@/lib/http/read-text';
import { requireSameOrigin } from '@/lib/http/same-origin';

/** A program proves itself with an API key, a person with the session of this origin. */
async function proveScope(request: Request) {
  const scope = await scopeForApiKey(request.headers.get('authorization'));
  if (scope) return scope;
  requireSameOrigin(request);
  return (await requireScope('read-console')).scope;
}

async function pass(request: Request): Promise<Response> {
  const scope = await proveScope(request);
  const url = new URL(request.url);
  const body = ['GET', 'HEAD'].includes(request.method) ? (url.searchParams.get('source') ?? '') : await readText(request);
  url.searchParams.delete('source');
  const method = request.headers.get('x-oriel-method') ?? request.method;
  const answer = await passConsoleRequest(
    scope,
    { method, path: url.pathname.slice('/api/es'.length) || '/', query: url.searchParams, body },
    request.signal,
  );
  const text = typeof answer.body === 'string';
  return new Response(method === 'HEAD' ? null : text ? (answer.body as string) : JSON.stringify(answer.body), {
    status: answer.status,
    headers: {
      'content-type': text ? 'text/plain' : 'application/json',
      'cache-control': 'no-store',
      // the official clients talk to nobody who does not say this
      'x-elastic-product': 'Elasticsearch',
    },
  });
}

const handler = handle(pass);

export { handler as DELETE, handler as GET, handler as POST, handler as PUT };
