import { createHash, timingSafeEqual } from 'node:crypto';
import { hashPassword } from '../../lib/auth/password';
import { db } from '../../lib/db';
import { env } from '../../lib/env';
import { AppError } from '../../lib/errors/app-error';
import type { SetupInput } from './schema';

function tokenFits(token: string): boolean {
  const expected = Buffer.from(env().ORIEL_SETUP_TOKEN_HASH ?? '', 'hex');
  const actual = createHash('sha256').update(token).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Makes the first administrator. Throws `forbidden` without the printed token, and once anybody exists. */
export async function createFirstAdministrator(input: SetupInput): Promise<void> {
  if (!tokenFits(input.token))
    throw new AppError(
      'forbidden',
      'This link is not the one that was printed at start, or it has been used. Restart Oriel to get a new one.',
    );
  const passwordHash = await hashPassword(input.password);
  await db().$transaction(
    async (transaction) => {
      if ((await transaction.user.count()) > 0) throw new AppError('forbidden', 'Oriel is already set up. Sign in instead.');
      await transaction.user.create({ data: { email: input.email, name: input.name, role: 'administrator', passwordHash } });
    },
    { isolationLevel: 'Serializable' },
  );
}
