import { z } from 'zod';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { countDead } from './dead-letter';
import { routeSchema, type SourceRow } from './schema';

export async function getSource(name: string) {
  const row = await db().ingestSource.findUnique({ where: { name } });
  if (!row) throw new AppError('not-found', t('There is no source {name}. Add it under Data, Add data.', { name }));
  return { ...row, routes: z.array(routeSchema).parse(row.routes) };
}

export async function sourceExists(name: string): Promise<boolean> {
  return (await db().ingestSource.count({ where: { name } })) > 0;
}

/** Every source with what failed there. */
export async function listSources(): Promise<SourceRow[]> {
  const [rows, dead] = await Promise.all([db().ingestSource.findMany({ orderBy: { createdAt: 'desc' } }), countDead()]);
  return rows.map(({ name, title, dataViewId, createdByName, createdAt }) => ({
    name,
    title,
    dataViewId,
    createdByName,
    createdAt: createdAt.toISOString(),
    dead: dead.get(name) ?? 0,
  }));
}
