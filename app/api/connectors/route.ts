import { requireUser } from '@/features/access/session-scope';
import { listConnectors } from '@/features/alerts/connectors/data';
import { createConnector } from '@/features/alerts/connectors/mutations';
import { connectorInputSchema } from '@/features/alerts/connectors/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser('edit-alerts');
  return json(await listConnectors());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  await requireUser('manage-connectors');
  return json(await createConnector(connectorInputSchema.parse(await readJson(request))), 201);
});
