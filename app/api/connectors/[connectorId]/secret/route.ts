import { requireUser } from '@/features/access/session-scope';
import { renewSecret } from '@/features/alerts/connectors/mutations';
import { handle, json } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ connectorId: string }> };

/** A new secret for a webhook; it is told this once. */
export const POST = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-connectors');
  return json(await renewSecret((await params).connectorId));
});
