import { db } from '../../lib/db';
import type { Person } from './schema';

/** True while nobody can sign in yet. */
export async function needsSetup(): Promise<boolean> {
  return (await db().user.count()) === 0;
}

export async function listPeople(): Promise<Person[]> {
  const rows = await db().user.findMany({
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, email: true, role: true, lastSignInAt: true },
  });
  return rows.map((row) => ({ ...row, lastSignInAt: row.lastSignInAt?.toISOString() ?? null }));
}

/** False for an account that signs in through the company's provider alone. */
export async function hasPassword(id: string): Promise<boolean> {
  return (await db().user.count({ where: { id, passwordHash: { not: null } } })) > 0;
}
