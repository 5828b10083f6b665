import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { getOpenLink } from './features/sharing/data';

/** Who may frame a page: nobody, except that an embed may be framed by the origins its owner allowed. */
async function frameAncestors(pathname: string): Promise<string> {
  const match = /^\/embed\/([^/]+)$/.exec(pathname);
  if (!match) return "'none'";
  const link = await getOpenLink(match[1] ?? '').catch(() => undefined);
  return link?.kind === 'embed' && link.allowedOrigins.length > 0 ? link.allowedOrigins.join(' ') : "'none'";
}

/** Security headers of every page. Scripts need the nonce of their own request. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${await frameAncestors(request.nextUrl.pathname)}`,
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set(
    'referrer-policy',
    request.nextUrl.pathname.startsWith('/share') || request.nextUrl.pathname.startsWith('/embed') ? 'no-referrer' : 'same-origin',
  );
  if (!request.nextUrl.pathname.startsWith('/embed')) response.headers.set('x-frame-options', 'DENY');
  return response;
}

export const config = { matcher: '/((?!_next/static|_next/image|favicon.svg|fonts/).*)' };
