import { db } from '../db';
import { env } from '../env';

export interface OidcProfile {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/**
 * The account behind an identity of the company's provider, made on first sign-in with the default role; undefined where the identity
 * may not have it. An identity is known by its subject. An account that exists already is taken over only by an identity whose provider
 * says that it has verified the address: otherwise anybody who can choose an address there would get in as its owner.
 */
export async function accountOf(profile: OidcProfile): Promise<string | undefined> {
  const lastSignInAt = new Date();
  const { user } = db();
  const known = await user.findUnique({ where: { oidcSubject: profile.sub } });
  if (known) return (await user.update({ where: { id: known.id }, data: { lastSignInAt } })).id;
  if (profile.email_verified === false) return undefined;
  const email = profile.email?.toLowerCase() ?? `${profile.sub}@oidc.invalid`;
  const holder = await user.findUnique({ where: { email } });
  if (holder) {
    if (profile.email_verified !== true || holder.oidcSubject) return undefined;
    return (await user.update({ where: { id: holder.id }, data: { oidcSubject: profile.sub, lastSignInAt } })).id;
  }
  const data = { email, name: profile.name ?? email, role: env().OIDC_DEFAULT_ROLE, oidcSubject: profile.sub, lastSignInAt };
  return (await user.create({ data })).id;
}
