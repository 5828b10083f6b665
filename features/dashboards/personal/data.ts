import { db } from '../../../lib/db';
import type { PersonalDashboards } from '../types';

const mostRecent = 6;

/** What somebody marked, opened last, and opens first. */
export async function getPersonal(userId: string): Promise<PersonalDashboards> {
  const [favourites, visits, user] = await Promise.all([
    db().favouriteDashboard.findMany({ where: { userId }, orderBy: { createdAt: 'desc' }, select: { dashboardId: true } }),
    db().dashboardVisit.findMany({ where: { userId }, orderBy: { visitedAt: 'desc' }, take: mostRecent, select: { dashboardId: true } }),
    db().user.findUnique({ where: { id: userId }, select: { homeDashboardId: true } }),
  ]);
  const home = user?.homeDashboardId ?? null;
  const there = home ? await db().dashboard.findUnique({ where: { id: home }, select: { id: true } }) : null;
  return { favourites: favourites.map((row) => row.dashboardId), recent: visits.map((row) => row.dashboardId), home: there?.id ?? null };
}
