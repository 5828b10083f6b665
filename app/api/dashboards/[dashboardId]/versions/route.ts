import { requireUser } from '@/features/access/session-scope';
import { listVersions } from '@/features/dashboards/data';
import { handle, json } from '@/lib/http/handle';

export const GET = handle(async (_: Request, { params }: { params: Promise<{ dashboardId: string }> }) => {
  await requireUser();
  return json(await listVersions((await params).dashboardId));
});
