import { createHash, timingSafeEqual } from 'node:crypto';
import { hashPassword, verifyPassword } from '../../lib/auth/password';
import { clearFailures, maySignIn, recordFailure } from '../../lib/auth/rate-limit';
import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { env } from '../../lib/env';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import type { PersonChange, PersonInput, SetupInput } from './schema';

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
      t('This link is not the one that was printed at start, or it has been used. Restart Oriel to get a new one.'),
    );
  const passwordHash = await hashPassword(input.password);
  await db().$transaction(
    async (transaction) => {
      if ((await transaction.user.count()) > 0) throw new AppError('forbidden', t('Oriel is already set up. Sign in instead.'));
      await transaction.user.create({ data: { email: input.email, name: input.name, role: 'administrator', passwordHash } });
    },
    { isolationLevel: 'Serializable' },
  );
}

export async function createPerson({ password, ...person }: PersonInput): Promise<{ id: string }> {
  const passwordHash = await hashPassword(password);
  return db()
    .user.create({ data: { ...person, passwordHash }, select: { id: true } })
    .catch((error: { code?: string }) => {
      if (error.code === 'P2002')
        throw new AppError('conflict', t('There is already an account with {email}.', { email: person.email }), { cause: error });
      throw error;
    });
}

/** Runs a change that must leave somebody who can administer. */
async function keepingOneAdministrator(change: (transaction: Pick<ReturnType<typeof db>, 'user'>) => Promise<unknown>): Promise<void> {
  await db().$transaction(
    async (transaction) => {
      await change(transaction);
      if ((await transaction.user.count({ where: { role: 'administrator' } })) === 0)
        throw new AppError('conflict', t('Somebody must stay administrator. Give another person the role first.'));
    },
    { isolationLevel: 'Serializable' },
  );
}

/** What an administrator may change of an account: its role, or a new password, which ends its sessions. */
export async function updatePerson(id: string, { role, password }: PersonChange): Promise<void> {
  const credentials = password === undefined ? {} : { passwordHash: await hashPassword(password), credentialsChangedAt: new Date() };
  await keepingOneAdministrator((transaction) => transaction.user.updateMany({ where: { id }, data: { role, ...credentials } }));
}

/** One's own password. All sessions end, this one too. Throws `forbidden` where the current one is wrong, and after too many attempts. */
export async function changePassword(user: SessionUser, current: string, password: string): Promise<void> {
  const key = `account:${user.email}`;
  if (!(await maySignIn(key))) throw new AppError('forbidden', t('Too many attempts. Wait 15 minutes, then try again.'));
  const row = await db().user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  if (!(await verifyPassword(current, row?.passwordHash))) {
    await recordFailure(key);
    throw new AppError('forbidden', t('The current password is not right.'));
  }
  await clearFailures(key);
  await db().user.update({
    where: { id: user.id },
    data: { passwordHash: await hashPassword(password), credentialsChangedAt: new Date() },
  });
}

/** Removes an account; their sessions end with their next request. */
export async function deletePerson(id: string): Promise<void> {
  await keepingOneAdministrator((transaction) => transaction.user.deleteMany({ where: { id } }));
}
