import { z } from 'zod';
import { requireScope } from '@/features/access/session-scope';
import { previewPattern } from '@/features/data-views/preview-pattern';
import { dataViewInputSchema } from '@/features/data-views/schema';
import { handle, json, readJson } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';

const inputSchema = z.object({ pattern: dataViewInputSchema.shape.pattern });

export const POST = handle(async (request) => {
  requireSameOrigin(request);
  const { scope } = await requireScope('manage-data-views');
  const { pattern } = inputSchema.parse(await readJson(request));
  return json(await previewPattern(scope, pattern, request.signal));
});
