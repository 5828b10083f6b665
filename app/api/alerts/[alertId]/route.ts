import { z } from 'zod';
import { requireUser } from '@/features/access/session-scope';
import { getAlert } from '@/features/alerts/data';
import { acknowledgeAlert } from '@/features/alerts/mutations';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ alertId: string }> };

export const GET = handle(async (_request: Request, { params }: Context) => {
  await requireUser();
  return json(await getAlert((await params).alertId));
});

export const PATCH = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-alerts');
  z.object({ status: z.literal('acknowledged') }).parse(await readJson(request));
  await acknowledgeAlert((await params).alertId, user);
  return new Response(null, { status: 204 });
});
