import { cache } from 'react';
import { AppError, type Problem, toProblem } from '../../lib/errors/app-error';
import { can } from '../access/ability';
import { requireUser } from '../access/session-scope';
import { listDataViews } from '../data-views/data';
import { getDashboard } from './data';
import type { DashboardPageData } from './types';

/** What the dashboard page and its title need, read once a request, or the problem in words. */
export const loadDashboard = cache(async (id: string): Promise<DashboardPageData | { problem: Problem }> => {
  const user = await requireUser();
  try {
    const [dashboard, dataViews] = await Promise.all([getDashboard(id), listDataViews(user.role)]);
    return { dashboard, dataViews, mayEdit: can(user, 'edit-dashboards'), mayShare: can(user, 'share-dashboards') };
  } catch (error) {
    if (error instanceof AppError) return { problem: toProblem(error) };
    throw error;
  }
});
