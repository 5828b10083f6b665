import { requireUser } from '@/features/access/session-scope';
import { listLibraryPanels } from '@/features/dashboards/library/data';
import { createLibraryPanel } from '@/features/dashboards/library/mutations';
import { libraryPanelInputSchema } from '@/features/dashboards/library/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser();
  return json(await listLibraryPanels());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-dashboards');
  return json(await createLibraryPanel(libraryPanelInputSchema.parse(await readJson(request)), user), 201);
});
