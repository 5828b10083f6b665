import { cookies, headers } from 'next/headers';
import { getToken } from 'next-auth/jwt';
import { cache } from 'react';
import type { Role } from '../../prisma/generated/enums';
import { db } from '../db';
import { env } from '../env';

export type { Role };

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
}

/** Who is signed in, read fresh from the database once a request: a removed account or a changed role counts at once. */
export const getSessionUser = cache(async (): Promise<SessionUser | undefined> => {
  const jar = await cookies();
  const request = {
    headers: Object.fromEntries((await headers()).entries()),
    cookies: Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])),
  };
  const token = await getToken({ req: request as never, secret: env().NEXTAUTH_SECRET });
  if (!token?.sub) return undefined;
  const user = await db().user.findUnique({ where: { id: token.sub }, select: { id: true, email: true, name: true, role: true } });
  return user ?? undefined;
});
