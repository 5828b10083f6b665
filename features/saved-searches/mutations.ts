import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import type { Prisma } from '../../prisma/generated/client';
import { getSavedSearch } from './data';
import type { SavedSearchInput } from './schema';

const stored = ({ title, state }: SavedSearchInput) => ({ title, state: state as unknown as Prisma.InputJsonValue });

async function requireOwner(id: string, user: Pick<SessionUser, 'id' | 'role'>): Promise<void> {
  const { ownerId } = await getSavedSearch(id);
  if (ownerId !== user.id && user.role !== 'administrator')
    throw new AppError('forbidden', t('Somebody else saved this search. Save yours under another name.'));
}

export async function createSavedSearch(input: SavedSearchInput, user: Pick<SessionUser, 'id'>): Promise<{ id: string }> {
  return db().savedSearch.create({ data: { ...stored(input), ownerId: user.id }, select: { id: true } });
}

export async function updateSavedSearch(id: string, input: SavedSearchInput, user: Pick<SessionUser, 'id' | 'role'>): Promise<void> {
  await requireOwner(id, user);
  await db().savedSearch.update({ where: { id }, data: stored(input) });
}

export async function deleteSavedSearch(id: string, user: Pick<SessionUser, 'id' | 'role'>): Promise<void> {
  await requireOwner(id, user);
  await db().savedSearch.delete({ where: { id } });
}
