import { requireUser } from '../access/session-scope';
import { can } from '../access/ability';
import { listDataViews } from '../data-views/data';
import type { DataView } from '../data-views/schema';
import { AppError, type Problem, toProblem } from '../../lib/errors/app-error';
import { getDashboard, type LoadedDashboard } from './data';

export interface DashboardPageData {
  dashboard: LoadedDashboard;
  dataViews: DataView[];
  mayEdit: boolean;
  mayShare: boolean;
}

/** What the dashboard page needs, or the problem in words. */
export async function loadDashboard(id: string): Promise<DashboardPageData | { problem: Problem }> {
  const user = await requireUser();
  try {
    const [dashboard, dataViews] = await Promise.all([getDashboard(id), listDataViews(user.role)]);
    return { dashboard, dataViews, mayEdit: can(user, 'edit-dashboards'), mayShare: can(user, 'share-dashboards') };
  } catch (error) {
    if (error instanceof AppError) return { problem: toProblem(error) };
    throw error;
  }
}
