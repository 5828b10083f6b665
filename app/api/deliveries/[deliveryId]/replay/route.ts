import { requireUser } from '@/features/access/session-scope';
import { replayDelivery } from '@/features/alerts/deliveries/mutations';
import { handle } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ deliveryId: string }> };

/** Sends a dead message again. */
export const POST = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-alerts');
  await replayDelivery(decodeURIComponent((await params).deliveryId));
  return new Response(null, { status: 204 });
});
