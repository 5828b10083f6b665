import { requireUser } from '@/features/access/session-scope';
import { listSources } from '@/features/ingest/data';
import { createSource } from '@/features/ingest/mutations';
import { sourceInputSchema } from '@/features/ingest/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser('add-data');
  return json(await listSources());
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const user = await requireUser('add-data');
  return json(await createSource(sourceInputSchema.parse(await readJson(request)), user), 201);
});
