import { requireUser } from '@/features/access/session-scope';
import { listRules } from '@/features/alerts/rules/data';
import { createRule } from '@/features/alerts/rules/mutations';
import { ruleInputSchema } from '@/features/alerts/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser();
  return json(await listRules());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-alerts');
  return json(await createRule(ruleInputSchema.parse(await readJson(request)), user), 201);
});
