import { db } from '../../lib/db';

/** True while nobody can sign in yet. */
export async function needsSetup(): Promise<boolean> {
  return (await db().user.count()) === 0;
}
