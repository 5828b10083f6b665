import { requireUser } from '@/features/access/session-scope';
import { finishAttaching, stopAttaching, takePiece } from '@/features/ingest/attach';
import { attachInputSchema, pieceOffsetSchema, sourceNameSchema } from '@/features/ingest/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ index: string }> };

async function prove(request: Request, { params }: Context): Promise<string> {
  requireSameOrigin(request);
  await requireUser('add-data');
  return sourceNameSchema.parse((await params).index);
}

/** A piece of a Parquet file, in order; `offset` says what came before. */
export const POST = handle(async (request: Request, context: Context) => {
  const index = await prove(request, context);
  const offset = pieceOffsetSchema.parse(new URL(request.url).searchParams.get('offset') ?? '0');
  return json(await takePiece(index, offset, Buffer.from(await request.arrayBuffer())));
});

/** All of it was sent: it becomes an index that is only read. */
export const PUT = handle(async (request: Request, context: Context) => {
  const index = await prove(request, context);
  return json(await finishAttaching(index, attachInputSchema.parse(await readJson(request)).title), 201);
});

export const DELETE = handle(async (request: Request, context: Context) => {
  await stopAttaching(await prove(request, context));
  return json({ stopped: true });
});
