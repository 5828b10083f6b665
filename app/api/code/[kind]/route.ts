import { requireProgramOrUser } from '@/features/access/api-key-scope';
import { listCode } from '@/features/code/data';
import { codeKindSchema } from '@/features/code/schema';
import { handle, json } from '@/lib/http/handle';

type Context = { params: Promise<{ kind: string }> };

/** Everything of a kind, as `npx oriel export` writes it. */
export const GET = handle(async (request: Request, { params }: Context) => {
  const { role } = await requireProgramOrUser(request, 'read');
  return json({ items: await listCode(codeKindSchema.parse((await params).kind), role) });
});
