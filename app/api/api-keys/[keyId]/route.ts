import { requireUser } from '@/features/access/session-scope';
import { revokeApiKey } from '@/features/api-keys/mutations';
import { handle } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ keyId: string }> };

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('manage-keys');
  await revokeApiKey((await params).keyId);
  return new Response(null, { status: 204 });
});
