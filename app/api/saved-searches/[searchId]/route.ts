import { requireUser } from '@/features/access/session-scope';
import { deleteSavedSearch, updateSavedSearch } from '@/features/saved-searches/mutations';
import { savedSearchInputSchema } from '@/features/saved-searches/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ searchId: string }> };

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser();
  await updateSavedSearch((await params).searchId, savedSearchInputSchema.parse(await readJson(request)), user);
  return json({ saved: true });
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await deleteSavedSearch((await params).searchId, await requireUser());
  return json({ deleted: true });
});
