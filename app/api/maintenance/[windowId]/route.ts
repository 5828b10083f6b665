import { requireUser } from '@/features/access/session-scope';
import { deleteMaintenance } from '@/features/alerts/mutations';
import { handle } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ windowId: string }> };

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-alerts');
  await deleteMaintenance((await params).windowId);
  return new Response(null, { status: 204 });
});
