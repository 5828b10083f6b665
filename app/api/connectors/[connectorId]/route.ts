import { requireUser } from '@/features/access/session-scope';
import { deleteConnector, updateConnector } from '@/features/alerts/connectors/mutations';
import { connectorInputSchema } from '@/features/alerts/connectors/schema';
import { handle, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ connectorId: string }> };

const done = () => new Response(null, { status: 204 });

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-connectors');
  await updateConnector((await params).connectorId, connectorInputSchema.parse(await readJson(request)));
  return done();
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-connectors');
  await deleteConnector((await params).connectorId);
  return done();
});
