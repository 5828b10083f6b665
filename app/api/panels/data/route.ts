import { panelRunner } from '@/features/dashboards/panel-access';
import { handle, readJson } from '@/lib/http/handle';
import { cancelInputSchema, panelDataInputSchema } from '@/panels/data-protocol';
import { cancelPanels, streamPanels } from '@/panels/stream-panels';

export const dynamic = 'force-dynamic';

export const POST = handle(async (request) => {
  const input = panelDataInputSchema.parse(await readJson(request));
  const run = await panelRunner(input);
  return new Response(streamPanels(input, request.signal, run), {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  });
});

/** Needs no proof: a request id is random and known to its caller alone, and stopping reads nothing. */
export const DELETE = handle(async (request) => {
  const { requestId, keys } = cancelInputSchema.parse(await readJson(request));
  cancelPanels(requestId, keys);
  return new Response(null, { status: 204 });
});
