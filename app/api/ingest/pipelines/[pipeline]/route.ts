import { requireScope } from '@/features/access/session-scope';
import { pipelineNameSchema, storedPipelineSchema } from '@/features/ingest/schema';
import type { JsonObject } from '@/lib/elastic/wire-types';
import { deletePipeline, putPipeline } from '@/lib/gateway/ingest';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ pipeline: string }> };

/** A pipeline counts for every index: only who may write to all changes one. */
export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const { scope } = await requireScope('write-console');
  const name = pipelineNameSchema.parse((await params).pipeline);
  await putPipeline(scope, name, storedPipelineSchema.parse(await readJson(request)) as unknown as JsonObject);
  return json({ name });
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const { scope } = await requireScope('write-console');
  await deletePipeline(scope, (await params).pipeline);
  return json({ deleted: true });
});
