import { requireUser } from '@/features/access/session-scope';
import { listPeople } from '@/features/account/data';
import { createPerson } from '@/features/account/mutations';
import { personInputSchema } from '@/features/account/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser('manage-people');
  return json(await listPeople());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  await requireUser('manage-people');
  return json(await createPerson(personInputSchema.parse(await readJson(request))), 201);
});
