import { requireUser } from '@/features/access/session-scope';
import { getDashboard } from '@/features/dashboards/data';
import { parseDashboard } from '@/features/dashboards/document/parse-dashboard';
import { deleteDashboard, updateDashboard } from '@/features/dashboards/mutations';
import { saveInputSchema } from '@/features/dashboards/request';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ dashboardId: string }> };

export const GET = handle(async (_: Request, { params }: Context) => {
  await requireUser();
  return json(await getDashboard((await params).dashboardId));
});

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-dashboards');
  const input = saveInputSchema.parse(await readJson(request));
  return json(await updateDashboard((await params).dashboardId, input.baseRevision, parseDashboard(input.document), user, input.note));
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-dashboards');
  await deleteDashboard((await params).dashboardId);
  return new Response(null, { status: 204 });
});
