import { requireUser } from '@/features/access/session-scope';
import { previewRule } from '@/features/alerts/preview';
import { ruleDefinitionSchema } from '@/features/alerts/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

/** A drafted rule over the last week, read as its author. */
export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-alerts');
  return json(await previewRule(ruleDefinitionSchema.parse(await readJson(request)), user.role, Date.now()));
});
