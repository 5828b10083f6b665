import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { listFields } from '@/lib/gateway/fields';
import { handle, json } from '@/lib/http/handle';

export const GET = handle(async (request: Request, { params }: { params: Promise<{ dataViewId: string }> }) => {
  const { user, scope } = await requireScope();
  const dataView = await getDataView((await params).dataViewId, user.role);
  return json(await listFields(scope, dataView.pattern, request.signal));
});
