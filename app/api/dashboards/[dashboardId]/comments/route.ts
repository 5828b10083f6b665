import { requireUser } from '@/features/access/session-scope';
import { listComments } from '@/features/dashboards/comments/data';
import { createComment } from '@/features/dashboards/comments/mutations';
import { commentInputSchema } from '@/features/dashboards/comments/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ dashboardId: string }> };

export const GET = handle(async (_: Request, { params }: Context) => {
  const user = await requireUser();
  return json(await listComments((await params).dashboardId, user));
});

export const POST = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser();
  return json(await createComment((await params).dashboardId, commentInputSchema.parse(await readJson(request)), user), 201);
});
