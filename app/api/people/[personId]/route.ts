import { requireUser } from '@/features/access/session-scope';
import { deletePerson, updatePerson } from '@/features/account/mutations';
import { personChangeSchema } from '@/features/account/schema';
import { handle, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ personId: string }> };

const done = () => new Response(null, { status: 204 });

export const PATCH = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-people');
  await updatePerson((await params).personId, personChangeSchema.parse(await readJson(request)));
  return done();
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-people');
  await deletePerson((await params).personId);
  return done();
});
