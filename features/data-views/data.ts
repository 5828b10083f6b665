import type { Role } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { type DataView, dataViewInputSchema } from './schema';

type Row = {
  id: string;
  title: string;
  pattern: string;
  timeField: string | null;
  description: string;
  roles: Role[];
  fieldFormats: unknown;
  columns: string[];
};

const toDataView = ({ id, ...rest }: Row): DataView => ({ id, ...dataViewInputSchema.parse(rest) });

const mayRead = (role: Role) => (role === 'administrator' ? {} : { roles: { has: role } });

/** Data views that the role may read, oldest first. */
export async function listDataViews(role: Role): Promise<DataView[]> {
  return (await db().dataView.findMany({ where: mayRead(role), orderBy: { createdAt: 'asc' } })).map(toDataView);
}

export async function listReadablePatterns(role: Role): Promise<string[]> {
  return (await db().dataView.findMany({ where: mayRead(role), select: { pattern: true } })).map((row) => row.pattern);
}

/** Throws `not-found`: a view that the role may not read looks like one that is not there. */
export async function getDataView(id: string, role: Role): Promise<DataView> {
  const row = await db().dataView.findFirst({ where: { id, ...mayRead(role) } });
  if (!row)
    throw new AppError('not-found', t('This data view does not exist, or your role may not read it.'), { details: { dataView: id } });
  return toDataView(row);
}
