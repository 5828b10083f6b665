import { requireUser } from '@/features/access/session-scope';
import { getDashboard } from '@/features/dashboards/data';
import { listLinks } from '@/features/sharing/data';
import { createLink } from '@/features/sharing/mutations';
import { shareInputSchema } from '@/features/sharing/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ dashboardId: string }> };

export const GET = handle(async (_: Request, { params }: Context) => {
  await requireUser('share-dashboards');
  return json(await listLinks((await params).dashboardId));
});

export const POST = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser('share-dashboards');
  const { id } = await getDashboard((await params).dashboardId);
  return json(await createLink(id, shareInputSchema.parse(await readJson(request)), user), 201);
});
