import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { describeField, fieldStatisticsInputSchema } from '@/features/discover/field-statistics';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { user, scope } = await requireScope();
  const input = fieldStatisticsInputSchema.parse(await readJson(request));
  return json(await describeField(scope, await getDataView(input.dataView, user.role), input, request.signal));
});
