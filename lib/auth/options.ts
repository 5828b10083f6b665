import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { db } from '../db';
import { env, requiredSecret } from '../env';
import { t } from '../i18n/t';
import { accountOf, type OidcProfile } from './oidc';
import { verifyPassword } from './password';
import { clearFailures, maySignIn, recordFailure } from './rate-limit';

function addressOf(headers: Record<string, unknown> | undefined): string {
  return (
    String(headers?.['x-forwarded-for'] ?? 'local')
      .split(',')[0]
      ?.trim() ?? 'local'
  );
}

async function authorize(credentials: Record<string, string> | undefined, request: { headers?: Record<string, unknown> }) {
  const email = credentials?.email?.trim().toLowerCase() ?? '';
  const keys = [`account:${email}`, `address:${addressOf(request.headers)}`];
  for (const key of keys) if (!(await maySignIn(key))) throw new Error('sign-in-limited');
  const user = await db().user.findUnique({ where: { email } });
  if (!(await verifyPassword(credentials?.password ?? '', user?.passwordHash)) || !user) {
    await Promise.all(keys.map((key) => recordFailure(key)));
    return null;
  }
  await clearFailures(keys[0] ?? '');
  await db().user.update({ where: { id: user.id }, data: { lastSignInAt: new Date() } });
  return { id: user.id, email: user.email, name: user.name };
}

function oidcProvider(): NextAuthOptions['providers'] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: 'oidc',
      name: t('Company account'),
      type: 'oauth',
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      authorization: { params: { scope: 'openid email profile' } },
      profile: (profile: OidcProfile) => ({ id: profile.sub, name: profile.name ?? null, email: profile.email ?? null }),
    },
  ];
}

/** Sign-in with e-mail and password, and with the company's OIDC provider where one is configured. Sessions are signed cookies. */
export function authOptions(): NextAuthOptions {
  return {
    secret: requiredSecret(),
    session: { strategy: 'jwt', maxAge: 7 * 86_400 },
    pages: { signIn: '/login', error: '/login' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) => authorize(credentials, request),
      }),
      ...oidcProvider(),
    ],
    callbacks: {
      signIn: async ({ account, profile, user }) => {
        if (account?.provider !== 'oidc') return true;
        const id = await accountOf(profile as OidcProfile);
        if (id) user.id = id;
        return id !== undefined;
      },
      jwt: async ({ token, user }) => {
        if (user) Object.assign(token, { sub: user.id, signedInMs: Date.now() });
        return token;
      },
    },
  };
}
