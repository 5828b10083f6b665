import { requireUser } from '@/features/access/session-scope';
import { listMaintenance } from '@/features/alerts/data';
import { createMaintenance } from '@/features/alerts/mutations';
import { windowInputSchema } from '@/features/alerts/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser();
  return json(await listMaintenance());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-alerts');
  await createMaintenance(windowInputSchema.parse(await readJson(request)), user);
  return new Response(null, { status: 204 });
});
