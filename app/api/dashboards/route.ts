import { requireUser } from '@/features/access/session-scope';
import { listDashboards } from '@/features/dashboards/data';
import { parseDashboard } from '@/features/dashboards/document/parse-dashboard';
import { createDashboard } from '@/features/dashboards/mutations';
import { createInputSchema } from '@/features/dashboards/request';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async (request) => {
  await requireUser();
  return json(await listDashboards(new URL(request.url).searchParams.get('q') ?? ''));
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-dashboards');
  const { document } = createInputSchema.parse(await readJson(request));
  return json(await createDashboard(parseDashboard(document), user), 201);
});
