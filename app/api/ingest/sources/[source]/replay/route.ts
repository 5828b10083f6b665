import { requireUser } from '@/features/access/session-scope';
import { getSource } from '@/features/ingest/data';
import { replayDead } from '@/features/ingest/import-events';
import { handle, json } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ source: string }> };

/** Sends what failed again. */
export const POST = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('add-data');
  return json(await replayDead((await getSource((await params).source)).name));
});
