import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { db } from '../db';
import { env } from '../env';
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

interface OidcProfile {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** The account behind an identity of the company's provider, made on first sign-in with the default role. */
async function accountOf(profile: OidcProfile): Promise<string> {
  const email = profile.email?.toLowerCase() ?? `${profile.sub}@oidc.invalid`;
  const user = await db().user.upsert({
    where: { email },
    create: { email, name: profile.name ?? email, role: env().OIDC_DEFAULT_ROLE },
    update: { lastSignInAt: new Date() },
  });
  return user.id;
}

function oidcProvider(): NextAuthOptions['providers'] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: 'oidc',
      name: 'Company account',
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
    secret: env().NEXTAUTH_SECRET,
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
      signIn: ({ account, profile }) => account?.provider !== 'oidc' || (profile as OidcProfile | undefined)?.email_verified !== false,
      jwt: async ({ token, user, account, profile }) => {
        if (account?.provider === 'oidc' && profile) token.sub = await accountOf(profile as OidcProfile);
        else if (user) token.sub = user.id;
        return token;
      },
    },
  };
}
