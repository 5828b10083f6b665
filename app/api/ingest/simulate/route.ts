import { requireUser } from '@/features/access/session-scope';
import { tryPipeline } from '@/features/ingest/import-events';
import { simulateInputSchema } from '@/features/ingest/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

/** A drafted pipeline over sample events; nothing is stored. */
export const POST = handle(async (request) => {
  requireSameOrigin(request);
  await requireUser('add-data');
  const { pipeline, events } = simulateInputSchema.parse(await readJson(request));
  return json(await tryPipeline(pipeline, events));
});
