import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import type { DataViewInput } from './schema';

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'view';

function taken(error: unknown, title: string): never {
  if ((error as { code?: string }).code === 'P2002')
    throw new AppError('conflict', t('There is already a data view named "{title}". Choose another name.', { title }), { cause: error });
  throw error;
}

export async function createDataView(input: DataViewInput, wantedId?: string): Promise<{ id: string }> {
  const base = wantedId ?? slug(input.title);
  const clash = await db().dataView.findUnique({ where: { id: base }, select: { id: true } });
  const id = clash ? `${base}-${Date.now().toString(36)}` : base;
  return db()
    .dataView.create({ data: { id, ...input }, select: { id: true } })
    .catch((error) => taken(error, input.title));
}

export async function updateDataView(id: string, input: DataViewInput): Promise<void> {
  await db()
    .dataView.update({ where: { id }, data: input })
    .catch((error) => taken(error, input.title));
}

/** Makes or replaces the view with this id: sample sets load again without doubling. */
export async function upsertDataView(id: string, input: DataViewInput): Promise<void> {
  await db().dataView.upsert({ where: { id }, create: { id, ...input }, update: input });
}

export async function deleteDataView(id: string): Promise<void> {
  await db().dataView.deleteMany({ where: { id } });
}
