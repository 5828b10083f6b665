import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { patternsInputSchema } from '@/features/patterns/schema';
import { listPatterns } from '@/features/patterns/service';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

/** Messages by their shape. */
export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope();
  const input = patternsInputSchema.parse(await readJson(request));
  return json(await listPatterns(scope, await getDataView(input.dataView, user.role), input, request.signal));
});
