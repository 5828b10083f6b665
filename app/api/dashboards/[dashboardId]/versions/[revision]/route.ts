import { requireUser } from '@/features/access/session-scope';
import { getDashboard } from '@/features/dashboards/data';
import { handle, json } from '@/lib/http/handle';

export const GET = handle(async (_: Request, { params }: { params: Promise<{ dashboardId: string; revision: string }> }) => {
  await requireUser();
  const { dashboardId, revision } = await params;
  return json(await getDashboard(dashboardId, Number.parseInt(revision, 10) || 0));
});
