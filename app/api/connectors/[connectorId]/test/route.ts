import { requireUser } from '@/features/access/session-scope';
import { testConnector } from '@/features/alerts/connectors/mutations';
import { handle, json } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ connectorId: string }> };

/** Sends a test message, at once. */
export const POST = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-connectors');
  return json(await testConnector((await params).connectorId));
});
