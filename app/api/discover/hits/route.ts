import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { listHits } from '@/features/discover/list-hits';
import { hitsInputSchema } from '@/features/discover/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope();
  const input = hitsInputSchema.parse(await readJson(request));
  return json(await listHits(scope, await getDataView(input.dataView, user.role), input, request.signal));
});
