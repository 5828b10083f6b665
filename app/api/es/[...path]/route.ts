import { requireScope } from '@/features/access/session-scope';
import { passConsoleRequest } from '@/lib/gateway/console';
import { handle } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

async function pass(request: Request): Promise<Response> {
  requireSameOrigin(request);
  const { scope } = await requireScope('read-console');
  const url = new URL(request.url);
  const body = ['GET', 'HEAD'].includes(request.method) ? (url.searchParams.get('source') ?? '') : await request.text();
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
    headers: { 'content-type': text ? 'text/plain' : 'application/json', 'cache-control': 'no-store' },
  });
}

const handler = handle(pass);

export { handler as DELETE, handler as GET, handler as POST, handler as PUT };
