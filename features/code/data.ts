import type { Role } from '../../lib/auth/session';
import { getDashboard, listDashboards } from '../dashboards/data';
import { listDataViews } from '../data-views/data';
import type { CodeItem, CodeKind, Content } from './schema';

/** Everything of a kind that the role may read, by id. */
export async function listCode(kind: CodeKind, role: Role): Promise<CodeItem[]> {
  if (kind === 'data-views')
    return (await listDataViews(role)).map(({ id, ...content }) => ({ id, content: content as unknown as Content })).sort(byId);
  const dashboards = await listDashboards();
  const items = await Promise.all(
    dashboards.map(async ({ id }) => ({ id, content: (await getDashboard(id)).document as unknown as Content })),
  );
  return items.sort(byId);
}

const byId = (left: CodeItem, right: CodeItem) => (left.id < right.id ? -1 : 1);
