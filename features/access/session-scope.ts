import { getSessionUser, type SessionUser } from '../../lib/auth/session';
import { AppError } from '../../lib/errors/app-error';
import { type DataScope, mintScope } from '../../lib/gateway/mint-scope';
import { t } from '../../lib/i18n/t';
import { listReadablePatterns } from '../data-views/data';
import { type Action, can } from './ability';

/** The signed-in user. Throws `sign-in-required`, or `forbidden` where the role may not do `action`. */
export async function requireUser(action: Action = 'read'): Promise<SessionUser> {
  const user = await getSessionUser();
  if (!user) throw new AppError('sign-in-required', t('Sign in to see this.'));
  if (!can(user, action)) throw new AppError('forbidden', t('Your role does not allow this. Ask an administrator of this workspace.'));
  return user;
}

/** What the user's role may read: the patterns of its data views; administrators read every index. */
export async function scopeForUser(user: SessionUser): Promise<DataScope> {
  const patterns = user.role === 'administrator' ? ['*'] : await listReadablePatterns(user.role);
  return mintScope({ subject: `user:${user.id}`, patterns, canWrite: can(user, 'write-console') });
}

export async function requireScope(action: Action = 'read'): Promise<{ user: SessionUser; scope: DataScope }> {
  const user = await requireUser(action);
  return { user, scope: await scopeForUser(user) };
}
