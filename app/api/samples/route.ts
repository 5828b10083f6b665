import { z } from 'zod';
import { requireUser } from '@/features/access/session-scope';
import { listLoadedSamples } from '@/features/samples/data';
import { startLiveWriter } from '@/features/samples/live-writer';
import { loadSamples } from '@/features/samples/load-samples';
import { sampleIds, sampleSets } from '@/features/samples/sample-sets';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

export const GET = handle(async () => {
  await requireUser();
  const loaded = await listLoadedSamples();
  return json(sampleSets.map(({ id, title, summary }) => ({ id, title, summary, loaded: loaded.includes(id) })));
});

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  await requireUser('load-samples');
  const { id } = z.object({ id: z.enum(sampleIds) }).parse(await readJson(request));
  const documents = await loadSamples([id]);
  if (id === 'storefront') startLiveWriter();
  return json({ documents, dashboard: id }, 201);
});
