import { z } from 'zod';
import { requireUser } from '@/features/access/session-scope';
import { getDashboard } from '@/features/dashboards/data';
import { nameVersion } from '@/features/dashboards/mutations';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ dashboardId: string; revision: string }> };

const placeOf = async ({ params }: Context) => {
  const { dashboardId, revision } = await params;
  return [dashboardId, Number.parseInt(revision, 10) || 0] as const;
};

export const GET = handle(async (_: Request, context: Context) => {
  await requireUser();
  return json(await getDashboard(...(await placeOf(context))));
});

export const PATCH = handle(async (request: Request, context: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-dashboards');
  const { name } = z.object({ name: z.string().trim().max(80) }).parse(await readJson(request));
  await nameVersion(...(await placeOf(context)), name);
  return new Response(null, { status: 204 });
});
