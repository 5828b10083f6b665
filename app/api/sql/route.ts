import { requireScope } from '@/features/access/session-scope';
import { sqlInputSchema } from '@/features/console/schema';
import { runSql, sqlUnavailable } from '@/lib/gateway/sql';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';
import { t } from '@/lib/i18n/t';

export const GET = handle(async () => {
  await requireScope();
  const missing = await sqlUnavailable();
  return json({ unavailable: missing ? t(missing) : null });
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { scope } = await requireScope();
  return json(await runSql(scope, sqlInputSchema.parse(await readJson(request)), request.signal));
});
