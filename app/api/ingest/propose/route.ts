import { requireUser } from '@/features/access/session-scope';
import { propose } from '@/features/ingest/propose/propose';
import { proposeInputSchema } from '@/features/ingest/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

/** A pipeline for lines of which nothing is known but themselves. */
export const POST = handle(async (request) => {
  requireSameOrigin(request);
  await requireUser('add-data');
  return json(propose(proposeInputSchema.parse(await readJson(request)).text));
});
