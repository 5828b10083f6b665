import { requireUser } from '@/features/access/session-scope';
import { changePassword } from '@/features/account/mutations';
import { passwordChangeSchema } from '@/features/account/schema';
import { handle, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const PUT = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser();
  const { current, password } = passwordChangeSchema.parse(await readJson(request));
  await changePassword(user, current, password);
  return new Response(null, { status: 204 });
});
