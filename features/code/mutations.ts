import { AppError } from '../../lib/errors/app-error';
import type { Action } from '../access/ability';
import { getDashboard } from '../dashboards/data';
import { type Author, createDashboard, deleteDashboard, updateDashboard } from '../dashboards/mutations';
import { deleteDataView, upsertDataView } from '../data-views/mutations';
import { checkDashboard, checkDataView } from './check-content';
import type { CodeKind, Content } from './schema';

/** What somebody has to be allowed to do, to change things of this kind. */
export const actionOf: Record<CodeKind, Action> = { dashboards: 'edit-dashboards', 'data-views': 'manage-data-views' };

async function newestRevision(id: string): Promise<number | undefined> {
  try {
    return (await getDashboard(id)).revision;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Makes or changes one item. A dashboard gets a new version, so that what was there can be restored. */
export async function putCode(kind: CodeKind, id: string, content: Content, author: Author): Promise<void> {
  if (kind === 'data-views') return upsertDataView(id, checkDataView(content));
  const document = checkDashboard(content);
  const revision = await newestRevision(id);
  if (revision === undefined) await createDashboard(document, author, id);
  else await updateDashboard(id, revision, document, author, 'Applied from files');
}

export const deleteCode = (kind: CodeKind, id: string): Promise<void> => (kind === 'dashboards' ? deleteDashboard(id) : deleteDataView(id));
