import { requireUser } from '@/features/access/session-scope';
import { deleteSource, updateSource } from '@/features/ingest/mutations';
import { sourceChangeSchema } from '@/features/ingest/schema';
import { getSourceDetail } from '@/features/ingest/source-detail';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ source: string }> };

export const GET = handle(async (_request: Request, { params }: Context) => {
  await requireUser('add-data');
  return json(await getSourceDetail((await params).source));
});

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser('add-data');
  const { source } = await params;
  await updateSource(source, sourceChangeSchema.parse(await readJson(request)), user);
  return json(await getSourceDetail(source));
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('add-data');
  await deleteSource((await params).source);
  return json({ deleted: true });
});
