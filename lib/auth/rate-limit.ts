import { db } from '../db';

const windowMs = 15 * 60_000;
const failuresAllowed = 8;

/** True where the key (an account or an address) may try to sign in. */
export async function maySignIn(key: string, now = Date.now()): Promise<boolean> {
  const row = await db().signInAttempt.findUnique({ where: { key } });
  return !row || now - row.windowStart.getTime() > windowMs || row.failures < failuresAllowed;
}

export async function recordFailure(key: string, now = Date.now()): Promise<void> {
  const fresh = { failures: 1, windowStart: new Date(now) };
  const row = await db().signInAttempt.findUnique({ where: { key } });
  const expired = !row || now - row.windowStart.getTime() > windowMs;
  await db().signInAttempt.upsert({ where: { key }, create: { key, ...fresh }, update: expired ? fresh : { failures: { increment: 1 } } });
}

export async function clearFailures(key: string): Promise<void> {
  await db().signInAttempt.deleteMany({ where: { key } });
}
