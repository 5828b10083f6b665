import { requireUser } from '@/features/access/session-scope';
import { listApiKeys } from '@/features/api-keys/data';
import { createApiKey } from '@/features/api-keys/mutations';
import { apiKeyInputSchema } from '@/features/api-keys/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser('manage-keys');
  return json(await listApiKeys());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('manage-keys');
  return json(await createApiKey(apiKeyInputSchema.parse(await readJson(request)), user), 201);
});
