import { requireScope, requireUser } from '@/features/access/session-scope';
import { listDataViews } from '@/features/data-views/data';
import { createDataView } from '@/features/data-views/mutations';
import { dataViewInputSchema } from '@/features/data-views/schema';
import { checkIndices } from '@/lib/gateway/scope-check';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => json(await listDataViews((await requireUser()).role)));

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { scope } = await requireScope('manage-data-views');
  const input = dataViewInputSchema.parse(await readJson(request));
  checkIndices(scope, input.pattern);
  return json(await createDataView(input), 201);
});
