import { requireUser } from '@/features/access/session-scope';
import { getRule } from '@/features/alerts/rules/data';
import { changeRule, deleteRule, updateRule } from '@/features/alerts/rules/mutations';
import { ruleChangeSchema, ruleInputSchema } from '@/features/alerts/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

type Context = { params: Promise<{ ruleId: string }> };

const done = () => new Response(null, { status: 204 });

export const GET = handle(async (_request: Request, { params }: Context) => {
  await requireUser();
  return json(await getRule((await params).ruleId));
});

export const PUT = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  const user = await requireUser('edit-alerts');
  await updateRule((await params).ruleId, ruleInputSchema.parse(await readJson(request)), user);
  return done();
});

export const PATCH = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-alerts');
  await changeRule((await params).ruleId, ruleChangeSchema.parse(await readJson(request)));
  return done();
});

export const DELETE = handle(async (request: Request, { params }: Context) => {
  requireSameOrigin(request);
  await requireUser('edit-alerts');
  await deleteRule((await params).ruleId);
  return done();
});
