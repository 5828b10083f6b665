import { requireUser } from '@/features/access/session-scope';
import { listSavedSearches } from '@/features/saved-searches/data';
import { createSavedSearch } from '@/features/saved-searches/mutations';
import { savedSearchInputSchema } from '@/features/saved-searches/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => json(await listSavedSearches(await requireUser())));

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser();
  return json(await createSavedSearch(savedSearchInputSchema.parse(await readJson(request)), user), 201);
});
