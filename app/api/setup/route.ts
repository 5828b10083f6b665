import { createFirstAdministrator } from '@/features/account/mutations';
import { setupSchema } from '@/features/account/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  await createFirstAdministrator(setupSchema.parse(await readJson(request)));
  return json({ ok: true }, 201);
});
