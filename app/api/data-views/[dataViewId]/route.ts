import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { deleteDataView, updateDataView } from '@/features/data-views/mutations';
import { dataViewInputSchema } from '@/features/data-views/schema';
import { checkIndices } from '@/lib/gateway/scope-check';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ dataViewId: string }> };

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope('manage-data-views');
  const { id } = await getDataView((await params).dataViewId, user.role);
  const input = dataViewInputSchema.parse(await readJson(request));
  checkIndices(scope, input.pattern);
  await updateDataView(id, input);
  return json({ id });
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const { user } = await requireScope('manage-data-views');
  await deleteDataView((await getDataView((await params).dataViewId, user.role)).id);
  return new Response(null, { status: 204 });
});
