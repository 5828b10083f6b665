import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { explainInputSchema } from '@/features/explain/schema';
import { explain } from '@/features/explain/service';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

/** Which values differ most between two times. */
export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope();
  const input = explainInputSchema.parse(await readJson(request));
  return json(await explain(scope, await getDataView(input.dataView, user.role), input, request.signal));
});
