import { cookies, headers } from 'next/headers';
import { getToken } from 'next-auth/jwt';
import { cache } from 'react';
import type { Role } from '../../prisma/generated/enums';
import { db } from '../db';
import { requiredSecret } from '../env';

export type { Role };

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
}

/**
 * Who is signed in, read fresh from the database once a request: a removed account, a changed role or a new password counts at once.
 */
export const getSessionUser = cache(async (): Promise<SessionUser | undefined> => {
  const jar = await cookies();
  const request = {
    headers: Object.fromEntries((await headers()).entries()),
    cookies: Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])),
  };
  const token = await getToken({ req: request as never, secret: requiredSecret() });
  if (!token?.sub) return undefined;
  const found = await db().user.findUnique({
    where: { id: token.sub },
    select: { id: true, email: true, name: true, role: true, credentialsChangedAt: true },
  });
  if (!found) return undefined;
  const { credentialsChangedAt, ...user } = found;
  return Number(token.signedInMs ?? 0) < (credentialsChangedAt?.getTime() ?? 0) ? undefined : user;
});
