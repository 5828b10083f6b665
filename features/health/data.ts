import { db } from '../../lib/db';

export async function pingPostgres(): Promise<void> {
  await db().$queryRaw`SELECT 1`;
}
