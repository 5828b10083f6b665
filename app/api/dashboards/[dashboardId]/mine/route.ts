import { z } from 'zod';
import { requireUser } from '@/features/access/session-scope';
import { setFavourite, setHome } from '@/features/dashboards/personal/mutations';
import { handle, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

const inputSchema = z.object({ favourite: z.boolean().optional(), home: z.boolean().optional() });

/** What the caller marks of a dashboard, for themselves. */
export const PATCH = handle(async (request: Request, { params }: { params: Promise<{ dashboardId: string }> }) => {
  requireSameOrigin(request);
  const user = await requireUser();
  const { dashboardId } = await params;
  const { favourite, home } = inputSchema.parse(await readJson(request));
  if (favourite !== undefined) await setFavourite(user.id, dashboardId, favourite);
  if (home !== undefined) await setHome(user.id, dashboardId, home);
  return new Response(null, { status: 204 });
});
