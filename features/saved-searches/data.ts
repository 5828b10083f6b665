import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { type SavedSearchRow, type SavedState, savedStateSchema } from './schema';

/** Saved searches, by name. What they find is another question: each is read as who opens it. */
export async function listSavedSearches(user: Pick<SessionUser, 'id' | 'role'>): Promise<SavedSearchRow[]> {
  const rows = await db().savedSearch.findMany({ orderBy: { title: 'asc' }, take: 500 });
  return rows.map(({ id, title, ownerId, state }) => ({
    id,
    title,
    state: savedStateSchema.parse(state),
    mine: ownerId === user.id || user.role === 'administrator',
  }));
}

/** Throws `not-found`. */
export async function getSavedSearch(id: string): Promise<{ title: string; ownerId: string; state: SavedState }> {
  const row = await db().savedSearch.findUnique({ where: { id } });
  if (!row) throw new AppError('not-found', t('This saved search does not exist any more.'));
  return { title: row.title, ownerId: row.ownerId, state: savedStateSchema.parse(row.state) };
}
