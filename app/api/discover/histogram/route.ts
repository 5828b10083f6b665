import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { countOverTime } from '@/features/discover/list-hits';
import { histogramInputSchema } from '@/features/discover/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope();
  const input = histogramInputSchema.parse(await readJson(request));
  return json(await countOverTime(scope, await getDataView(input.dataView, user.role), input, request.signal));
});
