import { requireUser } from '@/features/access/session-scope';
import { getLibraryPanel } from '@/features/dashboards/library/data';
import { removeLibraryPanel, updateLibraryPanel } from '@/features/dashboards/library/mutations';
import { libraryPanelChangeSchema } from '@/features/dashboards/library/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ panelId: string }> };

export const GET = handle(async (_: Request, { params }: Context) => {
  await requireUser();
  return json(await getLibraryPanel((await params).panelId));
});

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-dashboards');
  const { baseRevision, ...input } = libraryPanelChangeSchema.parse(await readJson(request));
  await updateLibraryPanel((await params).panelId, input, baseRevision, user);
  return new Response(null, { status: 204 });
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-dashboards');
  await removeLibraryPanel((await params).panelId);
  return new Response(null, { status: 204 });
});
