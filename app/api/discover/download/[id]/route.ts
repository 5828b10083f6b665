import { requireUser } from '@/features/access/session-scope';
import { cancelDownload, readProgress } from '@/features/discover/download/progress';
import { handle, json } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ id: string }> };

export const GET = handle(async (_: Request, { params }: Context) => {
  const user = await requireUser();
  return json(readProgress((await params).id, user.id));
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser();
  cancelDownload((await params).id, user.id);
  return new Response(null, { status: 204 });
});
