import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who signs in next at the provider: claims of the ID token. */
export interface Identity {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

interface Grant {
  identity: Identity;
  nonce: string;
  challenge: string;
  redirect: string;
}

export const oidcClient = { id: 'oriel', secret: 'secret-of-the-test-client' };

const base64url = (value: object | Buffer) => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/**
 * A small OpenID provider for the tests (OpenID Connect Core 1.0, authorization code flow with PKCE, RFC 7636): it asks nobody for a
 * password but is strict about the client's secret, the redirect address and the code verifier. `PUT /identity` says who comes next.
 */
export async function startOidcProvider(): Promise<{ issuer: string; close: () => void }> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  let next: Identity = { sub: 'nobody' };
  let issuer = '';

  const idToken = ({ identity, nonce }: Grant) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { ...identity, iss: issuer, aud: oidcClient.id, iat: now, exp: now + 300, nonce };
    const text = `${base64url({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${base64url(claims)}`;
    return `${text}.${base64url(createSign('RSA-SHA256').update(text).sign(privateKey))}`;
  };
  const token = (authorization: string | undefined, form: URLSearchParams) => {
    const expected = `Basic ${Buffer.from(`${oidcClient.id}:${oidcClient.secret}`).toString('base64')}`;
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proven = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (authorization !== expected || !grant || grant.challenge !== proven || grant.redirect !== form.get('redirect_uri')) return undefined;
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken(grant) };
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (url.pathname === '/keys') return json({ keys: [jwk] });
    if (url.pathname === '/identity') {
      next = JSON.parse(await bodyOf(request)) as Identity;
      return json({});
    }
    if (url.pathname === '/authorize') {
      const code = randomUUID();
      const asked = (name: string) => url.searchParams.get(name) ?? '';
      grants.set(code, { identity: next, nonce: asked('nonce'), challenge: asked('code_challenge'), redirect: asked('redirect_uri') });
      const back = new URL(asked('redirect_uri'));
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked('state'));
      return response.writeHead(302, { location: back.href }).end();
    }
    const granted =
      url.pathname === '/token' ? token(request.headers.authorization, new URLSearchParams(await bodyOf(request))) : undefined;
    return granted ? json(granted) : json({ error: 'invalid_grant' }, 400);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, close: () => server.close() };
}
