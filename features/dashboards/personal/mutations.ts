import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';

async function requireDashboard(id: string) {
  if (!(await db().dashboard.findUnique({ where: { id }, select: { id: true } })))
    throw new AppError('not-found', t('This dashboard does not exist. It may have been deleted.'));
}

export async function setFavourite(userId: string, dashboardId: string, on: boolean): Promise<void> {
  await requireDashboard(dashboardId);
  const key = { userId, dashboardId };
  if (on) await db().favouriteDashboard.upsert({ where: { userId_dashboardId: key }, create: key, update: {} });
  else await db().favouriteDashboard.deleteMany({ where: key });
}

/** What `/` opens for somebody; null for the list. */
export async function setHome(userId: string, dashboardId: string, on: boolean): Promise<void> {
  await requireDashboard(dashboardId);
  if (on) await db().user.update({ where: { id: userId }, data: { homeDashboardId: dashboardId } });
  else await db().user.updateMany({ where: { id: userId, homeDashboardId: dashboardId }, data: { homeDashboardId: null } });
}

/** Remembers that somebody opened a dashboard. */
export async function recordVisit(userId: string, dashboardId: string): Promise<void> {
  const key = { userId, dashboardId };
  await db().dashboardVisit.upsert({ where: { userId_dashboardId: key }, create: key, update: { visitedAt: new Date() } });
}
