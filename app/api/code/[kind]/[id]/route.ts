import { requireProgramOrUser } from '@/features/access/api-key-scope';
import { actionOf, deleteCode, putCode } from '@/features/code/mutations';
import { type Content, codeIdSchema, codeKindSchema } from '@/features/code/schema';
import { handle, json, readJson } from '@/lib/http/handle';

type Context = { params: Promise<{ kind: string; id: string }> };

async function named({ params }: Context) {
  const { kind, id } = await params;
  return { kind: codeKindSchema.parse(kind), id: codeIdSchema.parse(id) };
}

export const PUT = handle(async (request: Request, context: Context) => {
  const { kind, id } = await named(context);
  const { id: authorId, name } = await requireProgramOrUser(request, actionOf[kind]);
  await putCode(kind, id, (await readJson(request)) as Content, { id: authorId, name });
  return json({ id });
});

export const DELETE = handle(async (request: Request, context: Context) => {
  const { kind, id } = await named(context);
  await requireProgramOrUser(request, actionOf[kind]);
  await deleteCode(kind, id);
  return json({ deleted: true });
});
