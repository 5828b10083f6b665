import { requireUser } from '@/features/access/session-scope';
import { revokeLink } from '@/features/sharing/mutations';
import { handle } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const DELETE = handle(async (request: Request, { params }: { params: Promise<{ dashboardId: string; linkId: string }> }) => {
  requireSameOrigin(request);
  await requireUser('share-dashboards');
  const { dashboardId, linkId } = await params;
  await revokeLink(dashboardId, linkId);
  return new Response(null, { status: 204 });
});
