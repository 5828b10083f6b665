import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { readTail, tailInputSchema } from '@/features/discover/tail';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope();
  const input = tailInputSchema.parse(await readJson(request));
  return json(await readTail(scope, await getDataView(input.dataView, user.role), input, request.signal));
});
