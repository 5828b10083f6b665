import { controlOptionsInputSchema, listControlOptions } from '@/features/dashboards/controls/control-options';
import { handle, json, readJson } from '@/lib/http/handle';

export const dynamic = 'force-dynamic';

/** What a control offers; for the signed-in, and for those who hold a share's token. */
export const POST = handle(async (request) =>
  json(await listControlOptions(controlOptionsInputSchema.parse(await readJson(request)), request.signal)),
);
