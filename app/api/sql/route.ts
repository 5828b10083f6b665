import { requireScope } from '@/features/access/session-scope';
import { sqlInputSchema } from '@/features/console/schema';
import { runSql, sqlUnavailable } from '@/lib/gateway/sql';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireScope();
  return json({ unavailable: (await sqlUnavailable()) ?? null });
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { scope } = await requireScope();
  return json(await runSql(scope, sqlInputSchema.parse(await readJson(request)), request.signal));
});
