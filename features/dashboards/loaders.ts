import { cache } from 'react';
import { AppError, type Problem, toProblem } from '../../lib/errors/app-error';
import { can } from '../access/ability';
import { requireUser } from '../access/session-scope';
import { listDataViews } from '../data-views/data';
import { getDashboard } from './data';
import { getPersonal } from './personal/data';
import { recordVisit } from './personal/mutations';
import type { DashboardPageData } from './types';

/** What the dashboard page and its title need, read once a request, or the problem in words. */
export const loadDashboard = cache(async (id: string): Promise<DashboardPageData | { problem: Problem }> => {
  const user = await requireUser();
  try {
    const [dashboard, dataViews, personal] = await Promise.all([getDashboard(id), listDataViews(user.role), getPersonal(user.id)]);
    await recordVisit(user.id, id);
    return {
      dashboard,
      dataViews,
      mayEdit: can(user, 'edit-dashboards'),
      mayShare: can(user, 'share-dashboards'),
      favourite: personal.favourites.includes(id),
      home: personal.home === id,
    };
  } catch (error) {
    if (error instanceof AppError) return { problem: toProblem(error) };
    throw error;
  }
});
