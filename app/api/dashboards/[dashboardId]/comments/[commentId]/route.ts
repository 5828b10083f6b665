import { requireUser } from '@/features/access/session-scope';
import { deleteComment, resolveComment } from '@/features/dashboards/comments/mutations';
import { commentChangeSchema } from '@/features/dashboards/comments/schema';
import { handle, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ dashboardId: string; commentId: string }> };

export const PATCH = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser();
  const { dashboardId, commentId } = await params;
  await resolveComment(dashboardId, commentId, commentChangeSchema.parse(await readJson(request)).resolved, user);
  return new Response(null, { status: 204 });
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser();
  const { dashboardId, commentId } = await params;
  await deleteComment(dashboardId, commentId, user);
  return new Response(null, { status: 204 });
});
